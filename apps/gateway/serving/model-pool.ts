import { loadModel, type Model, type Signature, type Tensor, type TensorSpec } from '@gradus/ml/runtime';
import { Batcher, type BatcherOptions } from './batcher';

export interface PooledModel {
  model: Model;
  batcher: Batcher;
}

/** Where verified model files come from; `packages/artifacts` in the product. */
export interface ModelFiles {
  path(digest: string): Promise<string>;
}

/** Loaded and warmed models by digest. A model is released after its last request. */
export class ModelPool {
  private readonly models = new Map<string, Promise<PooledModel>>();

  constructor(
    private readonly files: ModelFiles,
    private readonly options: BatcherOptions,
  ) {}

  get(digest: string): Promise<PooledModel> {
    const known = this.models.get(digest);
    if (known) return known;
    const loading = this.load(digest);
    this.models.set(digest, loading);
    loading.catch(() => this.models.delete(digest));
    return loading;
  }

  /** Lets go of every model that is not in `digests`, each when its last request is answered. */
  async retain(digests: ReadonlySet<string>): Promise<void> {
    for (const [digest, loading] of this.models) {
      if (digests.has(digest)) continue;
      this.models.delete(digest);
      const { batcher, model } = await loading;
      await batcher.idle();
      await model.release();
    }
  }

  private async load(digest: string): Promise<PooledModel> {
    const model = await loadModel(await this.files.path(digest), { threads: 1 });
    const batcher = new Batcher(model, this.options);
    await warm(model.info.signature, batcher);
    return { model, batcher };
  }
}

/** First runs are slow (allocation, kernel choice), so they happen before the version serves. */
async function warm(signature: Signature, batcher: Batcher): Promise<void> {
  const inputs = signature.inputs.map(zeros);
  for (let i = 0; i < 3; i++) await batcher.run(inputs, 1);
}

function zeros(spec: TensorSpec): Tensor {
  const shape = spec.shape.map((dimension) => (dimension === -1 ? 1 : dimension));
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  return { datatype: spec.datatype, shape, data: emptyData(spec.datatype, size) };
}

function emptyData(datatype: TensorSpec['datatype'], size: number): Tensor['data'] {
  switch (datatype) {
    case 'BYTES':
      return new Array<string>(size).fill('');
    case 'FP32':
      return new Float32Array(size);
    case 'FP64':
      return new Float64Array(size);
    case 'FP16':
    case 'UINT16':
      return new Uint16Array(size);
    case 'INT8':
      return new Int8Array(size);
    case 'INT16':
      return new Int16Array(size);
    case 'INT32':
      return new Int32Array(size);
    case 'INT64':
      return new BigInt64Array(size);
    case 'UINT8':
    case 'BOOL':
      return new Uint8Array(size);
    case 'UINT32':
      return new Uint32Array(size);
    case 'UINT64':
      return new BigUint64Array(size);
  }
}
