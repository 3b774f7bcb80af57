import * as Wire from '@gradus/contracts/mlflow-tracking';
import {
  createLoggedModel,
  deleteLoggedModel,
  deleteLoggedModelTag,
  finalizeLoggedModel,
  getLoggedModel,
  listRunFiles,
  logLoggedModelParams,
  searchLoggedModels,
  setLoggedModelTags,
} from '@gradus/control/mlflow';
import type { ApiApp } from '../types';
import { call } from './call';

const ONE = '/logged-models/:model_id';

/** Models as newer clients log them: beside runs, each with files of its own. */
export function loggedModelCalls(app: ApiApp): void {
  call(app, 'POST', '/logged-models', 'register', Wire.CreateLoggedModel, async (ctx, input) => ({
    model: await createLoggedModel(ctx, input),
  }));
  call(app, 'POST', '/logged-models/search', 'read', Wire.SearchLoggedModels, async (ctx, input) => {
    const { items, nextPageToken } = await searchLoggedModels(ctx, input);
    return { models: items, ...(nextPageToken !== '' && { next_page_token: nextPageToken }) };
  });
  call(app, 'GET', ONE, 'read', Wire.GetLoggedModel, async (ctx, input) => ({
    model: await getLoggedModel(ctx, input.model_id),
  }));
  call(app, 'PATCH', ONE, 'register', Wire.FinalizeLoggedModel, async (ctx, { model_id, status }) => ({
    model: await finalizeLoggedModel(ctx, { id: model_id, status }),
  }));
  call(app, 'DELETE', ONE, 'register', Wire.GetLoggedModel, async (ctx, input) => {
    await deleteLoggedModel(ctx, input.model_id);
    return {};
  });
  call(app, 'PATCH', `${ONE}/tags`, 'register', Wire.SetLoggedModelTags, async (ctx, { model_id, tags }) => ({
    model: await setLoggedModelTags(ctx, { id: model_id, tags }),
  }));
  call(app, 'DELETE', `${ONE}/tags/:tag_key`, 'register', Wire.DeleteLoggedModelTag, async (ctx, input) => {
    await deleteLoggedModelTag(ctx, { id: input.model_id, key: input.tag_key });
    return {};
  });
  call(app, 'POST', `${ONE}/params`, 'register', Wire.LogLoggedModelParams, async (ctx, { model_id, params }) => {
    await logLoggedModelParams(ctx, { id: model_id, params });
    return {};
  });
  call(app, 'GET', `${ONE}/artifacts/directories`, 'read', Wire.ListLoggedModelFiles, async (ctx, input) => {
    const { info } = await getLoggedModel(ctx, input.model_id);
    const files = await listRunFiles(ctx, { root: info.artifact_uri, path: input.artifact_directory_path });
    return { root_uri: info.artifact_uri, files };
  });
}
