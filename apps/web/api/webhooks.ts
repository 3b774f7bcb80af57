import { PageQuery } from '@gradus/contracts/api/common';
import {
  CreateWebhook,
  ListDeliveries,
  RotateSecret,
  UpdateWebhook,
  Webhook,
  WebhookDelivery,
  WebhookDeliveryPage,
  WebhookPage,
  WebhookWithSecret,
} from '@gradus/contracts/api/webhooks';
import {
  createWebhook,
  deleteWebhook,
  getDelivery,
  getWebhook,
  listDeliveries,
  listWebhooks,
  redeliverWebhook,
  rotateWebhookSecret,
  updateWebhook,
} from '@gradus/control/webhooks';
import { z } from 'zod';
import { etagOf, readIfMatch } from './etag';
import { route } from './route';
import type { ApiApp } from './types';

const WebhookPath = z.object({ webhook: z.string() });
const DeliveryPath = WebhookPath.extend({ delivery: z.string() });
const common = { scope: 'admin', tag: 'webhooks' } as const;

export function webhookRoutes(app: ApiApp): void {
  app.openapi(
    route({
      ...common,
      method: 'post',
      path: '/webhooks',
      summary: 'Create a webhook',
      description:
        'Events are POSTed as CloudEvents 1.0, signed as Standard Webhooks say. This answer and that of a rotation are the only places that ever show the secret.',
      body: CreateWebhook,
      status: 201,
      answer: WebhookWithSecret,
      secret: true,
    }),
    async (c) => {
      const webhook = await createWebhook(c.var.ctx, c.req.valid('json'), c.var.deps);
      return c.json(webhook, 201, { etag: etagOf(webhook.updatedAt), location: `/api/v1/webhooks/${webhook.id}` });
    },
  );

  app.openapi(
    route({
      ...common,
      method: 'get',
      path: '/webhooks',
      summary: 'List webhooks',
      query: PageQuery,
      status: 200,
      answer: WebhookPage,
    }),
    async (c) => c.json(await listWebhooks(c.var.ctx, c.req.valid('query')), 200),
  );

  app.openapi(
    route({
      ...common,
      method: 'get',
      path: '/webhooks/{webhook}',
      summary: 'Read a webhook',
      params: WebhookPath,
      status: 200,
      answer: Webhook,
    }),
    async (c) => {
      const webhook = await getWebhook(c.var.ctx, c.req.valid('param'));
      return c.json(webhook, 200, { etag: etagOf(webhook.updatedAt) });
    },
  );

  app.openapi(
    route({
      ...common,
      method: 'patch',
      path: '/webhooks/{webhook}',
      summary: 'Change a webhook, or turn it off and on',
      params: WebhookPath,
      body: UpdateWebhook,
      status: 200,
      answer: Webhook,
    }),
    async (c) => {
      const input = { ...c.req.valid('param'), readAt: readIfMatch(c), change: c.req.valid('json') };
      const webhook = await updateWebhook(c.var.ctx, input);
      return c.json(webhook, 200, { etag: etagOf(webhook.updatedAt) });
    },
  );

  app.openapi(
    route({
      ...common,
      method: 'delete',
      path: '/webhooks/{webhook}',
      summary: 'Delete a webhook, with what still waits to be delivered',
      params: WebhookPath,
      status: 204,
    }),
    async (c) => {
      await deleteWebhook(c.var.ctx, c.req.valid('param'));
      return c.body(null, 204);
    },
  );

  app.openapi(
    route({
      ...common,
      method: 'post',
      path: '/webhooks/{webhook}/rotate-secret',
      summary: 'Make a new signing secret',
      description: 'Until the overlap ends, deliveries carry a signature by each of the two.',
      params: WebhookPath,
      body: RotateSecret,
      status: 200,
      answer: WebhookWithSecret,
      secret: true,
    }),
    async (c) => {
      const input = { ...c.req.valid('param'), ...c.req.valid('json') };
      return c.json(await rotateWebhookSecret(c.var.ctx, input, c.var.deps), 200);
    },
  );

  deliveryRoutes(app);
}

function deliveryRoutes(app: ApiApp): void {
  app.openapi(
    route({
      ...common,
      method: 'get',
      path: '/webhooks/{webhook}/deliveries',
      summary: 'What a webhook was told, with every attempt',
      params: WebhookPath,
      query: ListDeliveries,
      status: 200,
      answer: WebhookDeliveryPage,
    }),
    async (c) => c.json(await listDeliveries(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('query') }), 200),
  );

  app.openapi(
    route({
      ...common,
      method: 'get',
      path: '/webhooks/{webhook}/deliveries/{delivery}',
      summary: 'Read a delivery',
      params: DeliveryPath,
      status: 200,
      answer: WebhookDelivery,
    }),
    async (c) => c.json(await getDelivery(c.var.ctx, c.req.valid('param')), 200),
  );

  app.openapi(
    route({
      ...common,
      method: 'post',
      path: '/webhooks/{webhook}/deliveries/{delivery}/redeliver',
      summary: 'Send a delivery once more',
      params: DeliveryPath,
      status: 202,
      answer: WebhookDelivery,
    }),
    async (c) => c.json(await redeliverWebhook(c.var.ctx, c.req.valid('param')), 202),
  );
}
