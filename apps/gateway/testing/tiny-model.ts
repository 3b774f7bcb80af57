import { encodeModel, IR_VERSION, OPSET } from '@gradus/ml/onnx';

const FLOAT = 1;
const INT64 = 7;
const tensor = (elemType: number, ...dims: (number | string)[]) => ({
  tensorType: {
    elemType,
    shape: { dim: dims.map((d) => (typeof d === 'number' ? { dimValue: d } : { dimParam: d })) },
  },
});
const floats = (name: string, dims: number[], values: number[]) => ({
  name,
  dims,
  dataType: FLOAT,
  rawData: new Uint8Array(new Float32Array(values).buffer),
});
const node = (
  opType: string,
  input: string[],
  output: string,
  attribute: { name: string; type: number; i: number }[] = [],
) => ({
  opType,
  input,
  output: [output],
  attribute,
});

/** A softmax over two inputs, [n, 2] -> label [n], probabilities [n, 2]. A large `bias` makes every row class 1. */
export function tinyModel({ bias = 0, nan = false }: { bias?: number; nan?: boolean } = {}): Uint8Array {
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'test',
    opsetImport: [{ domain: '', version: OPSET }],
    metadataProps: [],
    graph: {
      name: 'tiny',
      input: [{ name: 'numeric', type: tensor(FLOAT, 'n', 2) }],
      output: [
        { name: 'label', type: tensor(INT64, 'n') },
        { name: 'probabilities', type: tensor(FLOAT, 'n', 2) },
      ],
      initializer: [floats('w', [2, 2], [1, -1, -1, 1]), floats('b', [2], [0, nan ? Number.NaN : bias])],
      node: [
        node('MatMul', ['numeric', 'w'], 'product'),
        node('Add', ['product', 'b'], 'scores'),
        node('Softmax', ['scores'], 'probabilities', [{ name: 'axis', type: 2, i: 1 }]),
        node('ArgMax', ['probabilities'], 'label', [
          { name: 'axis', type: 2, i: 1 },
          { name: 'keepdims', type: 2, i: 0 },
        ]),
      ],
    },
  });
}
