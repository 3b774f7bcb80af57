import type { Arm } from '@gradus/core/routing';
import type { Tensor } from '@gradus/ml/runtime';

import { type InferRequest, parseBody, readId, readRequest } from '../protocol/read-request';
import { writeAnswer } from '../protocol/write-answer';
import type { Outputs } from './batcher';
import { applyFault, type Fault } from './fault';
import { ModelFailure } from './model-failure';
import { notFinite } from './outcome';
import { type Route, routeByKey, routeByVersion } from './route';
import type { LiveVersion, ServedEndpoint } from './served';

/** One run of one version on one request, as it is recorded. */
export interface Served {
  endpoint: ServedEndpoint;
  arm: Arm;
  live: LiveVersion;
  predictionId: string;
  pairedWith: string | null;
  /** milliseconds since the epoch */
  at: number;
  routingKey: string | null;
  inputs: Tensor[];
  rows: number;
  outputs: Outputs | null;
  latencyMs: number;
  error: string | null;
}

export interface InferDeps {
  maxRows: number;
  /** milliseconds since the epoch */
  now(): number;
  /** milliseconds, monotonic */
  monotonic(): number;
  predictionId(): string;
  randomKey(): string;
  record(served: Served): void;
  shadow(served: Served, fault: Fault | null): void;
}

export interface InferCall {
  endpoint: ServedEndpoint;
  /** from the path, else from the header X-Gradus-Version */
  version: string | null;
  routingKey: string | null;
  fault: Fault | null;
  text: string;
  /** milliseconds, monotonic */
  startedAt: number;
}

/** What is left to do when the answer has left: record it, and let the candidate repeat it in the shadow. */
export interface Answered {
  status: number;
  body: string;
  after(): void;
}

/** Answers one request. Throws ProtocolError for what the client did wrong; a version's failure is an answer of 500. */
export async function infer(call: InferCall, deps: InferDeps): Promise<Answered> {
  const body = parseBody(call.text);
  const key = call.routingKey ?? readId(body);
  const route =
    call.version === null
      ? routeByKey(call.endpoint, key ?? deps.randomKey())
      : routeByVersion(call.endpoint, call.version);
  const request = readRequest(body, route.live.signature, deps.maxRows);
  const outcome = await runVersion(route, request, route.arm === 'candidate' ? call.fault : null);
  const served: Served = {
    endpoint: call.endpoint,
    arm: route.arm,
    live: route.live,
    predictionId: deps.predictionId(),
    pairedWith: null,
    at: deps.now(),
    routingKey: key,
    inputs: request.inputs,
    rows: request.rows,
    latencyMs: deps.monotonic() - call.startedAt,
    ...outcome,
  };
  return {
    ...answerOf(served, request),
    after: () => {
      deps.record(served);
      if (call.endpoint.table.shadow && route.arm === 'stable') deps.shadow(served, call.fault);
    },
  };
}

/** Runs one version; what goes wrong is its outcome, not an exception. */
export async function runVersion(
  { live }: Pick<Route, 'live'>,
  request: { inputs: Tensor[]; rows: number },
  fault: Fault | null,
): Promise<{ outputs: Outputs | null; error: string | null }> {
  try {
    if (fault) await applyFault(fault);
    const outputs = await live.batcher.run(request.inputs, request.rows);
    const broken = notFinite(outputs);
    if (broken !== null) return { outputs: null, error: `output "${broken}" is not finite` };
    return { outputs, error: null };
  } catch (error) {
    if (error instanceof ModelFailure) return { outputs: null, error: error.message };
    throw error;
  }
}

function answerOf(served: Served, request: InferRequest): { status: number; body: string } {
  if (served.outputs === null) {
    const message = `version ${served.live.version} of "${served.endpoint.name}" failed: ${served.error}`;
    return {
      status: 500,
      body: JSON.stringify({ error: message, parameters: { prediction_id: served.predictionId } }),
    };
  }
  const body = writeAnswer({
    endpoint: served.endpoint.name,
    version: served.live.version,
    id: request.id,
    predictionId: served.predictionId,
    outputs: served.outputs,
    wanted: request.outputs,
  });
  return { status: 200, body };
}
