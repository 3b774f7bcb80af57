import { MlError } from '../errors';
import {
  type AttributeProto,
  decodeModel,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type ValueInfoProto,
} from '../onnx';
import { datatypeOf } from './tensors';
import type { ModelInfo, ModelTask, Signature, TensorSpec, UploadReason } from './types';

const OPSETS = { min: 13, max: 26 };
const DOMAINS = new Set(['', 'ai.onnx', 'ai.onnx.ml']);

/** Metadata keys under which a model says what its tensors mean. */
export const metadataKeys = {
  signature: 'gradus.signature',
  task: 'gradus.task',
  positive: 'gradus.positive',
} as const;

/** Why a file is refused before it is run. */
export class RefusedModel extends MlError {
  constructor(
    readonly reason: UploadReason,
    detail: string,
  ) {
    super('invalid_model', detail, [{ pointer: '/artifact', detail }]);
  }
}

/** What a file says about itself, without running it. Throws `invalid_model` for whatever must not be loaded. */
export function inspectModel(bytes: Uint8Array): ModelInfo {
  const model = decodeModel(bytes);
  const opset = checkOpsets(model);
  const graphs = allGraphs(model.graph);
  checkExternalData(graphs, model);
  const nodes = [...graphs.flatMap((graph) => graph.node), ...(model.functions ?? []).flatMap((fn) => fn.node ?? [])];
  for (const node of nodes) {
    if (!DOMAINS.has(node.domain ?? '')) {
      throw new RefusedModel('custom_operators', `the operator ${node.domain}.${node.opType} is not one of ONNX`);
    }
  }
  const metadata = Object.fromEntries(model.metadataProps.map((entry) => [entry.key, entry.value]));
  const task = metadata[metadataKeys.task];
  const positive = metadata[metadataKeys.positive];
  const initializers = graphs.flatMap((graph) => graph.initializer ?? []);
  return {
    signature: readSignature(model.graph, metadata[metadataKeys.signature]),
    ...(isTask(task) && { task }),
    ...(positive !== undefined && { positive }),
    opset,
    irVersion: model.irVersion,
    producer: model.producerName,
    metadata,
    operators: [...new Set(nodes.map((node) => node.opType))].sort(),
    parameters: initializers.reduce((sum, tensor) => sum + (tensor.dims ?? []).reduce((n, dim) => n * dim, 1), 0),
  };
}

function checkOpsets(model: ModelProto): number {
  const main = model.opsetImport.find((entry) => (entry.domain ?? '') === '' || entry.domain === 'ai.onnx');
  const version = main?.version ?? 0;
  if (version < OPSETS.min || version > OPSETS.max) {
    throw new RefusedModel(
      'unsupported_opset',
      `opset ${version} is not supported; ${OPSETS.min} to ${OPSETS.max} are`,
    );
  }
  return version;
}

/** The graph and those inside its nodes' attributes (loops, branches). */
function allGraphs(graph: GraphProto): GraphProto[] {
  const inner = (graph.node ?? []).flatMap((node: NodeProto) =>
    (node.attribute ?? []).flatMap((attribute: AttributeProto) => [
      ...(attribute.g ? [attribute.g] : []),
      ...(attribute.graphs ?? []),
    ]),
  );
  return [{ ...graph, node: graph.node ?? [], initializer: graph.initializer ?? [] }, ...inner.flatMap(allGraphs)];
}

function checkExternalData(graphs: GraphProto[], model: ModelProto): void {
  const attributes = [
    ...graphs.flatMap((graph) => graph.node),
    ...(model.functions ?? []).flatMap((fn) => fn.node ?? []),
  ].flatMap((node) => node.attribute ?? []);
  const tensors = [
    ...graphs.flatMap((graph) => graph.initializer),
    ...graphs.flatMap((graph) => (graph.sparseInitializer ?? []).flatMap((sparse) => [sparse.values, sparse.indices])),
    ...attributes.flatMap((attribute) => [attribute.t, ...(attribute.tensors ?? [])]),
  ];
  for (const tensor of tensors) {
    if (tensor?.dataLocation === 1 || (tensor?.externalData ?? []).length > 0) {
      throw new RefusedModel(
        'external_data',
        `the tensor "${tensor?.name ?? ''}" lies in another file; save the model as one file`,
      );
    }
  }
}

function readSignature(graph: GraphProto, declared: string | undefined): Signature {
  const initializers = new Set((graph.initializer ?? []).map((tensor) => tensor.name));
  const inputs = (graph.input ?? [])
    .filter((value) => !initializers.has(value.name))
    .map((value) => {
      if (value.type?.tensorType?.shape) return readSpec(value);
      throw new RefusedModel('bad_signature', `the shape of the input "${value.name}" is not declared`);
    });
  const outputs = (graph.output ?? []).map(readSpec);
  if (inputs.length === 0 || outputs.length === 0)
    throw new RefusedModel('bad_signature', 'the model needs inputs and outputs');
  if (declared === undefined) return { inputs, outputs };
  let names: Partial<Signature>;
  try {
    names = JSON.parse(declared);
  } catch {
    throw new RefusedModel('bad_signature', `the metadata entry ${metadataKeys.signature} is not JSON`);
  }
  return { inputs: withNames(inputs, names.inputs), outputs: withNames(outputs, names.outputs) };
}

/** Adds declared column and class names where they fit the tensor's own shape. */
function withNames(specs: TensorSpec[], declared: unknown): TensorSpec[] {
  const list: Partial<TensorSpec>[] = Array.isArray(declared)
    ? declared.filter((entry) => typeof entry === 'object' && entry !== null)
    : [];
  return specs.map((spec) => {
    const entry = list.find((candidate) => candidate.name === spec.name);
    const columns = stringList(entry?.columns);
    const classes = stringList(entry?.classes);
    const tokens = entry?.tokens === 'characters' || entry?.tokens === 'words' ? entry.tokens : undefined;
    const width = tokens ? 1 : spec.shape.slice(1).reduce((product, dim) => product * dim, 1);
    if (columns && width > 0 && columns.length !== width) {
      throw new RefusedModel(
        'bad_signature',
        `"${spec.name}" has ${width} values per row and ${columns.length} column names`,
      );
    }
    return { ...spec, ...(columns && { columns }), ...(classes && { classes }), ...(tokens && { tokens }) };
  });
}

function stringList(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((item): item is string => typeof item === 'string') ? value : undefined;
}

function readSpec(value: ValueInfoProto): TensorSpec {
  const tensor = value.type?.tensorType;
  const datatype = datatypeOf(tensor?.elemType ?? 0);
  if (!tensor || !datatype)
    throw new RefusedModel('bad_signature', `"${value.name}" is not a tensor of a supported type`);
  // A named dimension, a missing one and 0 all mean that the caller chooses.
  const shape = (tensor.shape?.dim ?? []).map((dim) => dim.dimValue || -1);
  return { name: value.name, datatype, shape };
}

function isTask(value: string | undefined): value is ModelTask {
  return value === 'binary' || value === 'multiclass' || value === 'regression';
}
