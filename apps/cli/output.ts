/** Progress for people goes to stderr, results to stdout, so that `--json` can be piped. */
export const say = (line: string): void => console.error(line);
export const print = (line: string): void => console.log(line);
export const printJson = (value: unknown): void => console.log(JSON.stringify(value, null, 2));
