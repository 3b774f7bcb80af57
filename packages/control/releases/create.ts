import { type Signature, Signature as SignatureSchema } from '@gradus/contracts/api/models';
import { PolicySpec } from '@gradus/contracts/api/policies';
import type { CreateRelease, Release } from '@gradus/contracts/api/releases';
import { DomainError } from '@gradus/core/error';
import { type Transaction, withTransaction } from '@gradus/db';
import { appendAudit } from '../audit';
import type { Context } from '../context';
import { getRelease } from './get';
import { LIVE } from './rows';
import { signatureDifference } from './signature-difference';

/** Asks for a version to be put on an endpoint under a policy, which is kept as it is now. */
export async function createRelease(ctx: Context, input: CreateRelease): Promise<Release> {
  const id = ctx.newId('rel');
  await withTransaction(ctx.db, async (tx) => {
    const endpoint = await lockEndpoint(tx, input.endpoint);
    const policy = await readPolicy(tx, input.policy);
    const version = await readVersion(tx, endpoint.model_id, input.version);
    await checkAgainstStable(tx, endpoint, version);
    const dataset = await chooseDataset(tx, input, version, policy.spec);
    await checkFree(tx, endpoint, policy.spec);
    await tx.query(
      `INSERT INTO releases (id, endpoint_id, model_id, version_number, baseline_number, policy_id, policy_spec, dataset_id,
         status, reason, requested_by, trained_by, next_check_at, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'draft', $9, $10, $11, $12, $12, $12)`,
      [
        id,
        endpoint.id,
        endpoint.model_id,
        version.number,
        endpoint.stable_number,
        policy.id,
        JSON.stringify(policy.spec),
        dataset,
        input.reason,
        ctx.actor.id,
        version.trained_by,
        ctx.now(),
      ],
    );
    await appendAudit(tx, ctx, { action: 'release.create', subject: { type: 'release', id }, after: input });
  });
  await ctx.ports.publish('release.reconcile', { releaseId: id });
  await ctx.ports.relay.changed({ type: 'release.created', subject: { type: 'release', id } });
  return getRelease(ctx, { release: id });
}

interface EndpointRow {
  id: string;
  name: string;
  model_id: string;
  stable_number: number | null;
}

interface VersionRow {
  number: number;
  status: string;
  status_reason: string | null;
  digest: string | null;
  dataset_id: string | null;
  signature: unknown;
  trained_by: string | null;
}

/** Held until the release is written, so that of two requests at once one finds the endpoint busy. */
async function lockEndpoint(tx: Transaction, nameOrId: string): Promise<EndpointRow> {
  const { rows } = await tx.query<EndpointRow>(
    'SELECT id, name, model_id, stable_number FROM endpoints WHERE name = $1 OR id = $1 FOR UPDATE',
    [nameOrId],
  );
  return rows[0] ?? refuse('/endpoint', `There is no endpoint ${nameOrId}.`);
}

async function readPolicy(tx: Transaction, nameOrId: string) {
  const { rows } = await tx.query<{ id: string; spec: unknown }>(
    'SELECT id, spec FROM policies WHERE name = $1 OR id = $1',
    [nameOrId],
  );
  const row = rows[0] ?? refuse('/policy', `There is no policy ${nameOrId}.`);
  return { id: row.id, spec: PolicySpec.parse(row.spec) };
}

async function readVersion(tx: Transaction, modelId: string, number: number): Promise<VersionRow> {
  const { rows } = await tx.query<VersionRow>(
    `SELECT v.number, v.status, v.status_reason, v.digest, v.dataset_id, v.signature, r.requested_by AS trained_by
     FROM versions v LEFT JOIN runs r ON r.id = v.run_id WHERE v.model_id = $1 AND v.number = $2`,
    [modelId, number],
  );
  const version = rows[0] ?? refuse('/version', `The endpoint's model has no version ${number}.`);
  if (version.status !== 'ready' || version.digest === null) {
    const why = version.status_reason === null ? '' : `: ${version.status_reason}`;
    refuse('/version', `Version ${number} is ${version.status}, not ready${why}.`);
  }
  return version;
}

async function checkAgainstStable(tx: Transaction, endpoint: EndpointRow, candidate: VersionRow): Promise<void> {
  if (endpoint.stable_number === null) return;
  if (endpoint.stable_number === candidate.number) {
    const detail = `${endpoint.name} serves version ${candidate.number} already.`;
    throw new DomainError('illegal_transition', detail, { errors: [{ pointer: '/version', detail }] });
  }
  const stable = await readVersion(tx, endpoint.model_id, endpoint.stable_number);
  const [before, after] = [signatureOf(stable), signatureOf(candidate)];
  if (before === null || after === null) return;
  const difference = signatureDifference(before, after);
  if (difference.length === 0) return;
  throw new DomainError(
    'signature_mismatch',
    `Version ${candidate.number} can't stand in for version ${stable.number}: ${difference.join('; ')}.`,
    { errors: difference.map((detail) => ({ pointer: '/version', detail })) },
  );
}

async function chooseDataset(
  tx: Transaction,
  input: CreateRelease,
  version: VersionRow,
  policy: { gates: unknown[] },
): Promise<string | null> {
  const id = input.dataset ?? version.dataset_id;
  if (id === null) {
    if (policy.gates.length === 0) return null;
    return refuse('/dataset', 'The version names no data set of its own: say which one the gates are measured on.');
  }
  const { rows } = await tx.query<{ id: string; status: string }>('SELECT id, status FROM datasets WHERE id = $1', [
    id,
  ]);
  const dataset = rows[0] ?? refuse('/dataset', `There is no data set ${id}.`);
  if (dataset.status !== 'ready') refuse('/dataset', `The data set ${id} is ${dataset.status}, not ready.`);
  return dataset.id;
}

async function checkFree(
  tx: Transaction,
  endpoint: EndpointRow,
  policy: { onBusy: 'refuse' | 'queue' },
): Promise<void> {
  if (policy.onBusy === 'queue') return;
  const { rows } = await tx.query<{ id: string; status: string }>(
    'SELECT id, status FROM releases WHERE endpoint_id = $1 AND status = ANY($2) LIMIT 1',
    [endpoint.id, LIVE],
  );
  const live = rows[0];
  if (!live) return;
  throw new DomainError(
    'endpoint_busy',
    `${endpoint.name} has a live release, ${live.id} (${live.status.replace('_', ' ')}). Wait for it or cancel it.`,
    { errors: [{ pointer: '/endpoint', detail: live.id }] },
  );
}

function signatureOf(version: VersionRow): Signature | null {
  const parsed = SignatureSchema.safeParse(version.signature);
  return parsed.success ? parsed.data : null;
}

function refuse(pointer: string, detail: string): never {
  throw new DomainError('invalid_request', detail, { errors: [{ pointer, detail }] });
}
