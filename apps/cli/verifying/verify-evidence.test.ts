import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { DecisionBasis, RolloutRecord } from '@gradus/contracts/api/evidence';
import type { EvidenceBundle } from '@gradus/contracts/api/releases';
import { measureMetric } from '@gradus/control/policies';
import { PAYLOAD_TYPE, preAuthEncoding, statementOf } from '@gradus/core/evidence';
import { canonicalJson } from '@gradus/core/json';
import { evaluateGates, type PolicySpec } from '@gradus/core/policy';
import { decide } from '@gradus/core/rollout';
import { describe, expect, it } from 'vitest';
import { Unreadable, verifyEvidence } from './verify-evidence';

type Predicate = Omit<EvidenceBundle, 'envelope'>;

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const START = Date.parse('2026-03-01T10:00:00.000Z');
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

const policy: PolicySpec = {
  gates: [{ metric: 'accuracy', scenario: '*', min: 0.8 }],
  approvals: { required: 1 },
  stages: [
    { shadow: false, weight: 0.5, minSamples: 10, minSeconds: 0 },
    { shadow: false, weight: 1, minSamples: 10, minSeconds: 0 },
  ],
  analysis: [{ metric: 'errorRate', margin: 1.5 }],
  alpha: 0.05,
  unit: 'request',
  labelHorizonSeconds: 0,
  maxStageSeconds: 86_400,
  onTimeout: 'pause',
  onNoData: 'hold',
  onBusy: 'refuse',
};

/** A look at 400 requests, of which so many failed on each side. */
function look(seconds: number, bad: { candidate: number; stable: number }): RolloutRecord['decisions'][number] {
  const stages = [
    {
      kind: 'live' as const,
      share: 0.5,
      candidate: { n: 200, bad: bad.candidate },
      stable: { n: 200, bad: bad.stable },
    },
  ];
  const spec = policy.analysis[0];
  if (spec === undefined) throw new Error('the policy compares nothing');
  const observation = {
    now: START + seconds * 1000,
    candidateSamples: 200,
    stableSamples: 200,
    consecutiveCandidateFailures: 0,
    sampleRatioMismatch: false,
    metrics: [measureMetric(policy, spec, 0, stages, { noData: null, detail: 'full' })],
  };
  const state = { status: 'progressing' as const, stageIndex: 0, policy, stageStartedAt: START };
  const { advanceAt: _, ...decision } = decide(state, observation);
  const { status, stageStartedAt } = state;
  const basis: DecisionBasis = { status, stageStartedAt, observation, counts: [{ metric: 'errorRate', stages }] };
  return { id: `dec_${seconds}`, at: at(seconds), actor: 'Gradus', actorKind: 'system', ...decision, basis };
}

function honest(): Predicate {
  const scenarios = [{ name: 'clean', metrics: { accuracy: 0.9 } }];
  const evidence: Predicate['evidence'] = {
    endpoint: 'scoring',
    model: 'risk',
    dataset: { id: 'dst_1', digest: `sha256:${'d'.repeat(64)}` },
    candidate: {
      version: 2,
      digest: `sha256:${'a'.repeat(64)}`,
      evaluation: {
        id: 'evl_1',
        split: 'test',
        suite: 'standard',
        scenarios: scenarios.map((one) => ({ ...one, kind: 'clean', rows: 100, intervals: {} })),
      },
    },
    baseline: null,
    policy,
    gates: evaluateGates(policy.gates, scenarios, null),
  };
  const start = {
    id: 'dec_0',
    at: at(0),
    action: 'start' as const,
    stage: 0,
    metric: null,
    reason: 'started',
    evidence: null,
  };
  const evidenceDigest = `sha256:${createHash('sha256').update(canonicalJson(evidence)).digest('hex')}`;
  return {
    release: 'rel_1',
    evidenceDigest,
    evidence,
    approvals: [
      { id: 'apr_1', actor: 'Ada', decision: 'approve', comment: '', evidenceDigest, voided: false, at: at(-5) },
    ],
    rollout: {
      ...{ id: 'rlo_1', status: 'rolled_back', stable: 1, candidate: 2, stage: 0, policy },
      decisions: [
        { ...start, threshold: null, n: 0, actor: 'Gradus', actorKind: 'system', basis: null },
        look(60, { candidate: 2, stable: 2 }),
        look(120, { candidate: 24, stable: 2 }),
      ],
    },
  };
}

function signed(predicate: Predicate, key = privateKey): EvidenceBundle {
  const payload = Buffer.from(canonicalJson(statementOf(predicate)));
  const sig = sign(null, preAuthEncoding(PAYLOAD_TYPE, payload), key).toString('base64');
  return {
    ...predicate,
    envelope: { payloadType: PAYLOAD_TYPE, payload: payload.toString('base64'), signatures: [{ keyid: 'k', sig }] },
  };
}

const failed = (bundle: unknown, key = pem) =>
  verifyEvidence(JSON.stringify(bundle), key)
    .checks.filter(({ ok }) => !ok)
    .map(({ name }) => name);

describe('verify', () => {
  it('finds an honest bundle valid, and its envelope alone', () => {
    const bundle = signed(honest());
    const { valid, checks, taken } = verifyEvidence(JSON.stringify(bundle), pem);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(valid).toBe(true);
    expect(checks.map(({ name }) => name)).toContain('2 rollout decisions, made again');
    expect(taken).toContain('the counts of requests and labels, and which gateways were silent');
    expect(failed(bundle.envelope)).toEqual([]);
  });

  it.each(['release', 'evidenceDigest', 'evidence', 'approvals', 'rollout'] as const)(
    'sees that %s was changed',
    (field) => {
      expect(failed({ ...signed(honest()), [field]: 'other' })).toEqual(['bundle']);
    },
  );

  it('trusts no other key, no changed payload, type or signature', () => {
    const bundle = signed(honest());
    const { envelope } = bundle;
    const other = generateKeyPairSync('ed25519').privateKey;
    expect(failed(signed(honest(), other))).toEqual(['signature']);
    expect(failed({ ...bundle, envelope: { ...envelope, payloadType: 'text/plain' } })).toEqual(['signature']);
    const payload = `A${envelope.payload.slice(1)}`;
    expect(failed({ ...bundle, envelope: { ...envelope, payload } })).toEqual(['signature']);
    expect(failed({ ...bundle, envelope: { ...envelope, signatures: [{ keyid: 'k', sig: 'AAAA' }] } })).toEqual([
      'signature',
    ]);
  });

  type Change = (predicate: Predicate, rollout: RolloutRecord) => void;
  const second = ({ decisions }: RolloutRecord) => decisions[2] ?? expect.fail();
  const basis = (rollout: RolloutRecord) => second(rollout).basis ?? expect.fail();
  it.each<[string, string, Change]>([
    [
      'a gate that passed after all',
      'gates, judged again',
      ({ evidence }) => Object.assign(evidence.gates[0] ?? {}, { limit: 0.5 }),
    ],
    [
      'a better measurement',
      'gates, judged again',
      ({ evidence }) => Object.assign(evidence.candidate.evaluation?.scenarios[0]?.metrics ?? {}, { accuracy: 0.99 }),
    ],
    ['another model in the evidence', 'evidence digest', ({ evidence }) => Object.assign(evidence, { model: 'other' })],
    [
      'an approval of other evidence',
      'approvals',
      ({ approvals }) => Object.assign(approvals[0] ?? {}, { evidenceDigest: 'sha256:0' }),
    ],
    [
      'another policy',
      'rollout policy',
      (_, rollout) => Object.assign(rollout, { policy: { ...policy, alpha: 0.01 } }),
    ],
    ['another candidate', 'rollout candidate', (_, rollout) => Object.assign(rollout, { candidate: 3 })],
    ['another outcome', 'made again', (_, rollout) => Object.assign(rollout, { status: 'completed' })],
    ['a decision left out', 'made again', (_, rollout) => rollout.decisions.pop()],
    ['another action', 'made again', (_, rollout) => Object.assign(second(rollout), { action: 'advance' })],
    ['another metric', 'made again', (_, rollout) => Object.assign(second(rollout), { metric: 'accuracy' })],
    ['another reason', 'made again', (_, rollout) => Object.assign(second(rollout), { reason: 'it was fine' })],
    ['other evidence', 'made again', (_, rollout) => Object.assign(second(rollout), { evidence: 21 })],
    ['another threshold', 'made again', (_, rollout) => Object.assign(second(rollout), { threshold: 2 })],
    ['another n', 'made again', (_, rollout) => Object.assign(second(rollout), { n: 7 })],
    ['another time', 'made again', (_, rollout) => Object.assign(second(rollout), { at: at(121) })],
    ['another stage', 'made again', (_, rollout) => Object.assign(second(rollout), { stage: 1 })],
    ['other counts', 'made again', (_, rollout) => Object.assign(basis(rollout).counts[0] ?? {}, { stages: [] })],
    [
      'another observation',
      'made again',
      (_, rollout) => Object.assign(basis(rollout).observation.metrics[0] ?? {}, { logRollback: 1 }),
    ],
    ['another stage start', 'made again', (_, rollout) => Object.assign(basis(rollout), { stageStartedAt: START - 1 })],
  ])('sees, though it is signed, %s', (_, name, change) => {
    const predicate = structuredClone(honest());
    if (predicate.rollout === null) throw new Error('there is no rollout');
    change(predicate, predicate.rollout);
    expect(failed(signed(predicate)).join()).toContain(name);
  });

  it.each(['', '{', '[]', '{}', '{"envelope":{}}'])('can not read %j', (text) => {
    expect(() => verifyEvidence(text, pem)).toThrow(Unreadable);
  });

  it('can not read what is signed but no evidence, nor a key that is none', () => {
    const bundle = signed(honest());
    const payload = Buffer.from('{}');
    const sig = sign(null, preAuthEncoding(PAYLOAD_TYPE, payload), privateKey).toString('base64');
    const envelope = {
      payloadType: PAYLOAD_TYPE,
      payload: payload.toString('base64'),
      signatures: [{ keyid: '', sig }],
    };
    expect(() => verifyEvidence(JSON.stringify({ envelope }), pem)).toThrow(Unreadable);
    expect(() => verifyEvidence(JSON.stringify(bundle), 'no key')).toThrow(Unreadable);
  });
});
