/** A failure that the reader can act on: printed as one line, without a stack. */
export class PlainError extends Error {}

/** The one line that says what is wrong, for the failures that a fresh machine meets. */
export function explain(error) {
  if (error instanceof PlainError) return error.message;
  switch (error?.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `No permission to write ${error.path ?? 'a file'}: fix its rights or set GRADUS_HOME to a folder of yours.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${error.path ?? 'A path'} can't be made, because a file is in the way: set GRADUS_HOME to a folder.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full${error.path ? ` (${error.path})` : ''}: free some space and start again.`;
    default:
      return undefined;
  }
}

/** Prints the one line, or the stack of a failure that we did not foresee. */
export function printFailure(error) {
  console.error(`gradus: ${explain(error) ?? error?.stack ?? error}`);
}
