export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const PREDICATE_TYPE = 'urn:gradus:release-evidence:1';

/** An in-toto statement: what it is about, by digest, and what is claimed of it. */
export interface Statement<Predicate> {
  _type: typeof STATEMENT_TYPE;
  subject: { name: string; digest: { sha256: string } }[];
  predicateType: typeof PREDICATE_TYPE;
  predicate: Predicate;
}

interface Claim {
  release: string;
  /** `sha256:…` of the evidence that approvals are bound to */
  evidenceDigest: string;
  evidence: { model: string; candidate: { version: number; digest: string | null } };
}

/** The statement about a release: its subjects are the released file, where there is one, and the evidence. */
export function statementOf<Predicate extends Claim>(predicate: Predicate): Statement<Predicate> {
  const { release, evidenceDigest, evidence } = predicate;
  const { version, digest } = evidence.candidate;
  const subject = [{ name: `${release}/evidence`, digest: { sha256: hexOf(evidenceDigest) } }];
  if (digest !== null) subject.unshift({ name: `${evidence.model}/${version}`, digest: { sha256: hexOf(digest) } });
  return { _type: STATEMENT_TYPE, subject, predicateType: PREDICATE_TYPE, predicate };
}

const hexOf = (digest: string): string => digest.replace(/^sha256:/, '');
