import { Ready } from '@gradus/contracts/api/admin';
import { type Readiness, readReadiness } from '@gradus/control/health';
import type { ApiApp, ApiDeps } from './types';

const PATIENCE_MS = 2000;

/** Alive and ready, for supervisors and load balancers; outside `/v1` and open to all. */
export function healthRoutes(app: ApiApp, deps: ApiDeps): void {
  app.get('/health', (c) => c.json({ status: 'ok' }));
  app.get('/ready', async (c) => {
    const [stored, redis, gateway] = await Promise.all([
      readReadiness(deps).catch((): Readiness => ({ postgres: 'down', worker: 'down', gateway: 'down' })),
      deps.redis === null ? ('off' as const) : ping(deps.redis),
      gatewayAnswers(deps.gatewayUrl),
    ]);
    const ready = Ready.parse({ ...stored, redis, gateway: gateway ?? stored.gateway });
    return c.json(ready, Object.values(ready).includes('down') ? 503 : 200);
  });
}

const ping = (redis: { ping(): Promise<boolean> }) =>
  redis.ping().then(
    (ok) => (ok ? ('ok' as const) : ('down' as const)),
    () => 'down' as const,
  );

/** Null: there is no address to ask, so its heartbeat must tell. */
async function gatewayAnswers(url: string | null): Promise<'ok' | 'down' | null> {
  if (url === null) return null;
  try {
    const { ok } = await fetch(new URL('/v2/health/ready', url), { signal: AbortSignal.timeout(PATIENCE_MS) });
    return ok ? 'ok' : 'down';
  } catch {
    return 'down';
  }
}
