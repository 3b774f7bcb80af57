import { FeedbackPage, FeedbackRequest, FeedbackResponse, ListFeedback } from '@gradus/contracts/api/endpoints';
import { listFeedback, submitFeedback } from '@gradus/control/feedback';
import { route } from './route';
import type { ApiApp } from './types';

const tag = 'feedback';

export function feedbackRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'post',
      path: '/feedback',
      scope: ['operate', 'infer'],
      tag,
      summary: 'Send labels, complaints and errors that belong to predictions',
      description: 'Up to 10,000 items; each that is refused is answered with its index and why.',
      body: FeedbackRequest,
      limit: 'largeJson',
      status: 200,
      answer: FeedbackResponse,
    }),
    async (c) => c.json(await submitFeedback(c.var.ctx, c.req.valid('json')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/feedback',
      scope: 'read',
      tag,
      summary: 'List feedback',
      query: ListFeedback,
      status: 200,
      answer: FeedbackPage,
    }),
    async (c) => c.json(await listFeedback(c.var.ctx, c.req.valid('query')), 200),
  );
}
