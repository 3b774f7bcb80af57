'use client';

import type { Rollout, RolloutEvidence } from '@gradus/contracts/api/releases';
import { SimpleGrid } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { LineFigure } from '../../ui/chart/line-figure';
import { useFormat } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/states/query-view';
import { armSeries, evidenceSeries, metricsOf, shareSeries, stageEvents } from './evidence-series';
import { useMetricFormat } from './metric-format';

/** The evidence over time against its threshold, and the traffic share as steps. */
export function EvidenceCharts({ rollout }: { rollout: Rollout }) {
  const query = useResource<RolloutEvidence>(['rollouts', rollout.id, 'analysis']);
  return <QueryView query={query}>{(data) => <Charts rollout={rollout} series={data.series} />}</QueryView>;
}

function Charts({ rollout, series }: { rollout: Rollout; series: RolloutEvidence['series'] }) {
  const t = useTranslations('rollouts');
  const f = useTranslations('fields');
  const format = useFormat();
  const axis = { xLabel: f('time'), formatX: (at: number) => format.clock(at) };
  const events = stageEvents(series, (stage) => t('stageOf', { at: stage + 1, total: rollout.stages.length }));
  const top = [...rollout.analysis].sort((a, b) => b.evidence - a.evidence)[0];
  const lastWeight = series.at(-1)?.weight ?? null;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      <Panel>
        <LineFigure
          title={t('evidenceChart')}
          unit={t('evidenceUnit')}
          summary={
            top
              ? t('evidenceSummary', {
                  metric: top.metric,
                  value: format.number(top.evidence, 3),
                  threshold: format.number(top.threshold, 3),
                })
              : t('noMetrics')
          }
          series={evidenceSeries(series)}
          formatY={(value) => format.number(value, 2)}
          limits={
            top ? [{ value: top.threshold, label: t('threshold', { value: format.number(top.threshold, 3) }) }] : []
          }
          events={events}
          domain={[0.01, 'auto']}
          logarithmic
          {...axis}
        />
      </Panel>
      <Panel>
        <LineFigure
          title={t('shareChart')}
          unit="%"
          summary={t('shareSummary', { share: format.percent(lastWeight) })}
          series={shareSeries(series, t('candidateShare'))}
          formatY={(value) => format.percent(value, 0)}
          events={events}
          domain={[0, 1]}
          {...axis}
        />
      </Panel>
      {metricsOf(series).map((metric) => (
        <Panel key={metric}>
          <ArmChart metric={metric} series={series} />
        </Panel>
      ))}
    </SimpleGrid>
  );
}

function ArmChart({ metric, series }: { metric: string; series: RolloutEvidence['series'] }) {
  const t = useTranslations('rollouts');
  const f = useTranslations('fields');
  const format = useFormat();
  const show = useMetricFormat(metric);
  const arms = armSeries(series, metric, { candidate: f('candidate'), stable: f('stable') });
  const last = series.filter((point) => point.metric === metric).at(-1);
  return (
    <LineFigure
      title={t('valueChart', { metric })}
      summary={t('valueSummary', { candidate: show(last?.candidate ?? null), stable: show(last?.stable ?? null) })}
      series={arms}
      xLabel={f('time')}
      formatX={(at) => format.clock(at)}
      formatY={show}
    />
  );
}
