/** What the migration program reads from its environment. */
export function readMigrationEnv(env: NodeJS.ProcessEnv = process.env): { databaseUrl: string; migrations: string } {
  const missing = ['DATABASE_URL', 'MIGRATIONS'].filter((key) => !env[key]);
  if (missing.length > 0) throw new Error(`Missing in the environment: ${missing.join(', ')}`);
  return { databaseUrl: env.DATABASE_URL ?? '', migrations: env.MIGRATIONS ?? '' };
}
