import { invalid } from './error';

const PROXY = '/api/2.0/mlflow-artifacts/artifacts/';

/**
 * The path below our artifact root that a URI names: `mlflow-artifacts:/0/run/artifacts/model`, the same with a host,
 * or the address of the proxy itself. Null for URIs of other stores.
 */
export function pathOfUri(uri: string): string | null {
  const own = /^mlflow-artifacts:(?:\/\/[^/]*)?\/+(.*)$/s.exec(uri);
  if (own !== null) return checkPath(own[1] ?? '');
  if (!/^https?:/i.test(uri) || !URL.canParse(uri)) return null;
  const { pathname } = new URL(uri);
  const at = pathname.indexOf(PROXY);
  return at < 0 ? null : checkPath(decode(pathname.slice(at + PROXY.length)));
}

/** A path that stays below its root and means one thing only; without the slash at its end. */
export function checkPath(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  const odd = trimmed.split('/').some((part) => part === '' || part === '.' || part === '..');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  const unsafe = /[\\\u0000-\u001f\u007f]|%2f|%5c|%2e/i.test(trimmed) || /^[a-z]:/i.test(trimmed);
  if ((trimmed !== '' && odd) || unsafe || trimmed.length > 1000)
    throw invalid(`Invalid path: '${path.slice(0, 250)}'`);
  return trimmed;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(`Invalid path: '${text.slice(0, 250)}'`);
  }
}
