import protobuf from 'protobufjs/light.js';
import { MlError } from '../errors';
import { onnxDescriptor } from './schema';
import type { ModelProto } from './types';

export * from './types';

/** What this package writes: operators of opset 21 in IR version 10. */
export const OPSET = 21;
export const IR_VERSION = 10;

const modelType = protobuf.Root.fromJSON(onnxDescriptor).lookupType('ModelProto');

/** Serialises a model as a `.onnx` file. */
export function encodeModel(model: ModelProto): Uint8Array {
  return modelType.encode(modelType.create(model)).finish();
}

/** Parses a `.onnx` file; 64-bit integers become numbers. Throws `invalid_model` when the bytes are no ONNX model. */
export function decodeModel(bytes: Uint8Array): ModelProto {
  let model: Partial<ModelProto>;
  try {
    model = modelType.toObject(modelType.decode(bytes), { longs: Number, arrays: true, defaults: false });
  } catch (cause) {
    throw new MlError('invalid_model', 'the file is not an ONNX model: its bytes do not parse', [], { cause });
  }
  const { graph, irVersion, opsetImport = [], metadataProps = [], producerName = '' } = model;
  if (!graph || !irVersion)
    throw new MlError('invalid_model', 'the file is not an ONNX model: it has no graph or IR version');
  return { ...model, graph, irVersion, opsetImport, metadataProps, producerName };
}
