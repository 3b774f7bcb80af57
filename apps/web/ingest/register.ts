import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Name } from '@gradus/contracts/api/common';
import type { Dataset } from '@gradus/contracts/api/datasets';
import type { Context } from '@gradus/control/context';
import { registerDataset } from '@gradus/control/datasets';
import { DomainError } from '@gradus/core/error';
import { parseCard } from '@gradus/ml/data';
import type { Uploads } from './index';

/** Parses an uploaded file by its card, stores the rows and registers them. A refusal leaves nothing behind. */
export async function ingestDataset(
  ctx: Context,
  uploads: Uploads,
  input: { path: string; sizeBytes: number; card: unknown; maxUnpackedBytes: number },
): Promise<Dataset> {
  const card = parseCard(input.card);
  const name = Name.safeParse(card.name);
  if (!name.success) {
    const detail = name.error.issues[0]?.message ?? 'not a name';
    throw new DomainError('invalid_request', `The name of the dataset: ${detail}`, {
      errors: [{ pointer: '/card/name', detail }],
    });
  }
  const target = join(uploads.folder, randomUUID());
  try {
    const parsed = await uploads.parse({ source: input.path, card, target, maxBytes: input.maxUnpackedBytes });
    const stored = await ctx.ports.artifacts.put(createReadStream(target));
    return await registerDataset(ctx, {
      ...parsed,
      fileDigest: parsed.digest,
      artifactDigest: stored.digest,
      sizeBytes: input.sizeBytes,
    });
  } finally {
    await rm(target, { force: true });
  }
}
