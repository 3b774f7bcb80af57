import { UiEvent } from '@gradus/contracts/events';
import { streamSSE } from 'hono/streaming';
import { createBell } from './bell';
import { registerSchema, route } from './route';
import type { ApiApp, ApiDeps } from './types';

/** Proxies cut a silent stream; a comment now and then keeps it open. */
const HEARTBEAT_MS = 15_000;

export function eventRoutes(app: ApiApp, { feed }: ApiDeps): void {
  registerSchema(app, 'UiEvent', UiEvent);
  app.openapi(
    route({
      method: 'get',
      path: '/events',
      scope: 'read',
      tag: 'events',
      summary: 'What changes, as server-sent events',
      description:
        'Each `data` is a `UiEvent`: what changed, never the content. `Last-Event-ID` resumes where a stream broke off.',
      status: 200,
      media: 'text/event-stream',
    }),
    (c) => {
      c.header('x-accel-buffering', 'no');
      return streamSSE(c, async (stream) => {
        const queue: UiEvent[] = [];
        const bell = createBell();
        const unfollow = feed.follow(c.req.header('last-event-id') ?? null, (event) => {
          queue.push(event);
          bell.ring();
        });
        stream.onAbort(() => bell.ring());
        try {
          await stream.write(': welcome\n\n');
          while (!stream.aborted) {
            const events = queue.splice(0);
            for (const event of events) await stream.writeSSE({ id: event.id, data: JSON.stringify(event) });
            if (queue.length === 0 && !(await bell.next(HEARTBEAT_MS))) await stream.write(': still here\n\n');
          }
        } finally {
          unfollow();
        }
      });
    },
  );
}
