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
  /** most connections at once; default 10 */
  poolSize?: number;
}

export function createDb(connectionString: string, { poolSize = 10 }: DatabaseOptions = {}): Database {
  const pool = new Pool({ connectionString, max: poolSize, connectionTimeoutMillis: 5_000 });
  // An idle connection that the server drops is not a failure: the pool opens another when one is needed.
  pool.on('error', () => {});
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    close: async () => {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}
