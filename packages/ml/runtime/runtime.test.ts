import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { add, affine, expand, Graph, log, sigmoid, subgraph, toModel } from '../graph';
import { decodeModel, encodeModel, type ModelProto } from '../onnx';
import { bundleEntry } from '../testing/bundle';
import { checkUpload, inspectModel, loadModel, predict, type Tensor } from '.';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const newGraph = () =>
  new Graph((spec, graph) => graph.floats(new Array(spec.shape.reduce((a, b) => a * b, 1)).fill(0.5), spec.shape));

/** sigmoid(x · w + b) of two columns. */
function plainModel(metadata: Record<string, string> = {}): ModelProto {
  const graph = newGraph();
  const x = graph.input('x', 'float', ['n', 2]);
  const score = affine(graph, x, graph.floats([1, -1], [2, 1]), graph.floats([0], [1]));
  graph.output('score', sigmoid(graph, score));
  return toModel(graph.build('plain'), metadata);
}

const floats = (shape: number[], ...values: number[]): Tensor => ({
  datatype: 'FP32',
  shape,
  data: Float32Array.from(values),
});

test('a written model reads back the same', () => {
  const model = plainModel({ a: 'b' });
  expect(decodeModel(encodeModel(model))).toEqual(decodeModel(encodeModel(decodeModel(encodeModel(model)))));
  expect(inspectModel(encodeModel(model))).toMatchObject({
    opset: 21,
    irVersion: 10,
    producer: 'gradus',
    metadata: { a: 'b' },
    operators: ['Gemm', 'Identity', 'Sigmoid'],
    parameters: 3,
    signature: {
      inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 2] }],
      outputs: [{ name: 'score', datatype: 'FP32', shape: [-1, 1] }],
    },
  });
});

describe('a loaded model', () => {
  test('answers values, or classes when it names them', async () => {
    const values = await predict(await loadModel(encodeModel(plainModel())), { x: floats([2, 2], 0, 0, 1, 0) });
    expect(values).toMatchObject({ kind: 'values', rows: 2 });
    const signature = JSON.stringify({ inputs: [{ name: 'x', columns: ['a', 'b'] }], outputs: [] });
    const model = await loadModel(encodeModel(plainModel({ 'gradus.signature': signature })));
    expect(model.info.signature.inputs).toEqual([{ name: 'x', datatype: 'FP32', shape: [-1, 2], columns: ['a', 'b'] }]);
  });

  test.each<[Record<string, Tensor>, string]>([
    [{}, '/inputs/x'],
    [{ x: floats([1, 2], 0, 0), y: floats([1], 0) }, '/inputs/y'],
    [{ x: { datatype: 'FP64', shape: [1, 2], data: new Float64Array(2) } }, '/inputs/x/datatype'],
    [{ x: { datatype: 'FP32', shape: [1, 2], data: ['1', '2'] } }, '/inputs/x/data'],
    [{ x: floats([1, 3], 0, 0, 0) }, '/inputs/x/shape'],
    [{ x: floats([2], 0, 0) }, '/inputs/x/shape'],
    [{ x: floats([2, 2], 0, 0) }, '/inputs/x/data'],
  ])('refuses what does not fit its signature (%#)', async (inputs, pointer) => {
    const model = await loadModel(encodeModel(plainModel()));
    await expect(model.run(inputs)).rejects.toMatchObject({ code: 'invalid_input', errors: [{ pointer }] });
  });

  test('an empty batch gives an empty answer', async () => {
    const model = await loadModel(encodeModel(plainModel()));
    expect((await model.run({ x: floats([0, 2]) })).score).toMatchObject({ shape: [0, 1] });
  });
});

describe('checking an upload in a child process', () => {
  let entry = '';
  let folder = '';
  beforeAll(async () => {
    entry = await bundleEntry('runtime/check-entry.ts');
    folder = await mkdtemp(join(tmpdir(), 'gradus-upload-'));
  });
  afterAll(async () => {
    await rm(dirname(entry), { recursive: true });
    await rm(folder, { recursive: true });
  });

  const check = async (model: ModelProto | Uint8Array, limits = {}) => {
    const path = join(folder, 'model.onnx');
    await writeFile(path, model instanceof Uint8Array ? model : encodeModel(model));
    return checkUpload(path, { entry, limits });
  };

  test('a good file passes with its signature', async () => {
    expect(await check(plainModel())).toMatchObject({
      ok: true,
      info: { opset: 21, signature: { inputs: [{ name: 'x' }] } },
    });
  });

  const withNode = (change: (model: ModelProto) => void) => {
    const model = plainModel();
    change(model);
    return model;
  };

  test.each<[string, string, () => ModelProto | Uint8Array]>([
    ['text', 'not_onnx', () => new TextEncoder().encode('this is not a model, it is a sentence')],
    ['nothing', 'not_onnx', () => new Uint8Array()],
    ['half a file', 'not_onnx', () => encodeModel(plainModel()).subarray(0, 150)],
    ['an old opset', 'unsupported_opset', () => ({ ...plainModel(), opsetImport: [{ domain: '', version: 9 }] })],
    ['a future opset', 'unsupported_opset', () => ({ ...plainModel(), opsetImport: [{ domain: '', version: 99 }] })],
    [
      'weights in another file',
      'external_data',
      () =>
        withNode((model) => {
          const [tensor] = model.graph.initializer;
          Object.assign(tensor ?? {}, {
            dataLocation: 1,
            externalData: [{ key: 'location', value: '../../etc/passwd' }],
          });
        }),
    ],
    [
      'an operator that is not of ONNX',
      'custom_operators',
      () =>
        withNode((model) => {
          Object.assign(model.graph.node[0] ?? {}, { domain: 'evil.ops' });
        }),
    ],
    [
      'an operator that does not exist',
      'load_failed',
      () =>
        withNode((model) => {
          Object.assign(model.graph.node[0] ?? {}, { opType: 'Gemmm' });
        }),
    ],
    ['no inputs', 'bad_signature', () => withNode((model) => model.graph.input.splice(0))],
    [
      'an output that is not finite',
      'not_finite',
      () => {
        const graph = newGraph();
        graph.output('y', log(graph, graph.input('x', 'float', ['n', 2])));
        return toModel(graph.build('infinite'));
      },
    ],
  ])('%s is refused: %s', async (_, reason, make) => {
    expect(await check(make())).toMatchObject({ ok: false, reason, detail: expect.any(String) });
  });

  test('a file over the limit is not even opened', async () => {
    expect(await check(plainModel(), { maxBytes: 100 })).toMatchObject({ ok: false, reason: 'too_large' });
  });

  test('an endless loop is ended', async () => {
    const outer = newGraph();
    const x = outer.input('x', 'float', ['n', 2]);
    const body = new Graph(() => x, outer);
    body.input('step', 'int64', []);
    body.output('more_out', body.input('more', 'bool', []));
    const inside = body.input('x_in', 'float', ['n', 2]);
    body.output('x_out', add(body, inside, inside));
    const [result = x] = outer.op({
      type: 'Loop',
      inputs: [null, null, x],
      attributes: { body: subgraph(body.build('body')) },
      outputs: [{ type: 'float', shape: ['n', 2] }],
    });
    outer.output('y', result);
    expect(await check(toModel(outer.build('endless')), { timeoutMs: 1_500 })).toMatchObject({
      ok: false,
      reason: 'time_limit',
    });
  });

  test('a memory bomb is refused', async () => {
    const graph = newGraph();
    graph.output(
      'y',
      add(graph, graph.input('x', 'float', ['n', 1]), expand(graph, graph.scalar(1), [1, 700_000_000])),
    );
    const verdict = await check(toModel(graph.build('bomb')), { memoryBytes: 512 * 1024 ** 2, timeoutMs: 20_000 });
    expect(verdict.ok).toBe(false);
    expect(['memory_limit', 'inference_failed', 'load_failed', 'crashed']).toContain(verdict.ok ? '' : verdict.reason);
  });
});
