import type { Tensor } from '@gradus/ml/runtime';

export interface Answer {
  endpoint: string;
  version: number;
  id: string | null;
  predictionId: string;
  outputs: Record<string, Tensor>;
  /** null is all of them */
  wanted: string[] | null;
}

/** The JSON text of an inference answer. Outputs are finite: that was checked before. */
export function writeAnswer(answer: Answer): string {
  const id = answer.id === null ? '' : `"id":${JSON.stringify(answer.id)},`;
  let outputs = '';
  for (const [name, tensor] of Object.entries(answer.outputs)) {
    if (answer.wanted !== null && !answer.wanted.includes(name)) continue;
    if (outputs !== '') outputs += ',';
    outputs += `{"name":${JSON.stringify(name)},"datatype":"${tensor.datatype}","shape":[${tensor.shape.join(',')}],"data":[${writeData(tensor)}]}`;
  }
  return `{"model_name":${JSON.stringify(answer.endpoint)},"model_version":"${answer.version}",${id}"parameters":{"prediction_id":"${answer.predictionId}"},"outputs":[${outputs}]}`;
}

function writeData({ datatype, data }: Tensor): string {
  if (Array.isArray(data)) return data.map((text) => JSON.stringify(text)).join(',');
  if (datatype === 'BOOL' && data instanceof Uint8Array) {
    return Array.from(data, (bit) => (bit ? 'true' : 'false')).join(',');
  }
  if (datatype === 'FP16' && data instanceof Uint16Array) return Array.from(data, fromHalf).join(',');
  return data.join(',');
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const mantissa = bits & 0x3ff;
  return sign * (exponent === 0 ? mantissa * 2 ** -24 : (1 + mantissa / 1024) * 2 ** (exponent - 15));
}
