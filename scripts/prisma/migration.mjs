// Writes prisma/migrations/0001_init/migration.sql from prisma/schema.prisma. Until the first release there is this
// one migration and, beside it, what Prisma's schema language cannot say (0002_…, written by hand).
import { mkdirSync, writeFileSync } from 'node:fs';
import { inRoot } from '../lib/root.mjs';
import { prisma, withScratchDatabase } from './cli.mjs';

const schema = 'prisma/schema.prisma';
const folder = inRoot('prisma', 'migrations', '0001_init');
const { code, stdout, output } = await withScratchDatabase((url) =>
  prisma(['migrate', 'diff', '--from-empty', '--to-schema', schema, '--script'], { DATABASE_URL: url }),
);
if (code !== 0 || !stdout.includes('CREATE TABLE')) {
  console.error(output);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/migration.sql`, stdout);
writeFileSync(inRoot('prisma', 'migrations', 'migration_lock.toml'), 'provider = "postgresql"\n');
console.log('prisma/migrations/0001_init/migration.sql is that of the schema');
