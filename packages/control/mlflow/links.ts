import { withTransaction } from '@gradus/db';
import type { Context } from '../context';
import { lockActive } from './runs';

interface ModelRef {
  model_id: string;
  step?: number | undefined;
}

/** Notes what a run used: data sets as its client describes them, and models. */
export async function logInputs(
  ctx: Context,
  input: { run_id: string; datasets: readonly object[]; models: readonly ModelRef[] },
): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    await lockActive(tx, input.run_id);
    await tx.query(
      `UPDATE external_runs SET inputs = jsonb_build_object(
         'dataset_inputs', (inputs -> 'dataset_inputs') || $2::jsonb, 'model_inputs', (inputs -> 'model_inputs') || $3::jsonb)
       WHERE id = $1`,
      [
        input.run_id,
        JSON.stringify(input.datasets),
        JSON.stringify(input.models.map(({ model_id }) => ({ model_id }))),
      ],
    );
  });
}

/** Notes the models that a run made. */
export async function logOutputs(ctx: Context, input: { run_id: string; models: readonly ModelRef[] }): Promise<void> {
  const made = input.models.map(({ model_id, step = 0 }) => ({ model_id, step }));
  await withTransaction(ctx.db, async (tx) => {
    await lockActive(tx, input.run_id);
    await tx.query('UPDATE external_runs SET outputs = outputs || $2::jsonb WHERE id = $1', [
      input.run_id,
      JSON.stringify(made),
    ]);
  });
}
