interface Operation {
  tags?: string[];
  summary?: string;
  description?: string;
  'x-gradus-scope'?: string | string[] | null;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: object }[];
  requestBody?: { description?: string; content: Record<string, { schema?: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema?: object }> }>;
}

export interface ApiDocument {
  info: { title: string; version: string; description?: string };
  components?: { schemas?: Record<string, object> };
  paths: Record<string, Record<string, Operation>>;
}

/** The reference as one page without scripts: every operation under its noun, every schema once, linked. */
export function renderReference(document: ApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => tagOf(operation)))].sort();
  const schemas = Object.entries(document.components?.schemas ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const { title, description = '' } = document.info;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head><body>
<nav aria-label="Nouns"><strong>${escapeHtml(title)}</strong>${tags.map((tag) => `<a href="#${tag}">${tag}</a>`).join('')}<a href="#schemas">schemas</a></nav>
<main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(description)}</p>
<p>Send an API key as <code>Authorization: Bearer …</code>. Refusals are <a href="#schema-Problem">problem details</a> (RFC 9457).
Every POST takes an <code>Idempotency-Key</code>. The same as a document: <a href="/api/openapi.json">openapi.json</a>.</p>
${tags
  .map(
    (tag) =>
      `<section id="${tag}"><h2>${tag}</h2>${operations
        .filter(({ operation }) => tagOf(operation) === tag)
        .map(renderOperation)
        .join('')}</section>`,
  )
  .join('')}
<section id="schemas"><h2>schemas</h2>${schemas
    .map(([name, schema]) => `<details id="schema-${name}"><summary>${name}</summary>${renderSchema(schema)}</details>`)
    .join('')}</section></main></body></html>`;
}

const tagOf = ({ tags }: Operation): string => tags?.[0] ?? 'other';

interface Listed {
  method: string;
  path: string;
  operation: Operation;
}

function renderOperation({ method, path, operation }: Listed): string {
  const { summary = '', description, parameters = [], requestBody, responses } = operation;
  const scope = [operation['x-gradus-scope'] ?? []].flat().join(' or ');
  const bodies = Object.entries(requestBody?.content ?? {});
  const body = bodies.map(([type, { schema }]) => `<h4>Body <code>${type}</code></h4>${renderSchema(schema)}`).join('');
  return `<details><summary><b class="${method}">${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code> <span>${escapeHtml(summary)}</span></summary>
${description ? `<p>${escapeHtml(description)}</p>` : ''}<p>Scope: <code>${scope || 'none'}</code></p>
${parameters.length > 0 ? `<h4>Parameters</h4><ul>${parameters.map(renderParameter).join('')}</ul>` : ''}${body}
<h4>Answers</h4><ul>${Object.entries(responses).map(renderAnswer).join('')}</ul></details>`;
}

const renderParameter = (parameter: NonNullable<Operation['parameters']>[number]): string =>
  `<li><code>${escapeHtml(parameter.name)}</code> in ${parameter.in}${parameter.required ? ', required' : ''} ${renderSchema(parameter.schema)}</li>`;

function renderAnswer([status, { description, content = {} }]: [string, Operation['responses'][string]]): string {
  const shapes = Number(status) < 400 ? Object.values(content).map(({ schema }) => renderSchema(schema)) : [];
  return `<li><b>${status}</b> ${escapeHtml(description)} ${shapes.join('')}</li>`;
}

/** The schema as JSON, each reference a link to its place on the page. */
function renderSchema(schema: object | undefined): string {
  if (schema === undefined) return '';
  const text = JSON.stringify(schema, null, 2);
  const linked = escapeHtml(text).replaceAll(
    /&quot;#\/components\/schemas\/(\w+)&quot;/g,
    (_, name: string) => `<a href="#schema-${name}">${name}</a>`,
  );
  return text.length < 80 ? `<code>${linked}</code>` : `<pre>${linked}</pre>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const STYLE = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}body{margin:0;display:flex}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1rem;min-width:9rem;box-sizing:border-box}nav>*{display:block;padding:.15rem 0}
main{padding:1rem 2rem;max-width:70rem;min-width:0;flex:1}details{border-top:1px solid color-mix(in srgb,currentColor 20%,transparent);padding:.4rem 0}
summary{cursor:pointer;overflow-wrap:anywhere}summary span{opacity:.75}pre{overflow:auto;padding:.75rem;border-radius:6px;background:color-mix(in srgb,currentColor 7%,transparent);font-size:13px}
h2{text-transform:capitalize;margin-top:2rem}h4{margin:.75rem 0 .25rem}a{color:inherit}
@media(max-width:700px){body{display:block}nav{position:static;height:auto}nav>*{display:inline-block;margin-right:.75rem}main{padding:1rem}}`;
