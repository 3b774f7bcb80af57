import { z } from 'zod';
import { AuditView, Incident } from './admin';
import { Evaluation } from './evaluations';
import { Release, Rollout } from './releases';
import { Run } from './runs';

/** `GET /overview`: the view model of the first screen, in one query per part. */
export const Overview = z
  .object({
    rollouts: z.array(Rollout),
    incidents: z.array(Incident),
    runs: z.array(Run),
    evaluations: z.array(Evaluation),
    waitingForMe: z.array(Release),
    events: z.array(AuditView),
    counts: z.object({ models: z.int(), endpoints: z.int(), datasets: z.int() }),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;
