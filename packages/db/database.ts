import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from './generated/client';

/** The one Postgres of a process: raw statements go to `pool`, typed reads to `prisma`; both share the connections. */
export interface Database {
  prisma: PrismaClient;
  pool: Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** most connections at once; default 10 */
  poolSize?: number;
  /** the schema that unqualified names mean; default `public` */
  schema?: string;
}

export function openDatabase({ url, poolSize = 10, schema }: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    ...(schema && { options: `-c search_path=${schema}` }),
  });
  // An idle connection that the server drops is not a failure: the pool opens another when one is needed.
  pool.on('error', () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { ...(schema && { schema }) }) });
  return {
    prisma,
    pool,
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
