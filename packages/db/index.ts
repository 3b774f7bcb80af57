export { createDb, type Database, type DatabaseOptions } from './database';
export type * from './generated/client';
export { Prisma } from './generated/client';
export { type Transaction, withTransaction } from './transaction';
export { isUniqueViolation } from './violations';
