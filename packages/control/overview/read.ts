import type { Overview } from '@gradus/contracts/api/overview';
import { listAudit } from '../audit';
import type { Context } from '../context';
import { listEvaluations } from '../evaluations';
import { listIncidents } from '../incidents';
import { listReleases } from '../releases';
import { listRollouts } from '../rollouts';
import { listRuns } from '../runs';

const SHOWN = 20;

/** The first screen: what moves, what is wrong, what waits for the caller, what happened last. */
export async function readOverview(ctx: Context): Promise<Overview> {
  const limit = SHOWN;
  const [rollouts, incidents, running, queued, evaluations, releases, events, counts] = await Promise.all([
    listRollouts(ctx, { status: 'live', limit }),
    listIncidents(ctx, { limit }),
    listRuns(ctx, { status: 'running', limit }),
    listRuns(ctx, { status: 'queued', limit }),
    listEvaluations(ctx, { limit }),
    listReleases(ctx, { status: 'awaiting_approval', limit }),
    listAudit(ctx, { limit }),
    readCounts(ctx),
  ]);
  return {
    rollouts: rollouts.items,
    incidents: incidents.items.filter((incident) => incident.status !== 'resolved'),
    runs: [...running.items, ...queued.items],
    evaluations: evaluations.items.filter(({ status }) => status === 'running' || status === 'queued'),
    waitingForMe: releases.items.filter((release) => release.can.approve.allowed),
    events: events.items,
    counts,
  };
}

async function readCounts(ctx: Context): Promise<Overview['counts']> {
  const { rows } = await ctx.db.pool.query<Overview['counts']>(
    `SELECT (SELECT count(*) FROM models WHERE deleted_at IS NULL)::int AS models,
       (SELECT count(*) FROM endpoints)::int AS endpoints, (SELECT count(*) FROM datasets)::int AS datasets`,
  );
  return rows[0] ?? { models: 0, endpoints: 0, datasets: 0 };
}
