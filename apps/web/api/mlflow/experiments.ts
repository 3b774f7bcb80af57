import * as Wire from '@gradus/contracts/mlflow-tracking';
import {
  createExperiment,
  getExperiment,
  getExperimentByName,
  renameExperiment,
  searchExperiments,
  setExperimentStage,
  setExperimentTag,
} from '@gradus/control/mlflow';
import type { ApiApp } from '../types';
import { call } from './call';

export function experimentCalls(app: ApiApp): void {
  const at = (path: string) => `/experiments/${path}`;
  call(app, 'POST', at('create'), 'register', Wire.CreateExperiment, async (ctx, input) => ({
    experiment_id: await createExperiment(ctx, input),
  }));
  call(app, 'GET', at('get'), 'read', Wire.GetExperiment, async (ctx, input) => ({
    experiment: await getExperiment(ctx, input.experiment_id),
  }));
  call(app, 'GET', at('get-by-name'), 'read', Wire.GetExperimentByName, async (ctx, input) => ({
    experiment: await getExperimentByName(ctx, input.experiment_name),
  }));
  call(app, ['GET', 'POST'], at('search'), 'read', Wire.SearchExperiments, async (ctx, input) => {
    const { items, nextPageToken } = await searchExperiments(ctx, input);
    return { experiments: items, ...(nextPageToken !== '' && { next_page_token: nextPageToken }) };
  });
  call(app, 'POST', at('update'), 'register', Wire.RenameExperiment, async (ctx, input) => {
    await renameExperiment(ctx, { id: input.experiment_id, name: input.new_name });
    return {};
  });
  call(app, 'POST', at('delete'), 'register', Wire.GetExperiment, async (ctx, input) => {
    await setExperimentStage(ctx, { id: input.experiment_id, stage: 'deleted' });
    return {};
  });
  call(app, 'POST', at('restore'), 'register', Wire.GetExperiment, async (ctx, input) => {
    await setExperimentStage(ctx, { id: input.experiment_id, stage: 'active' });
    return {};
  });
  call(app, 'POST', at('set-experiment-tag'), 'register', Wire.SetExperimentTag, async (ctx, input) => {
    await setExperimentTag(ctx, { id: input.experiment_id, key: input.key, value: input.value });
    return {};
  });
  call(app, 'POST', at('delete-experiment-tag'), 'register', Wire.DeleteExperimentTag, async (ctx, input) => {
    await setExperimentTag(ctx, { id: input.experiment_id, key: input.key, value: null });
    return {};
  });
}
