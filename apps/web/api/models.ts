import { CreateModel, ListModels, Model, ModelPage, SetAlias, UpdateModel } from '@gradus/contracts/api/models';
import {
  createModel,
  deleteAlias,
  deleteModel,
  getModel,
  listModels,
  setAlias,
  updateModel,
} from '@gradus/control/models';
import { z } from 'zod';
import { etagOf, readIfMatch } from './etag';
import { route } from './route';
import type { ApiApp } from './types';

const ModelPath = z.object({ model: z.string() });
const AliasPath = ModelPath.extend({ alias: z.string() });

export function modelRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'post',
      path: '/models',
      scope: 'register',
      tag: 'models',
      summary: 'Register a model',
      body: CreateModel,
      status: 201,
      answer: Model,
    }),
    async (c) => {
      const model = await createModel(c.var.ctx, c.req.valid('json'));
      return c.json(model, 201, { etag: etagOf(model.updatedAt), location: `/api/v1/models/${model.name}` });
    },
  );

  app.openapi(
    route({
      method: 'get',
      path: '/models',
      scope: 'read',
      tag: 'models',
      summary: 'List models',
      query: ListModels,
      status: 200,
      answer: ModelPage,
    }),
    async (c) => c.json(await listModels(c.var.ctx, c.req.valid('query')), 200),
  );

  app.openapi(
    route({
      method: 'get',
      path: '/models/{model}',
      scope: 'read',
      tag: 'models',
      summary: 'Read a model',
      params: ModelPath,
      status: 200,
      answer: Model,
    }),
    async (c) => {
      const model = await getModel(c.var.ctx, c.req.valid('param'));
      return c.json(model, 200, { etag: etagOf(model.updatedAt) });
    },
  );

  app.openapi(
    route({
      method: 'patch',
      path: '/models/{model}',
      scope: 'register',
      tag: 'models',
      summary: 'Change a model',
      params: ModelPath,
      body: UpdateModel,
      status: 200,
      answer: Model,
    }),
    async (c) => {
      const input = { ...c.req.valid('json'), ...c.req.valid('param'), readAt: readIfMatch(c) };
      const model = await updateModel(c.var.ctx, input);
      return c.json(model, 200, { etag: etagOf(model.updatedAt) });
    },
  );

  app.openapi(
    route({
      method: 'delete',
      path: '/models/{model}',
      scope: 'register',
      tag: 'models',
      summary: 'Delete a model that serves nowhere',
      params: ModelPath,
      status: 204,
    }),
    async (c) => {
      await deleteModel(c.var.ctx, { ...c.req.valid('param'), readAt: readIfMatch(c) });
      return c.body(null, 204);
    },
  );

  aliasRoutes(app);
}

function aliasRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'put',
      path: '/models/{model}/aliases/{alias}',
      scope: 'register',
      tag: 'models',
      summary: 'Point an alias at a version',
      description: '`champion` takes the scope `admin`: a completed release is what moves it.',
      params: AliasPath,
      body: SetAlias,
      status: 200,
      answer: Model,
    }),
    async (c) => {
      const input = { ...c.req.valid('param'), ...c.req.valid('json'), readAt: readIfMatch(c) };
      const model = await setAlias(c.var.ctx, input);
      return c.json(model, 200, { etag: etagOf(model.updatedAt) });
    },
  );

  app.openapi(
    route({
      method: 'delete',
      path: '/models/{model}/aliases/{alias}',
      scope: 'register',
      tag: 'models',
      summary: 'Remove an alias',
      params: AliasPath,
      status: 204,
    }),
    async (c) => {
      await deleteAlias(c.var.ctx, { ...c.req.valid('param'), readAt: readIfMatch(c) });
      return c.body(null, 204);
    },
  );
}
