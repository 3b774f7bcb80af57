import { ListPredictions, Prediction, PredictionPage } from '@gradus/contracts/api/endpoints';
import { getPrediction, listPredictions } from '@gradus/control/predictions';
import { z } from 'zod';
import { route } from './route';
import type { ApiApp } from './types';

const tag = 'predictions';

export function predictionRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'get',
      path: '/predictions',
      scope: 'read',
      tag,
      summary: 'List served predictions',
      query: ListPredictions,
      status: 200,
      answer: PredictionPage,
    }),
    async (c) => c.json(await listPredictions(c.var.ctx, c.req.valid('query')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/predictions/{prediction}',
      scope: 'read',
      tag,
      summary: 'Read a prediction with what it came from and led to',
      params: z.object({ prediction: z.string() }),
      query: z.object({ row: z.coerce.number().int().min(0).default(0) }),
      status: 200,
      answer: Prediction,
    }),
    async (c) => {
      const input = { ...c.req.valid('param'), ...c.req.valid('query') };
      return c.json(await getPrediction(c.var.ctx, input), 200);
    },
  );
}
