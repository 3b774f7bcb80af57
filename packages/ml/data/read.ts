import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { MlError } from '../errors';
import { CategoricalBuilder, type ColumnBuilder, NumericBuilder, TextBuilder } from './column-builders';
import { CsvReader, csvError } from './csv';
import { inferFeature } from './infer';
import { splitRows } from './split';
import { TargetBuilder } from './target';
import type { Card, CategoricalColumn, Column, Dataset, FeatureSpec, ReadLimits } from './types';

const LIMITS: ReadLimits = { maxBytes: 1024 ** 3, maxRows: 5_000_000, maxColumns: 5_000, maxClasses: 1_000 };

/** Rows that are looked at before undeclared columns get their kind. */
const SAMPLE_ROWS = 10_000;

/**
 * Reads CSV or gzipped CSV (told by its first bytes) as it streams by. `maxBytes` is of the unpacked text.
 * Throws `invalid_dataset` with a pointer: `/file/lines/{line}/{column}`, `/file` or `/card/…`.
 */
export async function readDataset(input: {
  body: AsyncIterable<Uint8Array> | Uint8Array;
  card: Card;
  limits?: Partial<ReadLimits>;
}): Promise<Dataset> {
  const limits = { ...LIMITS, ...input.limits };
  const hash = createHash('sha256');
  const assembler = new Assembler(input.card, limits);
  const reader = new CsvReader((fields, line) => assembler.add(fields, line));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [sizeBytes, unpacked] = [0, 0];

  const raw = async function* () {
    for await (const chunk of input.body instanceof Uint8Array ? pieces(input.body) : input.body) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      yield chunk;
    }
  };
  for await (const chunk of unpack(raw())) {
    unpacked += chunk.length;
    if (unpacked > limits.maxBytes) {
      throw fileError(`is larger than ${limits.maxBytes} bytes`, 'resource_limit');
    }
    reader.push(decode(decoder, chunk));
  }
  reader.push(decode(decoder));
  reader.end();
  return assembler.finish(`sha256:${hash.digest('hex')}`, sizeBytes);
}

function fileError(
  detail: string,
  code: 'invalid_dataset' | 'resource_limit' = 'invalid_dataset',
  cause?: unknown,
): MlError {
  return new MlError(code, `the file ${detail}`, [{ pointer: '/file', detail }], { cause });
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function* unpack(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const first = await chunks.next();
  if (first.done) return;
  const all = async function* () {
    yield first.value;
    yield* chunks;
  };
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* all();
    return;
  }
  const source = Readable.from(all());
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) yield chunk;
  } catch (error) {
    throw error instanceof MlError ? error : fileError('is not a complete gzip stream', 'invalid_dataset', error);
  }
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return refuseNul(chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode());
  } catch (error) {
    throw error instanceof MlError ? error : fileError('is not UTF-8 text', 'invalid_dataset', error);
  }
}

function refuseNul(text: string): string {
  if (text.includes('\0')) throw fileError('holds a NUL character: it is not text');
  return text;
}

type Sink = { column: number; builder: ColumnBuilder<Column> };

/** Takes records, the first of which is the header, and builds the columns. */
class Assembler {
  private header: string[] | undefined;
  private sample: { fields: string[]; line: number }[] | undefined = [];
  private features: FeatureSpec[] = [];
  private sinks: Sink[] = [];
  private readonly target: TargetBuilder;
  private readonly group = new CategoricalBuilder('group');
  private targetColumn = 0;
  private groupColumn = -1;
  private rows = 0;

  constructor(
    private readonly card: Card,
    private readonly limits: ReadLimits,
  ) {
    this.target = new TargetBuilder(card, limits.maxClasses);
  }

  add(fields: string[], line: number): void {
    if (this.header === undefined) {
      this.header = this.checkHeader(fields, line);
      return;
    }
    if (fields.length !== this.header.length) {
      throw csvError(line, `has ${fields.length} fields where the header has ${this.header.length}`);
    }
    if (++this.rows > this.limits.maxRows)
      throw fileError(`has more than ${this.limits.maxRows} rows`, 'resource_limit');
    if (this.sample === undefined) {
      this.store(fields, line);
      return;
    }
    this.sample.push({ fields, line });
    if (this.sample.length === SAMPLE_ROWS) this.settle();
  }

  finish(digest: string, sizeBytes: number): Dataset {
    if (this.header === undefined) throw fileError('is empty');
    if (this.rows === 0) throw fileError('has a header and no rows');
    this.settle();
    const target = this.target.finish();
    const columns = this.sinks.map((sink) => sink.builder.finish());
    const group: CategoricalColumn | undefined =
      this.groupColumn < 0 ? undefined : { ...this.group.finish(), name: this.card.group ?? '' };
    const splits = splitRows(this.rows, this.card.split, {
      ...(target.kind === 'classes' && { strata: target.codes }),
      ...(group && { groups: group.codes }),
    });
    const card = { ...this.card, features: this.features };
    return {
      card,
      digest,
      sizeBytes,
      rows: this.rows,
      columnNames: this.header,
      columns,
      target,
      ...(group && { group }),
      splits,
    };
  }

  private checkHeader(fields: string[], line: number): string[] {
    const header = fields.map((name, i) => (i === 0 ? name.replace(/^\uFEFF/, '') : name).trim());
    if (header.length > this.limits.maxColumns) throw csvError(line, `has more than ${this.limits.maxColumns} columns`);
    if (header.length === 1) throw csvError(line, 'the header has one column; fields must be separated by commas');
    header.forEach((name, i) => {
      if (name === '') throw csvError(line, `the header has no name for column ${i + 1}`);
      if (header.indexOf(name) < i) throw csvError(line, `the column name "${name}" is there twice`, name);
    });
    if (header.every((name) => !Number.isNaN(Number(name)))) {
      throw csvError(line, 'the first line must name the columns; all its fields are numbers');
    }
    this.targetColumn = this.find(header, this.card.target, '/card/target');
    if (this.card.group !== undefined) this.groupColumn = this.find(header, this.card.group, '/card/group');
    this.card.ignore.forEach((name, i) => {
      this.find(header, name, `/card/ignore/${i}`);
    });
    this.card.features?.forEach((feature, i) => {
      const at = `/card/features/${i}`;
      if ('columns' in feature) {
        feature.columns.forEach((name, j) => {
          this.find(header, name, `${at}/columns/${j}`);
        });
      } else this.find(header, feature.name, `${at}/name`);
    });
    return header;
  }

  private find(header: string[], name: string, pointer: string): number {
    const index = header.indexOf(name);
    if (index >= 0) return index;
    const detail = `there is no column "${name}"; the file has ${header.slice(0, 20).join(', ')}`;
    throw new MlError('invalid_dataset', detail, [{ pointer, detail }]);
  }

  /** Gives every feature its builder, then stores the sample. */
  private settle(): void {
    const { sample, header } = this;
    if (sample === undefined || header === undefined) return;
    const skipped = new Set([
      this.card.target,
      ...this.card.ignore,
      ...(this.card.group === undefined ? [] : [this.card.group]),
    ]);
    this.features =
      this.card.features ??
      header.flatMap((name, i) =>
        skipped.has(name)
          ? []
          : [
              inferFeature(
                name,
                sample.map((row) => row.fields[i] ?? ''),
              ),
            ],
      );
    if (this.features.length === 0) throw fileError('has no feature column');
    this.sinks = this.features.flatMap((feature) =>
      'columns' in feature
        ? feature.columns.map((name) => ({ column: header.indexOf(name), builder: new NumericBuilder(name) }))
        : [{ column: header.indexOf(feature.name), builder: builderFor(feature) }],
    );
    this.sample = undefined;
    for (const { fields, line } of sample) this.store(fields, line);
  }

  private store(fields: string[], line: number): void {
    for (const { column, builder } of this.sinks) builder.add(fields[column] ?? '', line);
    this.target.add(fields[this.targetColumn] ?? '', line);
    if (this.groupColumn >= 0) {
      const group = fields[this.groupColumn] ?? '';
      if (group === '') throw csvError(line, 'the group is missing', this.card.group);
      this.group.add(group);
    }
  }
}

function builderFor(feature: Exclude<FeatureSpec, { columns: string[] }>): ColumnBuilder<Column> {
  switch (feature.type) {
    case 'numeric':
      return new NumericBuilder(feature.name);
    case 'categorical':
      return new CategoricalBuilder(feature.name);
    case 'text':
    case 'sequence':
      return new TextBuilder(feature.name);
  }
}
