'use client';

import type { Evaluation } from '@gradus/contracts/api/evaluations';
import { Alert, SimpleGrid, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { Facts } from '../../ui/facts';
import { useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { QueryView } from '../../ui/states/query-view';
import { Time } from '../../ui/time';
import { links } from '../links';
import { StateBadge } from '../states/badges';
import { ClassTables } from './class-tables';
import { ScenarioMatrix } from './scenario-matrix';

const pollMs = 2000;

export function EvaluationPage({ id }: { id: string }) {
  const t = useTranslations('evaluations');
  const query = useResource<Evaluation>(
    ['evaluations', id],
    {},
    { refetchInterval: ({ state }) => (state.data && isLive(state.data) ? pollMs : false) },
  );
  const { data } = query;
  return (
    <Page
      title={data ? t('heading', { model: data.model, version: data.version }) : t('title')}
      crumbs={[{ label: t('title'), href: '/evaluations' }]}
      badge={data ? <StateBadge kind="job" state={data.status} /> : null}
    >
      <QueryView query={query}>
        {(evaluation) => (
          <>
            {evaluation.error ? (
              <Alert color="red" variant="light" role="alert" title={t('failed')}>
                {evaluation.error.detail}
              </Alert>
            ) : null}
            {isLive(evaluation) ? (
              <Panel>
                <ProgressBar label={t('working')} value={evaluation.progress} />
              </Panel>
            ) : null}
            <EvaluationFacts evaluation={evaluation} />
            {evaluation.scenarios.length > 0 ? <Results evaluation={evaluation} /> : null}
          </>
        )}
      </QueryView>
    </Page>
  );
}

const isLive = (evaluation: Evaluation) => evaluation.status === 'queued' || evaluation.status === 'running';

function Results({ evaluation }: { evaluation: Evaluation }) {
  const t = useTranslations('evaluations');
  const slices = evaluation.scenarios.filter(isSlice);
  const scenarios = evaluation.scenarios.filter((scenario) => !isSlice(scenario));
  const clean = evaluation.scenarios.find(({ kind }) => kind === 'clean');
  return (
    <>
      <Panel title={t('matrix')}>
        <Text size="sm" c="dimmed" mb="sm">
          {t('matrixLead')}
        </Text>
        <ScenarioMatrix label={t('matrix')} scenarios={scenarios} />
      </Panel>
      <Panel title={t('slices')}>
        <Text size="sm" c="dimmed" mb="sm">
          {slices.length > 0 ? t('slicesLead') : t('noSlices')}
        </Text>
        {slices.length > 0 ? <ScenarioMatrix label={t('slices')} scenarios={slices} worstFirst /> : null}
      </Panel>
      {clean ? <ClassTables clean={clean} /> : null}
      <Anomalies anomalies={evaluation.anomalies} />
    </>
  );
}

const isSlice = ({ kind }: { kind: string }) => kind === 'slice' || kind === 'slices';

function EvaluationFacts({ evaluation }: { evaluation: Evaluation }) {
  const t = useTranslations('evaluations');
  const f = useTranslations('fields');
  const { model, version } = evaluation;
  return (
    <Panel>
      <Facts
        items={[
          {
            label: f('version'),
            value: (
              <TextLink href={links.version(model, version)}>
                {model} v{version}
              </TextLink>
            ),
          },
          {
            label: f('dataset'),
            value: <TextLink href={links.dataset(evaluation.dataset)}>{evaluation.datasetName}</TextLink>,
          },
          { label: t('split'), value: evaluation.split },
          { label: f('requestedBy'), value: evaluation.requestedBy },
          { label: f('created'), value: <Time iso={evaluation.createdAt} /> },
          { label: f('finished'), value: <Time iso={evaluation.finishedAt} /> },
        ]}
      />
    </Panel>
  );
}

function Anomalies({ anomalies }: { anomalies: Evaluation['anomalies'] }) {
  const t = useTranslations('evaluations');
  const f = useTranslations('fields');
  const format = useFormat();
  return (
    <Panel title={t('anomalies')}>
      {anomalies ? (
        <SimpleGrid cols={1}>
          <Text size="sm" c="dimmed">
            {t('anomaliesLead', { method: anomalies.method })}
          </Text>
          <Facts
            items={[
              { label: f('rows'), value: format.integer(anomalies.rows) },
              { label: t('flagged'), value: format.integer(anomalies.flagged) },
              { label: t('rate'), value: format.percent(anomalies.rate) },
              { label: t('onFlagged'), value: format.number(anomalies.accuracyOnFlagged) },
            ]}
          />
        </SimpleGrid>
      ) : (
        <Text c="dimmed">{t('noAnomalies')}</Text>
      )}
    </Panel>
  );
}
