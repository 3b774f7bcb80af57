import { withTransaction } from '@gradus/db';
import type { Context } from '../context';
import { keyOf, type PredictedRow } from './predicted-rows';
import type { Item, Rejection } from './types';

interface Labelled {
  index: number;
  predictionId: string;
  row: number;
  label: string;
}

/** The first label of a row stays; the same one again is accepted, another one is refused. */
export async function storeLabels(
  ctx: Context,
  items: Item[],
  predicted: ReadonlyMap<string, PredictedRow>,
): Promise<Rejection[]> {
  const rejected: Rejection[] = [];
  const labelled: Labelled[] = [];
  for (const { index, item } of items) {
    const label = String(item.label);
    const fault = faultOf(label, predicted.get(keyOf(item.predictionId, item.row)));
    if (fault) rejected.push({ index, code: 'invalid_request', detail: fault });
    else labelled.push({ index, predictionId: item.predictionId, row: item.row, label });
  }
  if (labelled.length === 0) return rejected;
  const stored = await insertNew(ctx, labelled);
  for (const { index, predictionId, row, label } of labelled) {
    const truth = stored.get(keyOf(predictionId, row));
    if (truth === undefined || truth === label) continue;
    rejected.push({ index, code: 'conflict', detail: `Row ${row} of ${predictionId} is labelled "${truth}" already.` });
  }
  return rejected;
}

function faultOf(label: string, predicted: PredictedRow | undefined): string | null {
  if (!predicted) return null;
  if (predicted.regression) {
    return label.trim() !== '' && Number.isFinite(Number(label)) ? null : `"${label}" is not a number.`;
  }
  if (predicted.classes === null || predicted.classes.includes(label)) return null;
  return `"${label}" is not a class of the model: ${predicted.classes.slice(0, 20).join(', ')}.`;
}

/** Inserts what is new and answers the label that now stands for each row. */
async function insertNew(ctx: Context, labelled: Labelled[]): Promise<Map<string, string>> {
  const first = new Map<string, Labelled>();
  for (const entry of labelled) {
    const key = keyOf(entry.predictionId, entry.row);
    if (!first.has(key)) first.set(key, entry);
  }
  const entries = [...first.values()];
  const ids = entries.map((entry) => entry.predictionId);
  const numbers = entries.map((entry) => entry.row);
  return withTransaction(ctx.db, async (tx) => {
    await tx.query(
      `INSERT INTO labels (prediction_id, row, label, received_at)
       SELECT prediction_id, row, label, $4 FROM unnest($1::text[], $2::int[], $3::text[]) AS t (prediction_id, row, label)
       ORDER BY prediction_id, row ON CONFLICT (prediction_id, row) DO NOTHING`,
      [ids, numbers, entries.map((entry) => entry.label), ctx.now()],
    );
    const { rows } = await tx.query<{ prediction_id: string; row: number; label: string }>(
      `SELECT l.prediction_id, l.row, l.label FROM unnest($1::text[], $2::int[]) AS asked (id, row)
       JOIN labels l ON l.prediction_id = asked.id AND l.row = asked.row`,
      [ids, numbers],
    );
    return new Map(rows.map((row) => [keyOf(row.prediction_id, row.row), row.label]));
  });
}
