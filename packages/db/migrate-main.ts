import { readMigrationEnv } from './env';
import { migrate } from './migrate';

/** The program that brings a database up to date: `DATABASE_URL=… MIGRATIONS=prisma/migrations node dist/migrate.js` */
try {
  const { databaseUrl, migrations } = readMigrationEnv();
  const applied = await migrate(databaseUrl, migrations);
  process.stdout.write(applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'up to date\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
