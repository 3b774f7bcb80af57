import { setTimeout as delay } from 'node:timers/promises';
import { badRequest } from '../protocol/protocol-error';
import { ModelFailure } from './model-failure';

/** Faults for demonstrations, only with GATEWAY_FAULTS=on; they hit the candidate alone. */
export type Fault = { kind: 'error' } | { kind: 'slow'; ms: number };

/** Reads `X-Gradus-Fault: error` or `slow:250`. */
export function readFault(header: string): Fault {
  if (header === 'error') return { kind: 'error' };
  const ms = Number(/^slow:(\d{1,5})$/.exec(header)?.[1] ?? Number.NaN);
  if (Number.isNaN(ms)) throw badRequest('X-Gradus-Fault must be "error" or "slow:<milliseconds>"');
  return { kind: 'slow', ms };
}

export async function applyFault(fault: Fault): Promise<void> {
  switch (fault.kind) {
    case 'error':
      throw new ModelFailure('failed', 'injected fault');
    case 'slow':
      await delay(fault.ms);
  }
}
