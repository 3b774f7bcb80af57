// Writes the Prisma client to packages/db/generated, unless it is already that of the current schema.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from '../lib/root.mjs';
import { prisma } from './cli.mjs';

const stamp = inRoot('packages', 'db', 'generated', '.schema-sha256');
const version = JSON.parse(readFileSync(inRoot('node_modules', 'prisma', 'package.json'), 'utf8')).version;
const wanted = createHash('sha256')
  .update(version)
  .update(readFileSync(inRoot('prisma', 'schema.prisma')))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  const { code, output } = await prisma(['generate']);
  if (code !== 0) {
    console.error(output);
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
