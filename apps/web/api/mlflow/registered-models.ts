import * as Wire from '@gradus/contracts/mlflow';
import {
  createRegisteredModel,
  deleteModelAlias,
  deleteModelTag,
  deleteRegisteredModel,
  describeRegisteredModel,
  getLatestVersions,
  getModelVersionByAlias,
  getRegisteredModel,
  renameRegisteredModel,
  searchRegisteredModels,
  setModelAlias,
  setModelTag,
} from '@gradus/control/mlflow';
import type { ApiApp } from '../types';
import { call } from './call';

export function registeredModelCalls(app: ApiApp): void {
  const at = (path: string) => `/registered-models/${path}`;
  call(app, 'POST', at('create'), 'register', Wire.CreateRegisteredModel, async (ctx, input) => ({
    registered_model: await createRegisteredModel(ctx, input),
  }));
  call(app, 'GET', at('get'), 'read', Wire.GetRegisteredModel, async (ctx, input) => ({
    registered_model: await getRegisteredModel(ctx, input),
  }));
  call(app, 'POST', at('rename'), 'register', Wire.RenameRegisteredModel, async (ctx, input) => ({
    registered_model: await renameRegisteredModel(ctx, input),
  }));
  call(app, 'PATCH', at('update'), 'register', Wire.DescribeRegisteredModel, async (ctx, input) => ({
    registered_model: await describeRegisteredModel(ctx, input),
  }));
  call(app, 'DELETE', at('delete'), 'register', Wire.GetRegisteredModel, async (ctx, input) => {
    await deleteRegisteredModel(ctx, input);
    return {};
  });
  call(app, ['GET', 'POST'], at('search'), 'read', Wire.SearchModels, async (ctx, input) => {
    const { items, nextPageToken } = await searchRegisteredModels(ctx, input);
    return { registered_models: items, ...(nextPageToken !== '' && { next_page_token: nextPageToken }) };
  });
  call(app, ['POST', 'GET'], at('get-latest-versions'), 'read', Wire.GetLatestVersions, async (ctx, input) => ({
    model_versions: await getLatestVersions(ctx, input),
  }));
  call(app, 'POST', at('set-tag'), 'register', Wire.SetModelTag, async (ctx, input) => {
    await setModelTag(ctx, input);
    return {};
  });
  call(app, 'DELETE', at('delete-tag'), 'register', Wire.DeleteModelTag, async (ctx, input) => {
    await deleteModelTag(ctx, input);
    return {};
  });
  call(app, 'POST', at('alias'), 'register', Wire.SetModelAlias, async (ctx, input) => {
    await setModelAlias(ctx, input);
    return {};
  });
  call(app, 'DELETE', at('alias'), 'register', Wire.ModelAlias, async (ctx, input) => {
    await deleteModelAlias(ctx, input);
    return {};
  });
  call(app, 'GET', at('alias'), 'read', Wire.ModelAlias, async (ctx, input) => ({
    model_version: await getModelVersionByAlias(ctx, input),
  }));
}
