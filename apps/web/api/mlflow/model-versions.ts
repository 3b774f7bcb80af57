import * as Wire from '@gradus/contracts/mlflow';
import {
  createModelVersion,
  deleteModelVersion,
  deleteVersionTag,
  describeModelVersion,
  getDownloadUri,
  getModelVersion,
  searchModelVersions,
  setVersionTag,
  transitionStage,
} from '@gradus/control/mlflow';
import type { ApiApp, ApiDeps } from '../types';
import { call } from './call';

export function modelVersionCalls(app: ApiApp, { uploads }: ApiDeps): void {
  const at = (path: string) => `/model-versions/${path}`;
  call(app, 'POST', at('create'), 'register', Wire.CreateModelVersion, async (ctx, input) => ({
    model_version: await createModelVersion(ctx, input, uploads.check),
  }));
  call(app, 'GET', at('get'), 'read', Wire.GetModelVersion, async (ctx, input) => ({
    model_version: await getModelVersion(ctx, input),
  }));
  call(app, 'PATCH', at('update'), 'register', Wire.DescribeModelVersion, async (ctx, input) => ({
    model_version: await describeModelVersion(ctx, input),
  }));
  call(app, 'DELETE', at('delete'), 'register', Wire.GetModelVersion, async (ctx, input) => {
    await deleteModelVersion(ctx, input);
    return {};
  });
  call(app, ['GET', 'POST'], at('search'), 'read', Wire.SearchVersions, async (ctx, input) => {
    const { items, nextPageToken } = await searchModelVersions(ctx, input);
    return { model_versions: items, ...(nextPageToken !== '' && { next_page_token: nextPageToken }) };
  });
  call(app, 'GET', at('get-download-uri'), 'read', Wire.GetModelVersion, async (ctx, input) => ({
    artifact_uri: await getDownloadUri(ctx, input),
  }));
  call(app, 'POST', at('transition-stage'), 'register', Wire.TransitionStage, async (ctx, input) => ({
    model_version: await transitionStage(ctx, input),
  }));
  call(app, 'POST', at('set-tag'), 'register', Wire.SetVersionTag, async (ctx, input) => {
    await setVersionTag(ctx, input);
    return {};
  });
  call(app, 'DELETE', at('delete-tag'), 'register', Wire.DeleteVersionTag, async (ctx, input) => {
    await deleteVersionTag(ctx, input);
    return {};
  });
}
