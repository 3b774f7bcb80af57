import type { Overview } from '@gradus/contracts/api/overview';
import { useTranslations } from 'next-intl';

type Event = Overview['events'][number];

const known = [
  'alias.set',
  'dataset.register',
  'endpoint.create',
  'evaluation.create',
  'evaluation.end',
  'incident.acknowledge',
  'incident.open',
  'incident.resolve',
  'key.create',
  'key.revoke',
  'model.create',
  'model.update',
  'policy.create',
  'policy.update',
  'release.approve',
  'release.cancel',
  'release.complete',
  'release.create',
  'release.gates_failed',
  'release.gates_passed',
  'release.reject',
  'release.roll_back',
  'release.start',
  'release.test',
  'rollout.advance',
  'rollout.complete',
  'rollout.hold',
  'rollout.pause',
  'rollout.resume',
  'rollout.rollback',
  'rollout.start',
  'run.cancel',
  'run.create',
  'run.fail',
  'run.resume',
  'run.succeed',
  'version.create',
  'version.update',
] as const;

type Name<T extends string> = T extends `${infer Noun}.${infer Verb}` ? `${Noun}_${Verb}` : never;
const nameOf = <T extends string>(action: T) => action.replace('.', '_') as Name<T>;

/** "approved a release" for `release.approve`; an action without words of its own stays as it is called. */
export function useEventWord(): (action: string) => string {
  const t = useTranslations('overview.did');
  return (action) => {
    const name = known.find((one) => one === action);
    return name ? t(nameOf(name)) : action.replaceAll(/[._]/g, ' ');
  };
}

/** What the reader calls the subject, when the entry says so. */
export function subjectName({ before, after }: Pick<Event, 'before' | 'after'>): string | null {
  for (const name of ['name', 'title', 'endpoint', 'model', 'alias']) {
    for (const state of [after, before]) {
      const value = readString(state, name);
      if (value !== null) return value;
    }
  }
  return null;
}

function readString(state: unknown, name: string): string | null {
  if (typeof state !== 'object' || state === null) return null;
  const value = (state as Record<string, unknown>)[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
