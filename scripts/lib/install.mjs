import { existsSync, readFileSync } from 'node:fs';
import { PlainError } from './errors.mjs';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';

const OLDEST_NODE = [20, 19];

export function assertNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new PlainError(`Gradus needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
}

/** Installs what the lock file says, unless it is what node_modules holds. */
export async function installPackages(report) {
  if (isInstalled()) return;
  report('installing packages (npm ci)');
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund'], {
    // onnxruntime's install script would fetch CUDA libraries, which we don't use
    env: { ONNXRUNTIME_NODE_INSTALL: 'skip', NODE_ENV: 'development', PUPPETEER_SKIP_DOWNLOAD: '1' },
  });
  if (code === 0) return;
  if (output.includes('ENOSPC')) throw new PlainError('The disk is full: free some space and start again.');
  const reason = output.split('\n').find((line) => line.includes('npm error') || line.includes('npm ERR!'));
  throw new PlainError(`npm ci failed: ${reason ?? output.trim().split('\n').at(-1)}`);
}

/** npm writes node_modules/.package-lock.json last, so that a broken-off install does not count. */
function isInstalled() {
  const hidden = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = packagesOf(inRoot('package-lock.json'));
  const there = packagesOf(hidden);
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (!path.includes('node_modules/') || link) return true;
    return there[path] ? there[path].version === version : optional;
  });
}

const packagesOf = (lockFile) => JSON.parse(readFileSync(lockFile, 'utf8')).packages;
