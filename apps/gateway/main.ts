import { createArtifactStore } from '@gradus/artifacts';
import { ROUTING_CHANNEL } from '@gradus/contracts/routing';
import { createDb } from '@gradus/db';
import { createRelay } from '@gradus/queue';
import pino from 'pino';
import { readEnv } from './env';
import { startGateway } from './gateway';

const env = readEnv();
const log = pino({
  level: env.logLevel,
  serializers: { error: pino.stdSerializers.err },
  base: { process: 'gateway', gateway: env.gatewayId },
});
const db = createDb(env.databaseUrl, { poolSize: 4 });
const relay = createRelay({ config: env.queue, name: env.gatewayId, log });

const gateway = await startGateway({
  ...env.limits,
  id: env.gatewayId,
  folder: env.folder,
  db,
  files: createArtifactStore(env.artifacts),
  log,
  now: () => Date.now(),
  monotonic: () => performance.now(),
  pollMs: 1_000,
  batching: true,
  authRequired: env.authRequired,
  faults: env.faults,
});
relay.subscribe(ROUTING_CHANNEL, () => gateway.nudge());

gateway.http.on('error', (error) => {
  log.error({ error }, 'the gateway can not listen');
  process.exit(1);
});
gateway.http.listen(env.port, env.host, () => log.info({ host: env.host, port: env.port }, 'the gateway listens'));

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'draining');
  await gateway.stop();
  await relay.close();
  await db.close();
  process.exit(0);
}
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));
