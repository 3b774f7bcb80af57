import { Me } from '@gradus/contracts/api/admin';
import { getMe } from '@gradus/control/keys';
import { route } from './route';
import type { ApiApp } from './types';

export function meRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'get',
      path: '/me',
      scope: ['read', 'infer', 'operate', 'register', 'train', 'release', 'approve'],
      tag: 'me',
      summary: 'Who is asking, with which rights',
      status: 200,
      answer: Me,
    }),
    async (c) => c.json(await getMe(c.var.ctx), 200),
  );
}
