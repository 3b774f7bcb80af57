import * as Wire from '@gradus/contracts/mlflow-tracking';
import {
  createRun,
  deleteRunTag,
  getMetricHistory,
  getRun,
  listRunFiles,
  logBatch,
  logInputs,
  logModel,
  logOutputs,
  searchRuns,
  setRunStage,
  updateRun,
} from '@gradus/control/mlflow';
import type { ApiApp } from '../types';
import { call } from './call';

export function runCalls(app: ApiApp): void {
  const at = (path: string) => `/runs/${path}`;
  call(app, 'POST', at('create'), 'register', Wire.CreateRun, async (ctx, input) => ({
    run: await createRun(ctx, input),
  }));
  call(app, 'GET', at('get'), 'read', Wire.GetRun, async (ctx, input) => ({ run: await getRun(ctx, input.run_id) }));
  call(app, 'POST', at('update'), 'register', Wire.UpdateRun, async (ctx, input) => ({
    run_info: await updateRun(ctx, input),
  }));
  call(app, 'POST', at('delete'), 'register', Wire.GetRun, async (ctx, input) => {
    await setRunStage(ctx, { id: input.run_id, stage: 'deleted' });
    return {};
  });
  call(app, 'POST', at('restore'), 'register', Wire.GetRun, async (ctx, input) => {
    await setRunStage(ctx, { id: input.run_id, stage: 'active' });
    return {};
  });
  call(app, ['POST', 'GET'], at('search'), 'read', Wire.SearchRuns, async (ctx, input) => {
    const { items, nextPageToken } = await searchRuns(ctx, input);
    return { runs: items, ...(nextPageToken !== '' && { next_page_token: nextPageToken }) };
  });
  logCalls(app);
  linkCalls(app);
  call(app, 'GET', '/metrics/get-history', 'read', Wire.GetMetricHistory, async (ctx, input) => {
    const { items, nextPageToken } = await getMetricHistory(ctx, input);
    return { metrics: items, ...(nextPageToken !== '' && { next_page_token: nextPageToken }) };
  });
  call(app, 'GET', '/artifacts/list', 'read', Wire.ListArtifacts, async (ctx, input) => {
    const { info } = await getRun(ctx, input.run_id);
    const files = await listRunFiles(ctx, { root: info.artifact_uri, path: input.path });
    return { root_uri: info.artifact_uri, files };
  });
}

function logCalls(app: ApiApp): void {
  const at = (path: string) => `/runs/${path}`;
  const nothing = { metrics: [], params: [], tags: [] };
  call(app, 'POST', at('log-metric'), 'register', Wire.LogMetric, async (ctx, { run_id, ...metric }) => {
    await logBatch(ctx, { ...nothing, run_id, metrics: [metric] });
    return {};
  });
  call(app, 'POST', at('log-parameter'), 'register', Wire.LogParam, async (ctx, { run_id, ...param }) => {
    await logBatch(ctx, { ...nothing, run_id, params: [param] });
    return {};
  });
  call(app, 'POST', at('set-tag'), 'register', Wire.SetRunTag, async (ctx, { run_id, ...tag }) => {
    await logBatch(ctx, { ...nothing, run_id, tags: [tag] });
    return {};
  });
  call(app, 'POST', at('delete-tag'), 'register', Wire.DeleteRunTag, async (ctx, input) => {
    await deleteRunTag(ctx, { id: input.run_id, key: input.key });
    return {};
  });
  call(app, 'POST', at('log-batch'), 'register', Wire.LogBatch, async (ctx, input) => {
    await logBatch(ctx, input);
    return {};
  });
  call(app, 'POST', at('log-model'), 'register', Wire.LogModel, async (ctx, input) => {
    await logModel(ctx, { id: input.run_id, json: input.model_json });
    return {};
  });
}

function linkCalls(app: ApiApp): void {
  call(app, 'POST', '/runs/log-inputs', 'register', Wire.LogInputs, async (ctx, input) => {
    await logInputs(ctx, input);
    return {};
  });
  call(app, 'POST', '/runs/outputs', 'register', Wire.LogOutputs, async (ctx, input) => {
    await logOutputs(ctx, input);
    return {};
  });
}
