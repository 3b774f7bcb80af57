import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { ApiEnv } from './types';

/** Prometheus metrics of this process. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'gradus_http_requests_total',
    help: 'Answered API requests',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'gradus_http_request_duration_seconds',
    help: 'Time to the first byte of the answer',
    labelNames: ['method', 'route'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const observe = createMiddleware<ApiEnv>(async (c, next) => {
    const end = duration.startTimer({ method: c.req.method });
    await next();
    const route = routePath(c, -1);
    end({ route });
    requests.inc({ method: c.req.method, route, status: c.res.status });
  });
  return { registry, observe };
}
