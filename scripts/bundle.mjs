// Bundles one app for a test that runs the real process: node scripts/bundle.mjs <app> <folder>
import { bundleApp } from './lib/build/bundles.mjs';
import { PlainError, printFailure } from './lib/errors.mjs';

try {
  const [app, folder] = process.argv.slice(2);
  if (!app || !folder) throw new PlainError('which app, and into which folder?');
  await bundleApp(app, folder);
} catch (error) {
  printFailure(error);
  process.exit(1);
}
