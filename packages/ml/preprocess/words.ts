/** Words by how many texts they are in, and every spelling of them: `table` maps what stands between spaces to a word's place. */
export interface Words {
  words: string[];
  table: Map<string, number>;
}

/** Words without the punctuation around them, in lower case, that stand in at least `minTexts` texts; the most frequent first. */
export function fitWords(texts: Iterable<string>, limits: { maxWords: number; minTexts: number }): Words {
  const spellings = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const text of texts) {
    const seen = new Set<string>();
    for (const spelling of spellingsOf(text)) {
      let word = spellings.get(spelling);
      if (word === undefined) {
        word = bareWord(spelling);
        spellings.set(spelling, word);
      }
      seen.add(word);
    }
    for (const word of seen) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const words = mostFrequent(counts, limits.minTexts).slice(0, limits.maxWords);
  const places = new Map(words.map((word, place) => [word, place]));
  const table = new Map<string, number>();
  for (const [spelling, word] of spellings) {
    const place = places.get(word);
    if (place !== undefined) table.set(spelling, place);
  }
  return { words, table };
}

/** What stands between spaces, in lower case (A to Z), as `StringNormalizer` and `StringSplit` do it. */
export function spellingsOf(text: string): string[] {
  return text
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
    .split(' ')
    .filter((spelling) => spelling !== '');
}

/** Keys in at least `least` texts, by count and then by code unit. */
export function mostFrequent(counts: Map<string, number>, least: number): string[] {
  return [...counts]
    .filter(([, count]) => count >= least)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([key]) => key);
}

/** Without punctuation at its ends; what is nothing but punctuation stays as it is. */
function bareWord(spelling: string): string {
  const bare = spelling.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return bare === '' ? spelling : bare;
}
