import { invalid } from './error';
import { type Token, tokenize } from './tokens';

export type Entity = 'attribute' | 'tag' | 'param' | 'metric';
export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'ILIKE' | 'IN' | 'NOT IN';

export interface Identifier {
  entity: Entity;
  key: string;
}

export type Clause = Identifier & { comparator: Comparator; value: string | number | string[] };

/** What may be asked of one kind of thing. */
export interface Grammar {
  entities: readonly Entity[];
  attributes: Readonly<Record<string, 'string' | 'number'>>;
  /** other names that clients use for attributes */
  synonyms?: Readonly<Record<string, string>>;
  /** attributes that take a list */
  lists: readonly string[];
}

const LONGEST = 20_000;

/**
 * Reads MLflow's search grammar: `<identifier> <comparator> <value> [AND …]`, where an identifier is an attribute or
 * `tags.key` (also `params.` and `metrics.` where the grammar has them; keys with spaces in backticks or quotes).
 * No filter is no clause. Throws MlflowError INVALID_PARAMETER_VALUE that names what is wrong.
 */
export function parseFilter(filter: string | undefined, grammar: Grammar): Clause[] {
  if (filter === undefined || filter.trim() === '') return [];
  if (filter.length > LONGEST) throw invalid(`The filter string is longer than ${LONGEST} characters.`);
  const reader = new Reader(tokenize(filter), filter);
  const clauses = [readClause(reader, grammar)];
  while (!reader.done) {
    const word = reader.next();
    if (word.kind !== 'word' || word.text.toUpperCase() !== 'AND') throw reader.refusal();
    clauses.push(readClause(reader, grammar));
  }
  return clauses;
}

/** One column of `order_by`: an identifier with ASC (the default) or DESC. */
export function parseOrderBy(text: string, grammar: Grammar): Identifier & { descending: boolean } {
  const [, name = '', direction = 'ASC'] = /^\s*(.*?)(?:\s+(ASC|DESC))?\s*$/is.exec(text) ?? [];
  const refusal = () => invalid(`Invalid order_by clause '${text}'.`);
  const reader = new Reader(tokenize(name), text, refusal);
  const identifier = readIdentifier(reader, grammar);
  if (!reader.done) throw refusal();
  return { ...identifier, descending: direction.toUpperCase() === 'DESC' };
}

class Reader {
  private at = 0;
  constructor(
    private readonly tokens: readonly Token[],
    private readonly source: string,
    readonly refusal: () => Error = () => invalid(`Invalid clause(s) in filter string: ${this.source.slice(0, 500)}`),
  ) {}

  get done(): boolean {
    return this.at >= this.tokens.length;
  }

  peek(): Token | undefined {
    return this.tokens[this.at];
  }

  next(): Token {
    const token = this.tokens[this.at];
    if (token === undefined) throw this.refusal();
    this.at += 1;
    return token;
  }
}

function readClause(reader: Reader, grammar: Grammar): Clause {
  const identifier = readIdentifier(reader, grammar);
  const comparator = readComparator(reader);
  const type = typeOf(identifier, grammar);
  if (!allowed(type, comparator)) throw invalid(`Invalid comparator for ${identifier.entity}: ${comparator}`);
  if (comparator !== 'IN' && comparator !== 'NOT IN') {
    const value = readValue(reader, identifier, type);
    return { ...identifier, comparator, value };
  }
  if (identifier.entity !== 'attribute' || !grammar.lists.includes(identifier.key)) {
    const lists = grammar.lists.map((name) => `'${name}'`).join(', ') || 'no';
    throw invalid(`Only the ${lists} attribute supports comparison with a list of quoted string values.`);
  }
  return { ...identifier, comparator, value: readList(reader) };
}

const PREFIXES: Readonly<Record<string, Entity>> = {
  ...{ attribute: 'attribute', attributes: 'attribute', attr: 'attribute', run: 'attribute' },
  ...{ tag: 'tag', tags: 'tag', param: 'param', params: 'param', parameter: 'param', parameters: 'param' },
  ...{ metric: 'metric', metrics: 'metric' },
};

function readIdentifier(reader: Reader, grammar: Grammar): Identifier {
  const first = reader.next();
  if (first.kind === 'quoted' && first.quote !== "'") return checked('attribute', first.text, grammar);
  if (first.kind !== 'word') throw reader.refusal();
  const dot = first.text.indexOf('.');
  if (dot < 0) return checked('attribute', first.text, grammar);
  const prefix = first.text.slice(0, dot);
  const entity = Object.hasOwn(PREFIXES, prefix) ? PREFIXES[prefix] : undefined;
  if (entity === undefined || !grammar.entities.includes(entity)) {
    const known = grammar.entities.map((name) => `'${name}'`).join(', ');
    throw invalid(`Invalid entity type '${prefix}'. Valid values are [${known}]`);
  }
  const rest = first.text.slice(dot + 1);
  if (rest !== '') return checked(entity, rest, grammar);
  const quoted = reader.next();
  if (quoted.kind !== 'quoted' || quoted.spaced) throw reader.refusal();
  return checked(entity, quoted.text, grammar);
}

function checked(entity: Entity, name: string, grammar: Grammar): Identifier {
  if (entity !== 'attribute') return { entity, key: name };
  const key = grammar.synonyms?.[name] ?? name;
  if (Object.hasOwn(grammar.attributes, key)) return { entity, key };
  const known = Object.keys(grammar.attributes).map((valid) => `'${valid}'`);
  throw invalid(`Invalid attribute key '${name}' specified. Valid keys are [${known.join(', ')}]`);
}

const NUMERIC = new Set<string>(['=', '!=', '<', '<=', '>', '>=']);
const TEXTUAL = new Set<string>(['=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN']);

const allowed = (type: 'string' | 'number', comparator: string) =>
  (type === 'number' ? NUMERIC : TEXTUAL).has(comparator);

function typeOf({ entity, key }: Identifier, grammar: Grammar): 'string' | 'number' {
  if (entity === 'metric') return 'number';
  return entity === 'attribute' ? (grammar.attributes[key] ?? 'string') : 'string';
}

function readComparator(reader: Reader): Comparator {
  const token = reader.next();
  const text = token.text.toUpperCase();
  if (token.kind === 'operator') return text === '<>' ? '!=' : (text as Comparator);
  if (token.kind !== 'word') throw reader.refusal();
  if (text === 'LIKE' || text === 'ILIKE' || text === 'IN') return text;
  if (text === 'NOT' && reader.peek()?.text.toUpperCase() === 'IN') {
    reader.next();
    return 'NOT IN';
  }
  throw reader.refusal();
}

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

function readValue(reader: Reader, { entity, key }: Identifier, type: 'string' | 'number'): string | number {
  const token = reader.next();
  if (type === 'number') {
    if (token.kind === 'word' && NUMBER.test(token.text)) return Number(token.text);
    const what = entity === 'metric' ? 'metric' : `numeric attribute: ${key}`;
    throw invalid(`Expected numeric value type for ${what}. Found ${token.text}`);
  }
  if (token.kind === 'quoted' && token.quote !== '`') return token.text;
  throw entity === 'attribute'
    ? invalid(`Expected a quoted string value for attributes. Got value ${token.text}`)
    : invalid(`Expected a quoted string value for ${entity} (e.g. 'my-value'). Got value ${token.text}`);
}

function readList(reader: Reader): string[] {
  const refusal = () => invalid('While parsing a list in the query, expected a non-empty list of string values.');
  if (reader.done || reader.next().text !== '(') throw refusal();
  const values: string[] = [];
  for (;;) {
    const value = reader.next();
    if (value.kind !== 'quoted') throw refusal();
    values.push(value.text);
    const end = reader.next();
    if (end.text === ')') return values;
    if (end.text !== ',') throw refusal();
  }
}
