import { type Clause, type Grammar, parseFilter } from './filter';

/** The values of one statement, numbered as they are added. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

/** Where in a statement the things of a grammar are found. All are texts of ours; what a caller wrote becomes a value. */
export interface Columns {
  attributes: Readonly<Record<string, string>>;
  tags: string;
  params?: string;
  /** the latest value of the metric whose name is the given value */
  metric?: (name: string) => string;
}

/** The SQL conditions of a filter. */
export const conditionsOf = (
  filter: string | undefined,
  grammar: Grammar,
  columns: Columns,
  values: Values,
): string[] => parseFilter(filter, grammar).map((clause) => condition(clause, columns, values));

function condition(clause: Clause, columns: Columns, values: Values): string {
  const column = columnOf(clause, columns, values);
  const value = values.add(clause.value);
  switch (clause.comparator) {
    case 'IN':
      return `${column} = ANY(${value}::text[])`;
    case 'NOT IN':
      return `NOT (${column} = ANY(${value}::text[]))`;
    case 'LIKE':
    case 'ILIKE':
      return `${column} ${clause.comparator} ${value} ESCAPE ''`;
    case '!=':
      return `${column} <> ${value}`;
    default:
      return `${column} ${clause.comparator} ${value}${typeof clause.value === 'number' ? '::float8' : ''}`;
  }
}

export function columnOf({ entity, key }: Pick<Clause, 'entity' | 'key'>, columns: Columns, values: Values): string {
  switch (entity) {
    case 'attribute':
      return columns.attributes[key] ?? 'NULL';
    case 'tag':
      return `(${columns.tags} ->> ${values.add(key)}::text)`;
    case 'param':
      return `(${columns.params ?? "'{}'::jsonb"} ->> ${values.add(key)}::text)`;
    case 'metric':
      return columns.metric?.(`${values.add(key)}::text`) ?? 'NULL::float8';
  }
}
