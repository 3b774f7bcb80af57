// Everything that needs no service: format, lint, boundaries, style, types, unit tests. Under a minute.
import { runChecks } from './lib/checks.mjs';

const failed = await runChecks(['lint', 'boundaries', 'style', 'types', 'unit']);
process.exit(failed.length === 0 ? 0 : 1);
