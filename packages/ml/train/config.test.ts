import { expect, test } from 'vitest';
import { MlError } from '../errors';
import { parseRunConfig } from '.';

const pointers = (input: unknown, data?: Parameters<typeof parseRunConfig>[1]) => {
  try {
    parseRunConfig(input, data);
    return [];
  } catch (error) {
    if (!(error instanceof MlError)) throw error;
    return error.errors.map((issue) => issue.pointer);
  }
};

test('the example of the interface is complete with defaults', () => {
  const config = parseRunConfig({
    model: 'credit',
    dataset: 'dst_1',
    family: 'logistic-regression',
    architecture: {},
    optimizer: { name: 'adam', learningRate: 0.01 },
    epochs: 30,
    batchSize: 64,
    regularization: { l2: 0.0001, dropout: 0 },
    earlyStopping: { patience: 5 },
    seed: 7,
  });
  expect(config).toEqual({
    family: 'logistic-regression',
    architecture: {},
    optimizer: { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    schedule: { name: 'constant', warmupSteps: 0, stepEpochs: 10, gamma: 0.5 },
    regularization: { l1: 0, l2: 0.0001, dropout: 0 },
    earlyStopping: { patience: 5, minDelta: 0 },
    epochs: 30,
    batchSize: 64,
    classWeights: 'none',
    labelNoise: 0,
    seed: 7,
  });
  expect(parseRunConfig(config)).toEqual(config);
});

test.each<[object, string[]]>([
  [{ family: 'forest' }, ['/family']],
  [{ family: 'mlp', architecture: { layers: [0], depth: 3 } }, ['/architecture/depth', '/architecture/layers']],
  [{ family: 'mlp', optimizer: { name: 'rmsprop' } }, ['/optimizer/name']],
  [
    { family: 'mlp', optimizer: { name: 'sgd', learningRate: -1, beta1: 0.5 } },
    ['/optimizer/beta1', '/optimizer/learningRate'],
  ],
  [{ family: 'mlp', epochs: 1.5, batchSize: 'big', surprise: 1 }, ['/surprise', '/epochs', '/batchSize']],
  [{ family: 'cnn', augmentation: { rotate: 270, blur: 1 } }, ['/augmentation/blur', '/augmentation/rotate']],
  [{ family: 'mlp', regularization: { dropout: 1 }, earlyStopping: [] }, ['/regularization/dropout', '/earlyStopping']],
])('%j is refused', (input, expected) => {
  expect(pointers(input)).toEqual(expected);
});

test('a family must fit the data', () => {
  expect(pointers({ family: 'linear-regression' }, { task: 'binary', features: ['numeric', 'sequence'] })).toEqual([
    '/family',
    '/dataset',
  ]);
});
