import { encodeModel, IR_VERSION, OPSET } from '@gradus/ml/onnx';
import { createRandom } from '@gradus/ml/random';

const FLOAT = 1;

/** An MLP [n, inputs] -> probabilities [n, 2] with one hidden layer of random weights. */
export function mlp(inputs: number, hidden: number, seed: number): Uint8Array {
  const random = createRandom(seed);
  const weights = (name: string, ...dims: number[]) => {
    const size = dims.reduce((product, dimension) => product * dimension, 1);
    const values = Float32Array.from({ length: size }, () => random.normal() / Math.sqrt(dims[0] ?? 1));
    return { name, dims, dataType: FLOAT, rawData: new Uint8Array(values.buffer) };
  };
  const value = (name: string, width: number) => ({
    name,
    type: { tensorType: { elemType: FLOAT, shape: { dim: [{ dimParam: 'n' }, { dimValue: width }] } } },
  });
  const node = (opType: string, input: string[], output: string) => ({
    opType,
    input,
    output: [output],
    attribute: [],
  });
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'bench',
    opsetImport: [{ domain: '', version: OPSET }],
    metadataProps: [],
    graph: {
      name: 'mlp',
      input: [value('numeric', inputs)],
      output: [value('probabilities', 2)],
      initializer: [weights('w1', inputs, hidden), weights('b1', hidden), weights('w2', hidden, 2), weights('b2', 2)],
      node: [
        node('MatMul', ['numeric', 'w1'], 'h1'),
        node('Add', ['h1', 'b1'], 'h2'),
        node('Relu', ['h2'], 'h3'),
        node('MatMul', ['h3', 'w2'], 'o1'),
        node('Add', ['o1', 'b2'], 'o2'),
        node('Softmax', ['o2'], 'probabilities'),
      ],
    },
  });
}
