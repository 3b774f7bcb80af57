import { invalid } from './error';

export type Token =
  | { kind: 'word' | 'operator' | 'punctuation'; text: string; spaced: boolean }
  | { kind: 'quoted'; quote: string; text: string; spaced: boolean };

/** `spaced`: white space stands before it. */
const PARTS =
  /(\s*)(?:(?<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`)|(?<operator>>=|<=|!=|<>|=|<|>)|(?<punctuation>[(),])|(?<word>[^\s'"`=<>!(),]+))/y;

/** Words, quoted texts, operators and brackets of a filter. A sign that begins none of them is refused. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  PARTS.lastIndex = 0;
  while (PARTS.lastIndex < trimmed.length) {
    const at = PARTS.lastIndex;
    const match = PARTS.exec(trimmed);
    if (match === null) throw invalid(`Invalid clause(s) in filter string: ${trimmed.slice(at, at + 100).trim()}`);
    const spaced = match[1] !== '';
    const { quoted, operator, punctuation, word } = match.groups ?? {};
    if (quoted !== undefined) tokens.push({ kind: 'quoted', quote: quoted.charAt(0), text: unquote(quoted), spaced });
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator, spaced });
    else if (punctuation !== undefined) tokens.push({ kind: 'punctuation', text: punctuation, spaced });
    else tokens.push({ kind: 'word', text: word ?? '', spaced });
  }
  return tokens;
}

/** A quote inside quotes is written twice. */
function unquote(quoted: string): string {
  const quote = quoted.charAt(0);
  return quoted.slice(1, -1).replaceAll(quote + quote, quote);
}
