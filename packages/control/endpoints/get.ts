import type { Endpoint } from '@gradus/contracts/api/endpoints';
import type { Context } from '../context';
import { findEndpoint } from './find';
import { toEndpoint } from './view';

export async function getEndpoint(ctx: Context, input: { endpoint: string }): Promise<Endpoint> {
  return toEndpoint(await findEndpoint(ctx, input.endpoint));
}
