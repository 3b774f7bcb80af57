/** An argument that no number can be computed from. `pointer` is a JSON pointer into the call's input. */
export class InvalidInput extends Error {
  readonly pointer: string;

  constructor(pointer: string, detail: string) {
    super(detail);
    this.name = 'InvalidInput';
    this.pointer = pointer;
  }
}

/** JSON has no NaN or infinity: a value that is not finite is undefined, and undefined is null. */
export const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
