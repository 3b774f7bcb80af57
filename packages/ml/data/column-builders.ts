import { csvError } from './csv';
import type { CategoricalColumn, NumericColumn, TextColumn } from './types';

const ZERO = 48;

/** An empty field, NA, null or a question mark. */
export function isMissing(text: string): boolean {
  switch (text.length) {
    case 0:
      return true;
    case 1:
      return text === '?';
    case 2:
      return text === 'NA';
    case 4:
      return text === 'null';
    default:
      return false;
  }
}

/** A decimal number, or undefined; blanks, hexadecimal and friends are not numbers here. */
export function parseNumber(text: string): number | undefined {
  const value = Number(text);
  if (Number.isNaN(value) || (value === 0 && text.trim() === '')) return undefined;
  return text.charCodeAt(0) === ZERO && /^0[xob]/i.test(text) ? undefined : value;
}

/** A finite number that single precision can hold, or an error that says where and why not. */
export function finiteNumber(text: string, line: number, column: string): number {
  const value = parseNumber(text);
  if (value !== undefined && value < 3.4e38 && value > -3.4e38) return value;
  if (value !== undefined || /^[+-]?(nan|inf|infinity)$/i.test(text.trim())) {
    throw csvError(line, `"${text}" is not finite; leave the field empty where the value is missing`, column);
  }
  const detail = `"${text.slice(0, 40)}" is not a number; declare the column categorical in the card, or ignore it`;
  throw csvError(line, detail, column);
}

export interface ColumnBuilder<C> {
  add(text: string, line: number): void;
  finish(): C;
}

export class NumericBuilder implements ColumnBuilder<NumericColumn> {
  private values = new Float32Array(1024);
  private length = 0;

  constructor(private readonly name: string) {}

  add(text: string, line: number): void {
    if (this.length === this.values.length) {
      const grown = new Float32Array(this.length * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length++] = isMissing(text) ? Number.NaN : finiteNumber(text, line, this.name);
  }

  finish(): NumericColumn {
    return { kind: 'numeric', name: this.name, values: this.values.slice(0, this.length) };
  }
}

/** Codes are given in the order of first appearance; `finish` renumbers them by sorted value. */
export class CategoricalBuilder implements ColumnBuilder<CategoricalColumn> {
  private readonly index = new Map<string, number>();
  private codes = new Int32Array(1024);
  private length = 0;

  constructor(private readonly name: string) {}

  add(text: string): void {
    if (this.length === this.codes.length) {
      const grown = new Int32Array(this.length * 2);
      grown.set(this.codes);
      this.codes = grown;
    }
    let code = isMissing(text) ? -1 : this.index.get(text);
    if (code === undefined) {
      code = this.index.size;
      // A slice of a chunk would keep the whole chunk alive.
      this.index.set(Buffer.from(text).toString(), code);
    }
    this.codes[this.length++] = code;
  }

  get distinct(): number {
    return this.index.size;
  }

  finish(): CategoricalColumn {
    const dictionary = sortedNames([...this.index.keys()]);
    const renumber = new Int32Array(dictionary.length);
    dictionary.forEach((value, code) => {
      renumber[this.index.get(value) ?? 0] = code;
    });
    const codes = Int32Array.from(this.codes.subarray(0, this.length), (code) =>
      code < 0 ? -1 : (renumber[code] ?? -1),
    );
    return { kind: 'categorical', name: this.name, codes, dictionary };
  }
}

export class TextBuilder implements ColumnBuilder<TextColumn> {
  private readonly values: string[] = [];

  constructor(private readonly name: string) {}

  add(text: string): void {
    this.values.push(text);
  }

  finish(): TextColumn {
    return { kind: 'text', name: this.name, values: this.values };
  }
}

/** Integers by value, everything else by code unit. */
function sortedNames(names: string[]): string[] {
  const numeric = names.every(isInteger);
  return names.sort(numeric ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : Number(a > b)));
}

/** A canonical integer that a float cannot spoil: `7`, `-3`, but neither `07` nor `7.0`. */
export function isInteger(text: string): boolean {
  return /^(0|-?[1-9]\d{0,14})$/.test(text);
}
