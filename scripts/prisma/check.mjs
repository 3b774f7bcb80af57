// Fails when the migrations do not lead to prisma/schema.prisma.
import { prisma, withScratchDatabase } from './cli.mjs';

const { code, output } = await withScratchDatabase((url) =>
  prisma(
    ['migrate', 'diff', '--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma', '--exit-code'],
    { DATABASE_URL: url },
  ),
);
if (code === 0) console.log('no drift between prisma/migrations and prisma/schema.prisma');
else console.error(`${output}\nRun \`npm run db:migration\`.`);
process.exit(code === 0 ? 0 : 1);
