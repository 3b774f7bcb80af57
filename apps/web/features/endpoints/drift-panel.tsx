'use client';

import type { EndpointDrift } from '@gradus/contracts/api/endpoints';
import { SimpleGrid, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { LineFigure } from '../../ui/chart/line-figure';
import { type Column, DataTable } from '../../ui/data-table';
import { useFormat } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/states/query-view';
import { StatusBadge } from '../../ui/status-badge';
import { BinFigure } from './bin-figure';
import { driftSeries, mostMoved } from './drift-series';
import { type RangeName, rangeQuery } from './ranges';
import { useSteppedNow } from './use-stepped-now';

type Feature = EndpointDrift['features'][number];

const refreshMs = 15_000;

export function DriftPanel({ name, range }: { name: string; range: RangeName }) {
  const t = useTranslations('endpoints');
  const now = useSteppedNow();
  const query = useResource<EndpointDrift>(['endpoints', name, 'drift'], rangeQuery(range, now), {
    refetchInterval: refreshMs,
    placeholderData: (before) => before,
  });
  return (
    <Panel title={t('drift')}>
      <QueryView query={query}>{(drift) => <Drift drift={drift} />}</QueryView>
    </Panel>
  );
}

function Drift({ drift }: { drift: EndpointDrift }) {
  const t = useTranslations('endpoints');
  const f = useTranslations('fields');
  const format = useFormat();
  const columns = useColumns();
  const features = mostMoved(drift.features);
  const top = features[0];
  if (!top) return <Text c="dimmed">{t('driftNone')}</Text>;
  const summary = t('driftSummary', {
    drifted: features.filter(({ drifted }) => drifted).length,
    total: features.length,
    n: format.integer(drift.n),
  });
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('driftLead', { threshold: format.number(top.threshold) })} {summary}
      </Text>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <LineFigure
          title={t('driftChart')}
          unit="PSI"
          summary={summary}
          xLabel={f('time')}
          series={driftSeries(features)}
          formatX={format.moment}
          formatY={(value) => format.number(value, 3)}
          limits={[{ value: top.threshold, label: t('limit') }]}
          domain={[0, 'auto']}
        />
        <BinFigure feature={top} />
      </SimpleGrid>
      <DataTable label={t('drift')} rows={features} rowKey={(feature) => feature.name} columns={columns} />
    </>
  );
}

function useColumns(): Column<Feature>[] {
  const t = useTranslations('endpoints');
  const f = useTranslations('fields');
  const format = useFormat();
  return [
    { key: 'name', header: f('name'), cell: (feature) => feature.name },
    { key: 'type', header: f('type'), wide: true, cell: (feature) => feature.type },
    { key: 'psi', header: t('psi'), numeric: true, cell: (feature) => format.number(feature.psi, 3) },
    { key: 'n', header: 'n', numeric: true, cell: (feature) => format.integer(feature.n) },
    {
      key: 'state',
      header: f('status'),
      cell: ({ psi, drifted }) => (
        <StatusBadge tone={psi === null ? 'idle' : drifted ? 'warn' : 'good'}>
          {psi === null ? t('unknown') : drifted ? t('drifted') : t('steady')}
        </StatusBadge>
      ),
    },
  ];
}
