/** The column names of a CSV's first line; quoted names may hold commas. Empty when it does not look like CSV text. */
export function readHeader(start: string): string[] {
  const line = start.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  if (line === '' || hasControlCharacters(line)) return [];
  const names: string[] = [];
  let name = '';
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) {
      names.push(name.trim());
      name = '';
    } else name += character;
  }
  return [...names, name.trim()].filter((found) => found !== '');
}

function hasControlCharacters(line: string): boolean {
  return [...line].some((character) => character < ' ' && character !== '\t');
}
