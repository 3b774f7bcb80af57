import { setTimeout as wait } from 'node:timers/promises';
import { FeedbackItem, type FeedbackRequest, type FeedbackResponse } from '@gradus/contracts/api/endpoints';
import type { Context } from '../context';
import { findPredictedRows, keyOf, type PredictedRow } from './predicted-rows';
import { storeLabels } from './store-labels';
import { storeReports } from './store-reports';
import type { Item, Rejection } from './types';

const SHIPPING_MS = 5_000;
const LOOK_AGAIN_MS = 250;

/** Labels, complaints and error reports about served predictions; every refused item is answered by its index. */
export async function submitFeedback(ctx: Context, input: FeedbackRequest): Promise<FeedbackResponse> {
  const { items, rejected } = parse(input.items);
  const predicted = await awaitPredictedRows(ctx, items);
  const known: Item[] = [];
  for (const entry of items) {
    if (predicted.has(keyOf(entry.item.predictionId, entry.item.row))) known.push(entry);
    else rejected.push({ index: entry.index, code: 'not_found', detail: unknownRow(entry.item) });
  }
  const labels = known.filter(({ item }) => item.label !== undefined);
  rejected.push(...(await storeLabels(ctx, labels, predicted)));
  await storeReports(
    ctx,
    known.filter(({ item }) => item.label === undefined),
  );
  for (const endpoint of new Set([...predicted.values()].map((row) => row.endpoint))) {
    await ctx.ports.relay.changed({ type: 'feedback.received', subject: { type: 'endpoint', id: endpoint } });
  }
  rejected.sort((a, b) => a.index - b.index);
  return { accepted: input.items.length - rejected.length, rejected };
}

function parse(items: unknown[]): { items: Item[]; rejected: Rejection[] } {
  const good: Item[] = [];
  const rejected: Rejection[] = [];
  for (const [index, raw] of items.entries()) {
    const parsed = FeedbackItem.safeParse(raw);
    if (parsed.success) good.push({ index, item: parsed.data });
    else {
      const detail = parsed.error.issues.map((issue) => `/${issue.path.join('/')}: ${issue.message}`).join('; ');
      rejected.push({ index, code: 'invalid_request', detail });
    }
  }
  return { items: good, rejected };
}

/** A prediction of the last seconds may still be on its way from the gateway: look again before calling it unknown. */
async function awaitPredictedRows(ctx: Context, items: Item[]): Promise<Map<string, PredictedRow>> {
  const found = await findPredictedRows(
    ctx.db,
    items.map(({ item }) => item),
  );
  const missing = () => items.filter(({ item }) => !found.has(keyOf(item.predictionId, item.row)));
  const since = ctx.now().getTime();
  const onItsWay = ({ item }: Item) => since - mintedAt(item.predictionId) < SHIPPING_MS;
  for (let look = 0; look < SHIPPING_MS / LOOK_AGAIN_MS; look++) {
    const young = missing().filter(onItsWay);
    if (young.length === 0) break;
    await wait(LOOK_AGAIN_MS);
    const late = await findPredictedRows(
      ctx.db,
      young.map(({ item }) => item),
    );
    for (const [key, row] of late) found.set(key, row);
  }
  return found;
}

/** Milliseconds inside the UUIDv7 of an id; NaN where there is none, or in the future. */
function mintedAt(id: string): number {
  return Number.parseInt(id.slice(id.indexOf('_') + 1).slice(0, 12), 16);
}

const unknownRow = ({ predictionId, row }: FeedbackItem) => `There is no prediction ${predictionId} with row ${row}.`;
