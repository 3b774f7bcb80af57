'use client';

import type { Run, RunMetrics } from '@gradus/contracts/api/runs';
import { Alert, Code, SimpleGrid } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { Facts } from '../../ui/facts';
import { noData, useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { QueryView } from '../../ui/states/query-view';
import { Time } from '../../ui/time';
import { links } from '../links';
import { MetricTable } from '../metrics/metric-table';
import { StateBadge } from '../states/badges';
import { LogTail } from './log-tail';
import { RunActions } from './run-actions';
import { RunCurves } from './run-curves';

const pollMs = 2000;
const isLive = (run: Run | undefined) => run?.status === 'queued' || run?.status === 'running';

export function RunPage({ id }: { id: string }) {
  const t = useTranslations('runs');
  const query = useResource<Run>(
    ['runs', id],
    {},
    { refetchInterval: ({ state }) => (isLive(state.data) ? pollMs : false) },
  );
  const live = isLive(query.data);
  const metrics = useResource<RunMetrics>(['runs', id, 'metrics'], {}, { refetchInterval: live ? pollMs : false });
  return (
    <Page
      title={query.data ? t('heading', { model: query.data.model }) : t('title')}
      crumbs={[{ label: t('title'), href: '/runs' }]}
      badge={query.data ? <StateBadge kind="job" state={query.data.status} /> : null}
      actions={query.data ? <RunActions run={query.data} /> : null}
    >
      <QueryView query={query}>
        {(run) => (
          <>
            {run.error ? (
              <Alert color="red" variant="light" role="alert" title={t('failed')}>
                {run.error.detail} <Code>{run.error.code}</Code>
              </Alert>
            ) : null}
            <RunProgress run={run} />
            <Panel title={t('curves')}>
              <QueryView query={metrics}>{(data) => <RunCurves points={data.points} />}</QueryView>
            </Panel>
            <SimpleGrid cols={{ base: 1, lg: 2 }}>
              <Panel title={t('log')}>
                <QueryView query={metrics}>{(data) => <LogTail lines={data.log} />}</QueryView>
              </Panel>
              <MetricTable metrics={run.metrics} />
            </SimpleGrid>
            <RunFacts run={run} />
          </>
        )}
      </QueryView>
    </Page>
  );
}

function RunProgress({ run }: { run: Run }) {
  const t = useTranslations('runs');
  const format = useFormat();
  const states = useTranslations('states.job');
  const running = run.cancelRequested ? t('cancelling') : phaseWord(t, run.phase);
  const phase = isLive(run) ? running : states(run.status);
  const left = run.etaMs !== null && isLive(run) ? t('timeLeft', { time: format.duration(run.etaMs) }) : null;
  return (
    <Panel>
      <ProgressBar label={phase} value={run.progress} active={isLive(run)} {...(left ? { detail: left } : {})} />
    </Panel>
  );
}

function RunFacts({ run }: { run: Run }) {
  const t = useTranslations('runs');
  const f = useTranslations('fields');
  return (
    <Panel title={t('settings')}>
      <Facts
        items={[
          { label: f('family'), value: run.family },
          { label: f('dataset'), value: <TextLink href={links.dataset(run.dataset)}>{run.datasetName}</TextLink> },
          { label: t('optimizer'), value: `${run.config.optimizer.name}, ${run.config.optimizer.learningRate}` },
          { label: t('epochs'), value: run.config.epochs },
          { label: t('batchSize'), value: run.config.batchSize },
          { label: f('seed'), value: run.seed },
          { label: t('architecture'), value: describe(run.config.architecture) },
          { label: t('attempt'), value: run.attempt },
          { label: f('requestedBy'), value: run.requestedBy },
          { label: f('started'), value: <Time iso={run.startedAt} /> },
          { label: f('finished'), value: <Time iso={run.finishedAt} /> },
        ]}
      />
    </Panel>
  );
}

const phases = ['queued', 'loading', 'training', 'evaluating', 'exporting'] as const;

function phaseWord(t: ReturnType<typeof useTranslations<'runs'>>, phase: string): string {
  const known = phases.find((name) => name === phase);
  return known ? t(`phases.${known}`) : phase || t('phase');
}

function describe(architecture: Record<string, unknown>): string {
  const parts = Object.entries(architecture).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return parts.length > 0 ? parts.join(', ') : noData;
}
