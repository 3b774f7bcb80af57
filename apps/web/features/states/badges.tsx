'use client';

import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '../../ui/status-badge';

const tones = {
  job: { queued: 'idle', running: 'busy', succeeded: 'good', failed: 'bad', cancelled: 'idle' },
  version: { pending: 'busy', ready: 'good', quarantined: 'bad' },
  dataset: { ready: 'good', rejected: 'bad' },
  release: {
    draft: 'idle',
    testing: 'busy',
    gates_failed: 'bad',
    awaiting_approval: 'warn',
    approved: 'good',
    rejected: 'bad',
    rolling_out: 'busy',
    released: 'good',
    rolled_back: 'bad',
    cancelled: 'idle',
  },
  rollout: { pending: 'idle', progressing: 'busy', paused: 'warn', completed: 'good', rolled_back: 'bad' },
  incident: { open: 'bad', acknowledged: 'warn', resolved: 'good' },
  verdict: { pass: 'good', fail: 'bad', inconclusive: 'busy', no_data: 'idle' },
  gate: { passed: 'good', failed: 'bad' },
} as const satisfies Record<string, Record<string, Tone>>;

type Tones = typeof tones;
type Kind = keyof Tones;

/** The state of a thing in its own words, in the same colours and icons everywhere. */
export function StateBadge<K extends Kind>({ kind, state }: { kind: K; state: keyof Tones[K] & string }) {
  const t = useTranslations('states');
  return (
    <StatusBadge tone={tones[kind][state] as Tone}>{t(`${kind}.${state}` as Parameters<typeof t>[0])}</StatusBadge>
  );
}
