import {
  type AttributeProto,
  attributeTypes,
  type DataType,
  dataTypes,
  type GraphProto,
  IR_VERSION,
  type ModelProto,
  type NodeProto,
  OPSET,
  type StringEntry,
  type TensorProto,
  type ValueInfoProto,
} from '../onnx';

/** A number, or the name of a dimension that is known when the model runs. */
export type Dim = number | string;

/** A tensor that flows through a graph. Values of an outer graph may be used inside an inner one. */
export interface Value {
  name: string;
  type: DataType;
  shape: Dim[];
}

export type Attribute =
  | { kind: 'int' | 'float'; value: number }
  | { kind: 'ints' | 'floats'; value: number[] }
  | { kind: 'string'; value: string }
  | { kind: 'strings'; value: string[] }
  | { kind: 'graph'; value: GraphProto };

export interface Operation {
  type: string;
  domain?: string;
  inputs: (Value | null)[];
  attributes?: Record<string, Attribute>;
  outputs: { type: DataType; shape: Dim[] }[];
}

/** How a gradient goes back through one step: from the output's gradient to those of `inputs` (null: none). */
export interface TapeEntry {
  inputs: Value[];
  output: Value;
  backward(gradient: Value): (Value | null)[];
}

export interface ParameterSpec {
  name: string;
  shape: number[];
  /** Uniform in ±bound, or a constant. */
  init: { uniform: number } | { constant: number };
  /** Whether L1 and L2 act on it: true for weights, false for biases. */
  decay: boolean;
  /** False for what is kept beside the weights and set by the forward pass itself (running moments). */
  learned?: false;
}

/** Makes the value that stands for a parameter: an initializer when serving, a loop-carried input while training. */
export type ParameterSource = (spec: ParameterSpec, graph: Graph) => Value;

/** Collects ONNX nodes, and beside them the tape that `backward` plays in reverse. Names are unique across nested graphs. */
export class Graph {
  readonly tape: TapeEntry[] = [];
  private readonly nodes: NodeProto[] = [];
  private readonly initializers: TensorProto[] = [];
  private readonly constants = new Map<string, Value>();
  private readonly inputs: Value[] = [];
  private readonly outputs: { name: string; value: Value }[] = [];
  private readonly counter: { next: number };
  private taping = true;

  constructor(
    private readonly source: ParameterSource,
    parent?: Graph,
  ) {
    this.counter = parent ? parent.counter : { next: 0 };
  }

  input(name: string, type: DataType, shape: Dim[]): Value {
    const value = { name, type, shape };
    this.inputs.push(value);
    return value;
  }

  output(name: string, value: Value): void {
    this.outputs.push({ name, value });
  }

  parameter(spec: ParameterSpec): Value {
    return this.source(spec, this);
  }

  /** Adds a node without a gradient. */
  op(operation: Operation): Value[] {
    const outputs = operation.outputs.map((output) => ({ ...output, name: `v${this.counter.next++}` }));
    this.nodes.push({
      opType: operation.type,
      ...(operation.domain !== undefined && { domain: operation.domain }),
      input: operation.inputs.map((value) => value?.name ?? ''),
      output: outputs.map((value) => value.name),
      attribute: Object.entries(operation.attributes ?? {}).map(([name, attribute]) => toProto(name, attribute)),
    });
    return outputs;
  }

  /** Adds a node with one output, and its gradient to the tape when there is one. */
  apply(operation: Operation, backward?: (gradient: Value, output: Value) => (Value | null)[]): Value {
    const [output] = this.op(operation);
    if (!output) throw new Error(`${operation.type} has no output`);
    const inputs = operation.inputs.filter((value) => value !== null);
    if (backward && this.taping) {
      this.tape.push({ inputs, output, backward: (gradient) => backward(gradient, output) });
    }
    return output;
  }

  /** Builds `forward` without recording its steps, and records one gradient for the whole instead. */
  custom(inputs: Value[], forward: () => Value, backward: (gradient: Value) => (Value | null)[]): Value {
    const taped = this.taping;
    this.taping = false;
    const output = forward();
    this.taping = taped;
    if (taped) this.tape.push({ inputs, output, backward });
    return output;
  }

  /** Builds nodes that no gradient flows through. */
  untaped<T>(build: () => T): T {
    const taped = this.taping;
    this.taping = false;
    const result = build();
    this.taping = taped;
    return result;
  }

  floats(values: ArrayLike<number>, shape: number[]): Value {
    const rawData = new Uint8Array(Float32Array.from(values).buffer);
    return this.initializer({ dims: shape, dataType: dataTypes.float, rawData }, 'float');
  }

  scalar(value: number): Value {
    return this.cached(`f${value}`, () => this.floats([value], []));
  }

  int64s(values: number[], shape: number[] = [values.length]): Value {
    return this.cached(`i${shape.join('x')}:${values.join()}`, () => {
      const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
      return this.initializer({ dims: shape, dataType: dataTypes.int64, rawData }, 'int64');
    });
  }

  strings(values: string[], shape: number[] = [values.length]): Value {
    const stringData = values.map((value) => new TextEncoder().encode(value));
    return this.initializer({ dims: shape, dataType: dataTypes.string, stringData }, 'string');
  }

  build(name: string): GraphProto {
    // ONNX wants an output to be made by a node of its own graph; a copy also gives it its public name.
    const needed = new Set(this.outputs.map((output) => output.value.name));
    const node = this.nodes
      .toReversed()
      .filter((candidate) => isNeeded(candidate, needed))
      .reverse()
      .map((kept) => (SPARE_OUTPUTS.has(kept.opType) ? { ...kept, output: trimmed(kept.output, needed) } : kept));
    for (const { name: output, value } of this.outputs) {
      node.push({ opType: 'Identity', input: [value.name], output: [output], attribute: [] });
    }
    return {
      name,
      node,
      initializer: this.initializers.filter((tensor) => needed.has(tensor.name)),
      input: this.inputs.map((value) => valueInfo(value.name, value)),
      output: this.outputs.map((output) => valueInfo(output.name, output.value)),
    };
  }

  private initializer(tensor: Omit<TensorProto, 'name'>, type: DataType): Value {
    const name = `c${this.counter.next++}`;
    this.initializers.push({ ...tensor, name });
    return { name, type, shape: tensor.dims };
  }

  private cached(key: string, make: () => Value): Value {
    const known = this.constants.get(key);
    if (known) return known;
    const value = make();
    this.constants.set(key, value);
    return value;
  }
}

/** A whole model around a graph, as this package writes them. */
export function toModel(graph: GraphProto, metadata: Record<string, string> = {}): ModelProto {
  const metadataProps: StringEntry[] = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  return {
    irVersion: IR_VERSION,
    producerName: 'gradus',
    opsetImport: [
      { domain: '', version: OPSET },
      { domain: 'ai.onnx.ml', version: 4 },
    ],
    graph,
    metadataProps,
  };
}

export const int = (value: number): Attribute => ({ kind: 'int', value });
export const float = (value: number): Attribute => ({ kind: 'float', value });
export const ints = (value: number[]): Attribute => ({ kind: 'ints', value });
export const string = (value: string): Attribute => ({ kind: 'string', value });
export const strings = (value: string[]): Attribute => ({ kind: 'strings', value });
export const subgraph = (value: GraphProto): Attribute => ({ kind: 'graph', value });

/** Whether anything later reads what a node makes; then what it reads is needed too. onnxruntime runs every node it is given. */
function isNeeded(node: NodeProto, needed: Set<string>): boolean {
  if (!node.output.some((name) => needed.has(name))) return false;
  for (const name of readBy(node)) needed.add(name);
  return true;
}

/** Operators whose later outputs cost time and may be left out. */
const SPARE_OUTPUTS = new Set(['MaxPool', 'LayerNormalization']);

function trimmed(outputs: string[], needed: Set<string>): string[] {
  return outputs.slice(0, outputs.findLastIndex((name) => needed.has(name)) + 1);
}

function readBy(node: NodeProto): string[] {
  const inner = node.attribute.flatMap(({ g }) => (g ? g.node.flatMap(readBy) : []));
  return [...node.input, ...inner];
}

function valueInfo(name: string, value: Value): ValueInfoProto {
  const dim = value.shape.map((d) => (typeof d === 'number' ? { dimValue: d } : { dimParam: d }));
  return { name, type: { tensorType: { elemType: dataTypes[value.type], shape: { dim } } } };
}

function toProto(name: string, attribute: Attribute): AttributeProto {
  const type = attributeTypes[attribute.kind];
  switch (attribute.kind) {
    case 'int':
      return { name, type, i: attribute.value };
    case 'float':
      return { name, type, f: attribute.value };
    case 'ints':
      return { name, type, ints: attribute.value };
    case 'floats':
      return { name, type, floats: attribute.value };
    case 'string':
      return { name, type, s: new TextEncoder().encode(attribute.value) };
    case 'strings':
      return { name, type, strings: attribute.value.map((value) => new TextEncoder().encode(value)) };
    case 'graph':
      return { name, type, g: attribute.value };
  }
}
