import { existsSync } from 'node:fs';
import { PlainError } from './errors.mjs';
import { run } from './run.mjs';

const CHROMIUM = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const REDIS = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'];

const there = (paths) => paths.find((path) => path && existsSync(path));
const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** A Chromium for the browser tests: one that is there, else Debian's when we may install it. */
export async function findChromium(report) {
  const found = there(CHROMIUM);
  if (found) return found;
  if (!mayInstall()) {
    throw new PlainError(
      'The browser tests need Chromium: run `sudo apt-get install -y chromium` or set CHROMIUM_PATH.',
    );
  }
  report('installing Chromium (apt-get)');
  const failure = await aptInstall('chromium');
  const installed = there(CHROMIUM);
  if (!installed) throw new PlainError(`Chromium could not be installed: ${failure}`);
  return installed;
}

/** Redis lets the queue's contract run on its second backend; without it that half is skipped. */
export async function offerRedis(report) {
  if (there(REDIS)) return;
  if (!mayInstall()) {
    report('no redis-server here: the queue is tested on Postgres alone');
    return;
  }
  report('installing redis-server (apt-get)');
  const failure = await aptInstall('redis-server');
  if (failure) report(`no redis-server: ${failure}; the queue is tested on Postgres alone`);
}

async function aptInstall(name) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const { code, output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { env });
  return code === 0 ? undefined : output.trim().split('\n').at(-1);
}
