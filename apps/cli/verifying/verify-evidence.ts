import { createHash, createPublicKey, verify } from 'node:crypto';
import { Envelope, type RolloutRecord } from '@gradus/contracts/api/evidence';
import { EvidenceBundle } from '@gradus/contracts/api/releases';
import { rederiveGates, rederiveRollout } from '@gradus/control/evidence';
import { PAYLOAD_TYPE, preAuthEncoding, statementOf } from '@gradus/core/evidence';
import { canonicalJson } from '@gradus/core/json';
import { z } from 'zod';

export interface Verification {
  valid: boolean;
  checks: { name: string; ok: boolean; detail: string }[];
  /** what was taken as it is written, because nothing in the file tells it */
  taken: string[];
}

/** The file is neither a bundle nor an envelope, or the key is no key: nothing can be said of it. */
export class Unreadable extends Error {}

const Predicate = EvidenceBundle.omit({ envelope: true });
const Statement = z.object({ predicate: Predicate });
/** as it was signed: what this version does not know is part of the digest too */
const Raw = z.looseObject({ predicate: z.looseObject({ evidence: z.unknown() }) });

/** Checks an evidence bundle, or its envelope alone, with nothing but the public key. */
export function verifyEvidence(text: string, publicKeyPem: string): Verification {
  const { envelope, around } = readFile(text);
  const payload = Buffer.from(envelope.payload, 'base64');
  const signed = isSigned(envelope, payload, publicKeyPem);
  const checks = [check('signature', signed ? null : 'no signature of this key is on these bytes')];
  if (!signed) return { valid: false, checks, taken: [] };

  const { statement, raw } = readStatement(payload);
  const { predicate } = statement;
  const { evidence, evidenceDigest, approvals, rollout } = predicate;
  checks.push(
    check(
      'statement',
      same(raw, { ...statementOf(predicate), predicate: raw.predicate }),
      'its subjects are not what it tells of',
    ),
  );
  if (around !== null)
    checks.push(
      check('bundle', same(around, raw.predicate), 'the fields around the envelope are not those that were signed'),
    );
  const digest = `sha256:${createHash('sha256').update(canonicalJson(raw.predicate.evidence)).digest('hex')}`;
  checks.push(check('evidence digest', digest === evidenceDigest, `the evidence has the digest ${digest}`));
  const other = approvals.find((approval) => !approval.voided && approval.evidenceDigest !== evidenceDigest);
  checks.push(check('approvals', other === undefined, `${other?.id} is bound to other evidence and is not void`));

  const taken = ['the measurements of the evaluations'];
  const gates = rederiveGates(evidence);
  if (gates === 'not_measured') taken.push('the gates: the evaluation itself failed');
  else checks.push(check('gates, judged again', gates.difference));
  if (rollout !== null) checks.push(...checkRollout(rollout, evidence, taken));
  return { valid: checks.every(({ ok }) => ok), checks, taken };
}

function checkRollout(rollout: RolloutRecord, evidence: z.infer<typeof Predicate>['evidence'], taken: string[]) {
  const { findings, human, unrecorded } = rederiveRollout(rollout);
  const wrong = findings.find(({ difference }) => difference !== null);
  const again = findings.length - 1;
  taken.push('the counts of requests and labels, and which gateways were silent');
  if (rollout.policy.analysis.some(({ metric }) => metric === 'f1'))
    taken.push('the e-values of F1: its counts are not in here');
  if (human > 0) taken.push(`${human} decisions of people: they were legal, why is theirs`);
  if (unrecorded > 0) taken.push(`${unrecorded} automatic decisions without recorded counts`);
  return [
    check('rollout policy', same(rollout.policy, evidence.policy), 'the rollout ran under another policy'),
    check('rollout candidate', rollout.candidate === evidence.candidate.version, 'another version was rolled out'),
    check(`${again} rollout decisions, made again`, wrong ? `${wrong.what}: ${wrong.difference}` : null),
  ];
}

function readFile(text: string) {
  const json = attempt(() => z.unknown().parse(JSON.parse(text)), 'it is not JSON');
  const bare = Envelope.safeParse(json);
  if (bare.success) return { envelope: bare.data, around: null };
  const bundle = z.looseObject({ envelope: Envelope }).safeParse(json);
  if (!bundle.success) throw new Unreadable('it is neither an evidence bundle nor a DSSE envelope');
  const { envelope, ...around } = bundle.data;
  return { envelope, around };
}

function isSigned(envelope: Envelope, payload: Buffer, publicKeyPem: string): boolean {
  const key = attempt(() => createPublicKey(publicKeyPem), 'the public key is not one');
  if (key.asymmetricKeyType !== 'ed25519') throw new Unreadable('the public key is not an Ed25519 key');
  const bytes = preAuthEncoding(envelope.payloadType, payload);
  const good = envelope.signatures.some(({ sig }) => verify(null, bytes, key, Buffer.from(sig, 'base64')));
  return good && envelope.payloadType === PAYLOAD_TYPE;
}

function readStatement(payload: Buffer): { statement: z.infer<typeof Statement>; raw: z.infer<typeof Raw> } {
  const what = 'what was signed is not release evidence that this version knows';
  return attempt(() => {
    const json: unknown = JSON.parse(payload.toString('utf8'));
    return { statement: Statement.parse(json), raw: Raw.parse(json) };
  }, what);
}

function attempt<T>(read: () => T, otherwise: string): T {
  try {
    return read();
  } catch (cause) {
    throw new Unreadable(otherwise, { cause });
  }
}

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/** @param outcome what is wrong, null for nothing; or whether it holds, and what is wrong where it does not */
function check(name: string, outcome: string | null | boolean, otherwise = ''): Verification['checks'][number] {
  const difference = typeof outcome === 'boolean' ? (outcome ? null : otherwise) : outcome;
  return { name, ok: difference === null, detail: difference ?? 'ok' };
}
