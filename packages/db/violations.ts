const UNIQUE_VIOLATION = '23505';

/** Did a write fail because a row with the same unique key exists? Raw statements and Prisma say so differently. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === UNIQUE_VIOLATION || error.code === 'P2002';
}
