import { MlError } from '../errors';
import type { Signature, Tensor } from '../runtime/types';
import type { Card, Dataset, DatasetProfile, ReadLimits, RowValues, SplitName } from './types';

export type * from './types';

const unfinished = (): never => {
  throw new MlError('internal', 'not built yet');
};

/** A card from untrusted JSON: the REST shape, or `features` as a map or a sentence. Throws `invalid_card` with pointers. */
export const parseCard: (json: unknown) => Card = unfinished;

/** Reads CSV or gzipped CSV. Throws `invalid_dataset` whose pointers are `/file/lines/{line}/{column}`, `/file` or `/card/…`. */
export const readDataset: (input: {
  body: AsyncIterable<Uint8Array> | Uint8Array;
  card: Card;
  limits?: Partial<ReadLimits>;
}) => Promise<Dataset> = unfinished;

/** The whole data set (card, columns, splits) as one columnar file, and back without copying. */
export const encodeDataset: (dataset: Dataset) => Uint8Array = unfinished;
export const decodeDataset: (bytes: Uint8Array) => Dataset = unfinished;

export const profileDataset: (dataset: Dataset, rows?: Uint32Array) => DatasetProfile = unfinished;

/** Rows for people, target included under its name. */
export const readRows: (dataset: Dataset, query: { split?: SplitName; offset?: number; limit: number }) => RowValues[] =
  unfinished;

/** The inputs that `signature` asks for, filled from rows of the data set. Throws `invalid_input` when columns are missing. */
export const toTensors: (dataset: Dataset, signature: Signature, rows: Uint32Array) => Record<string, Tensor> =
  unfinished;

/** The true labels of rows: class names, or numbers for regression. */
export const labelsOf: (dataset: Dataset, rows: Uint32Array) => string[] | number[] = unfinished;
