import type { Signature as DeclaredSignature } from '@gradus/contracts/api/models';
import type { RoutingTable, ServedVersion } from '@gradus/core/routing';
import type { Signature, TensorSpec } from '@gradus/ml/runtime';
import type { ModelPool } from '../serving/model-pool';
import { outcomeReader } from '../serving/outcome';
import type { LiveVersion, ServedEndpoint } from '../serving/served';

export interface TableRow {
  endpointId: string;
  table: RoutingTable;
}

/** The declared signature of a version, when control knows one: it names columns that the file may not. */
export type DeclaredSignatures = (endpointId: string, version: ServedVersion) => Promise<DeclaredSignature | null>;

/** A version that could not be loaded or warmed. */
export class LoadFailure extends Error {
  constructor(
    readonly version: number,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'LoadFailure';
  }
}

/** Loads and warms what a table names, before anything is swapped. Throws LoadFailure. */
export async function goLive(row: TableRow, pool: ModelPool, declared: DeclaredSignatures): Promise<ServedEndpoint> {
  const load = (version: ServedVersion | null) =>
    version === null ? null : loadVersion(row.endpointId, version, pool, declared);
  const [stable, candidate] = await Promise.all([load(row.table.stable), load(row.table.candidate)]);
  return { endpointId: row.endpointId, name: row.table.endpoint, table: row.table, stable, candidate };
}

async function loadVersion(
  endpointId: string,
  { version, digest }: ServedVersion,
  pool: ModelPool,
  declared: DeclaredSignatures,
): Promise<LiveVersion> {
  const signature = await declared(endpointId, { version, digest });
  try {
    const { model, batcher } = await pool.get(digest);
    const named = nameColumns(model.info.signature, signature);
    return { version, digest, signature: named, batcher, outcome: outcomeReader(named) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'unreadable';
    throw new LoadFailure(version, `version ${version} does not load: ${detail}`, { cause: error });
  }
}

/** The file's own tensors, with the declared names of columns and classes laid over. */
function nameColumns(own: Signature, declared: DeclaredSignature | null): Signature {
  const overlay = (spec: TensorSpec, others: DeclaredSignature['inputs'] | undefined): TensorSpec => {
    const other = others?.find((candidate) => candidate.name === spec.name);
    return { ...spec, columns: other?.columns ?? spec.columns, classes: other?.classes ?? spec.classes };
  };
  return {
    inputs: own.inputs.map((spec) => overlay(spec, declared?.inputs)),
    outputs: own.outputs.map((spec) => overlay(spec, declared?.outputs)),
  };
}
