import type { PoolClient } from 'pg';
import type { Database } from './database';

/** Raw statements inside one transaction. Only `query` is used, so a test may stand in for it. */
export type Transaction = Pick<PoolClient, 'query'>;

/** Runs `work` in one READ COMMITTED transaction: committed when it returns, rolled back when it throws. */
export async function withTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
