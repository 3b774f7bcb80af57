/** The paths of the Open Inference Protocol. */
export type Path =
  | { kind: 'server' | 'live' | 'ready' | 'metrics' | 'unknown' }
  | { kind: 'model' | 'modelReady' | 'infer'; model: string; version: string | null };

export function parsePath(url: string): Path {
  const path = url.split('?', 1)[0] ?? url;
  switch (path) {
    case '/v2':
    case '/v2/':
      return { kind: 'server' };
    case '/v2/health/live':
      return { kind: 'live' };
    case '/v2/health/ready':
      return { kind: 'ready' };
    case '/metrics':
      return { kind: 'metrics' };
  }
  return parseModelPath(path);
}

const MODEL = /^\/v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(\/ready|\/infer)?$/;

function parseModelPath(path: string): Path {
  const [, model, version, action] = MODEL.exec(path) ?? [];
  const name = model === undefined ? null : decode(model);
  if (name === null) return { kind: 'unknown' };
  const target = { model: name, version: version ?? null };
  if (action === undefined) return { kind: 'model', ...target };
  return { kind: action === '/ready' ? 'modelReady' : 'infer', ...target };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
