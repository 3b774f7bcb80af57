import { MlError } from '../errors';

const QUOTE = 34;
const COMMA = 44;
const CR = 13;
const LF = 10;

/** Records longer than this are taken for an unclosed quote. */
const MAX_RECORD = 4 * 1024 * 1024;

/** An `invalid_dataset` error that points at a line, and at a column where one is known. */
export function csvError(line: number, detail: string, column?: string): MlError {
  const where = column === undefined ? `line ${line}` : `line ${line}, column "${column}"`;
  const pointer = `/file/lines/${line}${column === undefined ? '' : `/${column.replaceAll('~', '~0').replaceAll('/', '~1')}`}`;
  return new MlError('invalid_dataset', `${where}: ${detail}`, [{ pointer, detail }]);
}

/**
 * RFC 4180 records out of text that comes in pieces. Lines may end in LF or CRLF, empty lines are skipped,
 * `line` (1-based) is where the record starts. Throws on quotes in the wrong place.
 */
export class CsvReader {
  private rest = '';
  private line = 1;

  constructor(private readonly onRecord: (fields: string[], line: number) => void) {}

  push(text: string): void {
    this.rest = this.consume(this.rest === '' ? text : this.rest + text, false);
    if (this.rest.length > MAX_RECORD) {
      throw csvError(this.line, 'the record does not end: a quote is probably not closed');
    }
  }

  end(): void {
    if (this.rest !== '') this.rest = this.consume(this.rest, true);
  }

  /** Emits the complete records of `text` and answers what is left. */
  private consume(text: string, last: boolean): string {
    let start = 0;
    let position = 0;
    let fields: string[] = [];
    let lines = 0;
    const end = text.length;
    let quote = text.indexOf('"');
    for (;;) {
      if (fields.length === 0) {
        const eol = text.indexOf('\n', position);
        if (quote >= 0 && quote < position) quote = text.indexOf('"', position);
        if (eol >= 0 && (quote < 0 || quote > eol)) {
          this.plainRecord(text.slice(position, text.charCodeAt(eol - 1) === CR && eol > position ? eol - 1 : eol));
          position = eol + 1;
          start = position;
          if (start >= end) return '';
          continue;
        }
      }
      let value: string;
      if (text.charCodeAt(position) === QUOTE) {
        const close = this.closingQuote(text, position + 1, last);
        if (close < 0) return text.slice(start);
        value = text.slice(position + 1, close);
        if (value.includes('"')) value = value.replaceAll('""', '"');
        for (let i = value.indexOf('\n'); i >= 0; i = value.indexOf('\n', i + 1)) lines++;
        position = close + 1;
        if (position === end && !last) return text.slice(start);
        const next = text.charCodeAt(position);
        if (position < end && next !== COMMA && next !== LF && next !== CR) {
          throw csvError(this.line + lines, `field ${fields.length + 1}: text after a closing quote`);
        }
      } else {
        const from = position;
        let code = text.charCodeAt(position);
        while (position < end && code !== COMMA && code !== LF) {
          if (code === QUOTE) {
            throw csvError(this.line + lines, `field ${fields.length + 1}: a quote inside an unquoted field`);
          }
          code = text.charCodeAt(++position);
        }
        if (position === end && !last) return text.slice(start);
        const stop =
          code !== COMMA && position > from && text.charCodeAt(position - 1) === CR ? position - 1 : position;
        value = text.slice(from, stop);
      }
      fields.push(value);
      if (text.charCodeAt(position) === CR) {
        if (position + 1 === end && !last) return text.slice(start);
        position++;
      }
      if (position < end && text.charCodeAt(position) === COMMA) {
        position++;
        continue;
      }
      if (fields.length > 1 || fields[0] !== '') this.onRecord(fields, this.line);
      this.line += lines + 1;
      lines = 0;
      fields = [];
      position++;
      start = position;
      if (start >= end) return '';
    }
  }

  /** A line without quotes: most lines of most files. */
  private plainRecord(line: string): void {
    if (line !== '') this.onRecord(line.split(','), this.line);
    this.line++;
  }

  /** Index of the quote that ends a field which began before `from`; -1 when more text is needed. */
  private closingQuote(text: string, from: number, last: boolean): number {
    let close = text.indexOf('"', from);
    while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
    if (close < 0 && last) throw csvError(this.line, 'a quote is not closed');
    return close;
  }
}
