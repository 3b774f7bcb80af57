import { unavailable } from '../protocol/protocol-error';
import { routeByVersion, versionsOf } from '../serving/route';
import type { LiveVersion, ServedEndpoint } from '../serving/served';

export const describeServer = (): string => JSON.stringify({ name: 'gradus', version: '0.1.0', extensions: [] });

/** The metadata of the version that a client would be answered by: the named one, else stable. */
export function describeModel(endpoint: ServedEndpoint, version: string | null): string {
  const live = version === null ? defaultVersion(endpoint) : routeByVersion(endpoint, version).live;
  return JSON.stringify({
    name: endpoint.name,
    versions: versionsOf(endpoint),
    platform: 'onnxruntime_onnx',
    inputs: live.signature.inputs,
    outputs: live.signature.outputs,
  });
}

function defaultVersion(endpoint: ServedEndpoint): LiveVersion {
  const live = endpoint.stable ?? endpoint.candidate;
  if (!live) throw unavailable(`endpoint "${endpoint.name}" serves no version yet; release one first`);
  return live;
}
