/**
 * The messages of the official `onnx/onnx.proto3` (IR version 10, MIT, ONNX Project Contributors) as a protobufjs
 * descriptor: field name -> [number, type], a leading `*` for repeated, `=` for packed. Left out, and skipped on reading:
 * doc strings, quantization annotations, training info and device configurations.
 */
const MESSAGES: Record<string, Record<string, [number, string]>> = {
  AttributeProto: {
    name: [1, 'string'],
    f: [2, 'float'],
    i: [3, 'int64'],
    s: [4, 'bytes'],
    t: [5, 'TensorProto'],
    g: [6, 'GraphProto'],
    floats: [7, '=float'],
    ints: [8, '=int64'],
    strings: [9, '*bytes'],
    tensors: [10, '*TensorProto'],
    graphs: [11, '*GraphProto'],
    type: [20, 'int32'],
    refAttrName: [21, 'string'],
  },
  ValueInfoProto: { name: [1, 'string'], type: [2, 'TypeProto'] },
  NodeProto: {
    input: [1, '*string'],
    output: [2, '*string'],
    name: [3, 'string'],
    opType: [4, 'string'],
    attribute: [5, '*AttributeProto'],
    domain: [7, 'string'],
  },
  ModelProto: {
    irVersion: [1, 'int64'],
    producerName: [2, 'string'],
    producerVersion: [3, 'string'],
    graph: [7, 'GraphProto'],
    opsetImport: [8, '*OperatorSetIdProto'],
    metadataProps: [14, '*StringStringEntryProto'],
    functions: [25, '*FunctionProto'],
  },
  StringStringEntryProto: { key: [1, 'string'], value: [2, 'string'] },
  OperatorSetIdProto: { domain: [1, 'string'], version: [2, 'int64'] },
  GraphProto: {
    node: [1, '*NodeProto'],
    name: [2, 'string'],
    initializer: [5, '*TensorProto'],
    input: [11, '*ValueInfoProto'],
    output: [12, '*ValueInfoProto'],
    valueInfo: [13, '*ValueInfoProto'],
    sparseInitializer: [15, '*SparseTensorProto'],
  },
  TensorProto: {
    dims: [1, '=int64'],
    dataType: [2, 'int32'],
    floatData: [4, '=float'],
    int32Data: [5, '=int32'],
    stringData: [6, '*bytes'],
    int64Data: [7, '=int64'],
    name: [8, 'string'],
    rawData: [9, 'bytes'],
    doubleData: [10, '=double'],
    uint64Data: [11, '=uint64'],
    externalData: [13, '*StringStringEntryProto'],
    dataLocation: [14, 'int32'],
  },
  SparseTensorProto: { values: [1, 'TensorProto'], indices: [2, 'TensorProto'], dims: [3, '=int64'] },
  TensorShapeProto: { dim: [1, '*Dimension'] },
  Dimension: { dimValue: [1, 'int64'], dimParam: [2, 'string'] },
  TypeProto: { tensorType: [1, 'TensorTypeProto'] },
  TensorTypeProto: { elemType: [1, 'int32'], shape: [2, 'TensorShapeProto'] },
  FunctionProto: {
    name: [1, 'string'],
    input: [4, '*string'],
    output: [5, '*string'],
    node: [7, '*NodeProto'],
    opsetImport: [9, '*OperatorSetIdProto'],
    domain: [10, 'string'],
  },
};

function field([id, type]: [number, string]) {
  if (type.startsWith('=')) return { id, rule: 'repeated', type: type.slice(1), options: { packed: true } };
  if (type.startsWith('*')) return { id, rule: 'repeated', type: type.slice(1) };
  return { id, type };
}

export const onnxDescriptor = {
  nested: Object.fromEntries(
    Object.entries(MESSAGES).map(([name, fields]) => [
      name,
      { fields: Object.fromEntries(Object.entries(fields).map(([key, spec]) => [key, field(spec)])) },
    ]),
  ),
};
