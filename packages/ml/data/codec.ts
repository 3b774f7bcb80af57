import { MlError } from '../errors';
import type { CategoricalColumn, Column, Dataset, ResolvedCard, SplitName, Target } from './types';

/** "GRDS" and the format's version. */
const MAGIC = 0x47524401;

type Part = { at: number; length: number };

type ColumnHeader =
  | { kind: 'numeric'; name: string; part: Part }
  | { kind: 'categorical'; name: string; dictionary: string[]; part: Part }
  | { kind: 'text'; name: string; ends: Part; text: Part };

interface Header {
  card: ResolvedCard;
  digest: string;
  sizeBytes: number;
  rows: number;
  columnNames: string[];
  columns: ColumnHeader[];
  target:
    | { kind: 'values'; part: Part }
    | { kind: 'classes'; classes: string[]; datatype: 'BYTES' | 'INT64'; part: Part };
  group?: ColumnHeader;
  splits: Record<SplitName, Part>;
}

/** The whole data set as one columnar file: magic, header length, JSON header, then 8-byte-aligned little-endian arrays. */
export function encodeDataset(dataset: Dataset): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const put = (array: Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array): Part => {
    const part = { at: size, length: array.length };
    const padded = Math.ceil(array.byteLength / 8) * 8;
    parts.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    if (padded > array.byteLength) parts.push(new Uint8Array(padded - array.byteLength));
    size += padded;
    return part;
  };
  const putColumn = (column: Column): ColumnHeader => {
    const { name } = column;
    if (column.kind === 'numeric') return { kind: 'numeric', name, part: put(column.values) };
    if (column.kind === 'categorical') {
      return { kind: 'categorical', name, dictionary: column.dictionary, part: put(column.codes) };
    }
    const texts = column.values.map((value) => Buffer.from(value));
    let end = 0;
    const ends = Uint32Array.from(texts, (text) => {
      end += text.length;
      return end;
    });
    return { kind: 'text', name, ends: put(ends), text: put(Buffer.concat(texts)) };
  };
  const { card, digest, sizeBytes, rows, columnNames, target } = dataset;
  const header: Header = {
    card,
    digest,
    sizeBytes,
    rows,
    columnNames,
    columns: dataset.columns.map(putColumn),
    target:
      target.kind === 'values'
        ? { kind: 'values', part: put(target.values) }
        : { kind: 'classes', classes: target.classes, datatype: target.datatype, part: put(target.codes) },
    ...(dataset.group && { group: putColumn(dataset.group) }),
    splits: {
      train: put(dataset.splits.train),
      validation: put(dataset.splits.validation),
      test: put(dataset.splits.test),
    },
  };
  const json = Buffer.from(JSON.stringify(header));
  const start = Math.ceil((8 + json.length) / 8) * 8;
  const bytes = new Uint8Array(start + size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, json.length, true);
  bytes.set(json, 8);
  let at = start;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Reads what `encodeDataset` wrote; the columns are views of `bytes`. Throws `invalid_dataset` for anything else. */
export function decodeDataset(bytes: Uint8Array): Dataset {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  if (aligned.length < 8 || view.getUint32(0, true) !== MAGIC) {
    throw new MlError('invalid_dataset', 'these bytes are not a columnar data set');
  }
  const length = view.getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(aligned.subarray(8, 8 + length))) as Header;
  const start = aligned.byteOffset + Math.ceil((8 + length) / 8) * 8;
  const { buffer } = aligned;
  const uint32 = (part: Part) => new Uint32Array(buffer, start + part.at, part.length);
  const int32 = (part: Part) => new Int32Array(buffer, start + part.at, part.length);
  const column = (from: ColumnHeader): Column => {
    switch (from.kind) {
      case 'numeric':
        return {
          kind: 'numeric',
          name: from.name,
          values: new Float32Array(buffer, start + from.part.at, from.part.length),
        };
      case 'categorical':
        return categorical(from);
      case 'text': {
        const text = Buffer.from(buffer, start + from.text.at, from.text.length);
        let begin = 0;
        const values = Array.from(uint32(from.ends), (end) => {
          const value = text.toString('utf8', begin, end);
          begin = end;
          return value;
        });
        return { kind: 'text', name: from.name, values };
      }
    }
  };
  const categorical = (from: Extract<ColumnHeader, { kind: 'categorical' }>): CategoricalColumn => ({
    kind: 'categorical',
    name: from.name,
    dictionary: from.dictionary,
    codes: int32(from.part),
  });
  const target: Target =
    header.target.kind === 'values'
      ? { kind: 'values', values: new Float64Array(buffer, start + header.target.part.at, header.target.part.length) }
      : {
          kind: 'classes',
          classes: header.target.classes,
          codes: int32(header.target.part),
          datatype: header.target.datatype,
        };
  const { card, digest, sizeBytes, rows, columnNames, splits, group } = header;
  return {
    card,
    digest,
    sizeBytes,
    rows,
    columnNames,
    columns: header.columns.map(column),
    target,
    ...(group?.kind === 'categorical' && { group: categorical(group) }),
    splits: { train: uint32(splits.train), validation: uint32(splits.validation), test: uint32(splits.test) },
  };
}
