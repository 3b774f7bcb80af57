import { createHash } from 'node:crypto';
import type { Dataset, DatasetProfile } from '@gradus/contracts/api/datasets';
import { canonicalJson } from '@gradus/core/json';
import { withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getDataset } from './get';

/** Rows that were read and stored; see `card` for what a person declared, completed by what the rows tell. */
export interface RegisterDataset {
  card: {
    name: string;
    task: string;
    target: string;
    positive?: string | undefined;
    features: readonly object[];
  };
  fileDigest: string;
  artifactDigest: string;
  sizeBytes: number;
  rows: number;
  classes: string[];
  columns: { name: string; type: string }[];
  splits: { train: number; validation: number; test: number };
  profile: DatasetProfile;
}

/** The same rows under the same card are the same dataset: registering them again answers the first one. */
export async function registerDataset(ctx: Context, input: RegisterDataset): Promise<Dataset> {
  const { card } = input;
  const identity = canonicalJson({ file: input.fileDigest, card });
  const digest = `sha256:${createHash('sha256').update(identity).digest('hex')}`;
  const id = ctx.newId('dst');
  const created = await withTransaction(ctx.db, async (tx) => {
    const inserted = await tx.query(
      `INSERT INTO datasets (id, name, digest, artifact_digest, task, target, positive, classes, features, card, columns,
         splits, profile, rows, size_bytes, status, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'ready', $16, $17)
       ON CONFLICT (digest) DO NOTHING`,
      [
        id,
        card.name,
        digest,
        input.artifactDigest,
        card.task,
        card.target,
        card.task === 'binary' ? (card.positive ?? input.classes[1] ?? null) : null,
        input.classes,
        JSON.stringify(card.features),
        JSON.stringify(card),
        JSON.stringify(input.columns),
        JSON.stringify(input.splits),
        JSON.stringify(input.profile),
        input.rows,
        input.sizeBytes,
        ctx.actor.name,
        ctx.now(),
      ],
    );
    if (inserted.rowCount === 0) return false;
    await appendAudit(tx, ctx, {
      action: 'dataset.register',
      subject: { type: 'dataset', id },
      after: { name: card.name, digest, rows: input.rows },
    });
    return true;
  });
  if (!created) return getDataset(ctx, { dataset: await idOf(ctx, digest) });
  await ctx.ports.relay.changed({ type: 'dataset.registered', subject: { type: 'dataset', id } });
  return getDataset(ctx, { dataset: id });
}

async function idOf(ctx: Context, digest: string): Promise<string> {
  const { rows } = await ctx.db.pool.query('SELECT id FROM datasets WHERE digest = $1', [digest]);
  return rows[0]?.id ?? digest;
}
