import { MlError } from '../errors';
import {
  add,
  cast,
  type Dim,
  div,
  type Graph,
  int,
  log,
  mul,
  reduceSum,
  slice,
  sqrt,
  string,
  type Value,
} from '../graph';
import { dataTypes } from '../onnx';
import { fitWords, mostFrequent, spellingsOf } from './words';

const BATCH: Dim = 'n';
const MAX_TERMS = 4096;
const MAX_TERM_VALUES = 100_000_000;
const MAX_WORDS = 10_000;
const MAX_LENGTH = 256;
const LENGTH_SHARE = 0.95;

/** Words and pairs of neighbours with their weights. `terms` are lists of one or two places in `words`. */
export interface TermsSpec {
  kind: 'terms';
  column: string;
  spellings: string[];
  places: number[];
  terms: number[][];
  idf: number[];
}

/** Words as numbers: 0 is none, 1 an unknown one; the first `length` of a text. */
export interface WordsSpec {
  kind: 'words';
  column: string;
  spellings: string[];
  places: number[];
  size: number;
  length: number;
}

/** The 4,096 words and pairs that stand in most of the texts (in two at least), weighted by how rare they are. */
export function fitTerms(column: string, texts: string[]): TermsSpec {
  const { table } = fitWords(texts, { maxWords: MAX_WORDS, minTexts: 2 });
  const counts = new Map<string, number>();
  for (const text of texts) {
    const places = spellingsOf(text).map((spelling) => (table.get(spelling) ?? -1) + 1);
    const terms = new Set<string>();
    places.forEach((place, i) => {
      const before = places[i - 1] ?? 0;
      if (place > 0) terms.add(`${place}`);
      if (place > 0 && before > 0) terms.add(`${before} ${place}`);
    });
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  if (![...counts.values()].some((count) => count >= 2)) {
    const detail = `no word of "${column}" is in two training texts; nothing can be learned from it`;
    throw new MlError('invalid_dataset', detail, [{ pointer: '/card/features', detail }]);
  }
  const limit = Math.max(1, Math.min(MAX_TERMS, Math.floor(MAX_TERM_VALUES / texts.length)));
  const chosen = mostFrequent(counts, 2).slice(0, limit);
  // The operator wants all words before all pairs.
  const terms = chosen.map((term) => term.split(' ').map(Number)).sort((a, b) => a.length - b.length);
  const idf = terms.map((term) => Math.log((1 + texts.length) / (1 + (counts.get(term.join(' ')) ?? 0))) + 1);
  const kept = [...table].map(([spelling, place]) => [spelling, place + 1] as const);
  return { kind: 'terms', column, ...columnsOf(kept), terms, idf };
}

/** The 10,000 most frequent words of two texts or more; as long as 95 of 100 texts are, 256 words at most. */
export function fitWordNumbers(column: string, texts: string[]): WordsSpec {
  const { words, table } = fitWords(texts, { maxWords: MAX_WORDS, minTexts: 2 });
  const lengths = texts.map((text) => spellingsOf(text).length).sort((a, b) => a - b);
  const length = Math.max(1, Math.min(MAX_LENGTH, lengths[Math.floor(LENGTH_SHARE * (lengths.length - 1))] ?? 1));
  const kept = [...table].map(([spelling, place]) => [spelling, place + 2] as const);
  return { kind: 'words', column, ...columnsOf(kept), size: words.length + 2, length };
}

/** Texts [n] to features: log(1 + count) · idf of every term, each row of length 1 [n, terms], or word numbers [n, length]. */
export function buildText(graph: Graph, text: Value, spec: TermsSpec | WordsSpec): Value {
  const lower = graph.apply({
    type: 'StringNormalizer',
    inputs: [text],
    attributes: { case_change_action: string('LOWER'), locale: string('C') },
    outputs: [{ type: 'string', shape: [BATCH] }],
  });
  const [spellings] = graph.op({
    type: 'StringSplit',
    inputs: [lower],
    outputs: [
      { type: 'string', shape: [BATCH, 'words'] },
      { type: 'int64', shape: [BATCH] },
    ],
  });
  // A text of no words, and a batch of nothing but such, still has a place.
  const unknown = spec.kind === 'words' ? 1 : 0;
  const numbers = pad(graph, encode(graph, spellings as Value, spec, unknown), spec.kind === 'words' ? spec.length : 1);
  if (spec.kind === 'terms') return weigh(graph, numbers, spec);
  const cut = slice(graph, numbers, 1, 0, spec.length);
  return cast(graph, cut, { type: 'float', code: dataTypes.float });
}

/** Strings to whole numbers; "" is 0. */
export function encode(
  graph: Graph,
  x: Value,
  table: { spellings: string[]; places: number[] },
  unknown: number,
): Value {
  return graph.apply({
    type: 'LabelEncoder',
    domain: 'ai.onnx.ml',
    inputs: [x],
    attributes: {
      keys_strings: { kind: 'strings', value: ['', ...table.spellings] },
      values_int64s: { kind: 'ints', value: [0, ...table.places] },
      default_int64: int(unknown),
    },
    outputs: [{ type: 'int64', shape: x.shape }],
  });
}

function pad(graph: Graph, numbers: Value, count: number): Value {
  const outputs = [{ type: numbers.type, shape: [BATCH, 'padded'] }];
  return graph.apply({ type: 'Pad', inputs: [numbers, graph.int64s([0, 0, 0, count])], outputs });
}

function weigh(graph: Graph, numbers: Value, { terms, idf }: TermsSpec): Value {
  const singles = terms.filter((term) => term.length === 1).length;
  const counts = graph.apply({
    type: 'TfIdfVectorizer',
    inputs: [numbers],
    attributes: {
      mode: string('TF'),
      min_gram_length: int(1),
      max_gram_length: int(2),
      max_skip_count: int(0),
      ngram_counts: { kind: 'ints', value: [0, singles] },
      ngram_indexes: { kind: 'ints', value: terms.map((_, i) => i) },
      pool_int64s: { kind: 'ints', value: terms.flat() },
    },
    outputs: [{ type: 'float', shape: [BATCH, terms.length] }],
  });
  const weighted = mul(graph, log(graph, add(graph, counts, graph.scalar(1))), graph.floats(idf, [idf.length]));
  const squares = reduceSum(graph, mul(graph, weighted, weighted), [1], true);
  return div(graph, weighted, sqrt(graph, add(graph, squares, graph.scalar(1e-12))));
}

function columnsOf(entries: (readonly [string, number])[]): { spellings: string[]; places: number[] } {
  return { spellings: entries.map(([spelling]) => spelling), places: entries.map(([, place]) => place) };
}
