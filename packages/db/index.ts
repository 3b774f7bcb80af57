export { type Database, type DatabaseOptions, openDatabase } from './database';
export { type Transaction, withTransaction } from './transaction';
