import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyReleaseCommand, type ReleaseCommand, type ReleaseState, type ReleaseStatus } from './index';

const release = (status: ReleaseStatus, more: Partial<ReleaseState> = {}): ReleaseState => ({
  status,
  requestedBy: 'usr_asker',
  trainedBy: 'usr_trainer',
  approvalsRequired: 1,
  evidenceDigest: 'sha256:e',
  approvals: [],
  ...more,
});

const seen = { evidenceDigest: 'sha256:e' };
const commands: ReleaseCommand[] = [
  { kind: 'submit' },
  { kind: 'gatesPassed', ...seen },
  { kind: 'gatesFailed', ...seen },
  { kind: 'approve', actorId: 'usr_other', ...seen },
  { kind: 'reject', actorId: 'usr_other', ...seen },
  { kind: 'evidenceChanged' },
  { kind: 'cancel' },
  { kind: 'rolloutStarted' },
  { kind: 'rolloutCompleted' },
  { kind: 'rolloutRolledBack' },
];

const edges: Record<ReleaseStatus, Partial<Record<ReleaseCommand['kind'], ReleaseStatus>>> = {
  draft: { submit: 'testing', cancel: 'cancelled' },
  testing: {
    gatesPassed: 'awaiting_approval',
    gatesFailed: 'gates_failed',
    evidenceChanged: 'testing',
    cancel: 'cancelled',
  },
  gates_failed: { evidenceChanged: 'testing', cancel: 'cancelled' },
  awaiting_approval: { approve: 'approved', reject: 'rejected', evidenceChanged: 'testing', cancel: 'cancelled' },
  approved: { rolloutStarted: 'rolling_out', evidenceChanged: 'testing', cancel: 'cancelled' },
  rolling_out: { rolloutCompleted: 'released', rolloutRolledBack: 'rolled_back' },
  rejected: {},
  released: {},
  rolled_back: {},
  cancelled: {},
};

const statuses: ReleaseStatus[] = [
  'draft',
  'testing',
  'gates_failed',
  'awaiting_approval',
  'approved',
  'rejected',
  'rolling_out',
  'released',
  'rolled_back',
  'cancelled',
];

describe.each(statuses)('a release that is %s', (status) => {
  it.each(commands)('on $kind', (command) => {
    const outcome = applyReleaseCommand(release(status), command);
    const next = edges[status][command.kind];
    if (next === undefined) expect(outcome).toMatchObject({ ok: false, refusal: { code: 'illegal_transition' } });
    else expect(outcome).toMatchObject({ ok: true, value: { status: next } });
  });
});

const approve = (state: ReleaseState, actorId: string, evidenceDigest = 'sha256:e') =>
  applyReleaseCommand(state, { kind: 'approve', actorId, evidenceDigest });

describe('approval', () => {
  it('is skipped when the policy asks for none', () => {
    const outcome = applyReleaseCommand(release('testing', { approvalsRequired: 0 }), { kind: 'gatesPassed', ...seen });
    expect(outcome).toMatchObject({ ok: true, value: { status: 'approved' } });
  });

  it.each(['usr_asker', 'usr_trainer'])('is not given by %s alone', (actor) => {
    expect(approve(release('awaiting_approval'), actor)).toMatchObject({
      ok: false,
      refusal: { code: 'self_approval' },
    });
  });

  it('counts the requester as one of two, in either order, but not asker and trainer together', () => {
    const two = release('awaiting_approval', { approvalsRequired: 2 });
    const first = approve(two, 'usr_asker');
    expect(first).toMatchObject({ ok: true, value: { status: 'awaiting_approval' } });
    if (!first.ok) return;
    expect(approve(first.value, 'usr_other')).toMatchObject({ ok: true, value: { status: 'approved' } });
    expect(approve(first.value, 'usr_trainer')).toMatchObject({ ok: false, refusal: { code: 'self_approval' } });
    expect(approve(first.value, 'usr_asker')).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
  });

  it('holds only for the evidence that was seen', () => {
    for (const kind of ['approve', 'reject'] as const) {
      const stale = { kind, actorId: 'usr_other', evidenceDigest: 'sha256:old' };
      expect(applyReleaseCommand(release('awaiting_approval'), stale)).toMatchObject({
        ok: false,
        refusal: { code: 'evidence_changed' },
      });
    }
  });

  it('is void when the evidence changes', () => {
    const approved = approve(release('awaiting_approval'), 'usr_other');
    if (!approved.ok) throw new Error('refused');
    const after = applyReleaseCommand(approved.value, { kind: 'evidenceChanged' });
    expect(after).toMatchObject({ ok: true, value: { status: 'testing', approvals: [], evidenceDigest: null } });
  });
});

describe('a release, whatever is tried', () => {
  it('never leaves a terminal state, and never rolls out unapproved', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...commands), { maxLength: 30 }), fc.nat(2), (tried, approvalsRequired) => {
        let state = release('draft', { approvalsRequired, evidenceDigest: null });
        for (const command of tried) {
          const outcome = applyReleaseCommand(state, command);
          if (!outcome.ok) continue;
          expect(['rejected', 'released', 'rolled_back', 'cancelled']).not.toContain(state.status);
          state = outcome.value;
          if (state.status === 'rolling_out') expect(state.approvals.length).toBeGreaterThanOrEqual(approvalsRequired);
        }
      }),
    );
  });
});
