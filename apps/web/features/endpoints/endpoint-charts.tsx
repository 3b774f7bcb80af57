'use client';

import type { EndpointMetrics, Routing } from '@gradus/contracts/api/endpoints';
import { SimpleGrid } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { LineFigure } from '../../ui/chart/line-figure';
import { useFormat } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { Empty } from '../../ui/states/empty';
import { QueryView } from '../../ui/states/query-view';
import {
  armLegend,
  armSeries,
  latencySeries,
  mixSeries,
  newest,
  type Point,
  shareSeries,
  stepTimes,
  totals,
} from './metric-series';
import { type RangeName, rangeQuery } from './ranges';
import { RoutingHistory } from './routing-history';
import { useRoutingWord } from './routing-word';
import { useSteppedNow } from './use-stepped-now';

const refreshMs = 10_000;

export function EndpointCharts({ name, range }: { name: string; range: RangeName }) {
  const t = useTranslations('endpoints');
  const now = useSteppedNow();
  const query = useResource<EndpointMetrics>(['endpoints', name, 'metrics'], rangeQuery(range, now), {
    refetchInterval: refreshMs,
    placeholderData: (before) => before,
  });
  return (
    <QueryView query={query}>
      {(metrics) =>
        metrics.points.length === 0 ? (
          <Panel>
            <Empty
              title={t('noTraffic.title')}
              snippet={`gradus traffic --endpoint ${name} --dataset <dataset> --rate 20`}
            >
              {t('noTraffic.text')}
            </Empty>
          </Panel>
        ) : (
          <Charts name={name} metrics={metrics} />
        )
      }
    </QueryView>
  );
}

const dayMs = 86_400_000;
const spansDays = ({ from, to }: EndpointMetrics) => new Date(to).getTime() - new Date(from).getTime() >= dayMs;

function Charts({ name, metrics }: { name: string; metrics: EndpointMetrics }) {
  const t = useTranslations('endpoints');
  const f = useTranslations('fields');
  const format = useFormat();
  const { points } = metrics;
  const word = useRoutingWord();
  const history = useResource<Routing>(['endpoints', name, 'routing']).data?.history ?? [];
  const within = history.filter(({ at }) => at >= metrics.from && at < metrics.to);
  const total = totals(points);
  const last = newest(points);
  const times = stepTimes(metrics);
  const arm = (point: Point) => t('arm', { version: point.version, arm: t(`arms.${point.arm}`) });
  const series = (read: (point: Point) => number | null, interval?: (point: Point) => [number, number] | null) =>
    armSeries(points, times, arm, read, interval);
  const axis = {
    xLabel: f('time'),
    formatX: spansDays(metrics) ? format.moment : format.clock,
    events: within.map(({ at, table }) => ({ value: new Date(at).getTime(), label: word(table) })),
  };
  const legend = (read: (point: Point) => number | null, suffix = '') => ({
    legend: armLegend(points, read, {
      version: (version) => `v${version}${suffix}`,
      arm: (name) => t(`arms.${name}`),
    }),
  });
  const percent = { formatY: (value: number) => format.percent(value), unit: '%' };
  const integer = format.integer;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      <Panel>
        <LineFigure
          title={t('charts.requests')}
          unit={t('charts.perStep', { seconds: metrics.stepSeconds })}
          summary={t('charts.requestsSummary', { total: integer(total.requests) })}
          series={series((point) => point.requests)}
          {...legend((point) => point.requests)}
          formatY={integer}
          domain={[0, 'auto']}
          {...axis}
        />
      </Panel>
      <Panel>
        <LineFigure
          title={t('charts.share')}
          summary={t('charts.shareSummary')}
          series={shareSeries(points, times, arm)}
          {...legend((point) => (point.arm === 'shadow' ? null : point.requests))}
          domain={[0, 1]}
          {...percent}
          {...axis}
        />
      </Panel>
      <Panel>
        <LineFigure
          title={t('charts.errors')}
          summary={t('charts.errorsSummary', { errors: integer(total.errors), total: integer(total.requests) })}
          series={series((point) => point.errorRate)}
          {...legend((point) => point.errorRate)}
          domain={[0, 'auto']}
          {...percent}
          {...axis}
        />
      </Panel>
      <Panel>
        <LineFigure
          title={t('charts.latency')}
          unit="ms"
          summary={t('charts.latencySummary', {
            p50: format.ms(last?.p50Ms),
            p95: format.ms(last?.p95Ms),
            p99: format.ms(last?.p99Ms),
          })}
          series={latencySeries(points, times, arm)}
          formatY={(value) => format.number(value, 3)}
          domain={[0, 'auto']}
          {...axis}
        />
      </Panel>
      <Panel>
        <LineFigure
          title={t('charts.accuracy')}
          summary={t('charts.accuracySummary', { n: integer(total.labelled) })}
          series={series(
            (point) => point.accuracy,
            (point) => point.accuracyInterval,
          )}
          {...legend((point) => point.accuracy)}
          {...percent}
          {...axis}
        />
      </Panel>
      <Panel>
        <LineFigure
          title={t('charts.f1')}
          summary={t('charts.f1Summary', { value: format.number(newest(points, (point) => point.f1 !== null)?.f1, 3) })}
          series={series((point) => point.f1)}
          {...legend((point) => point.f1)}
          formatY={(value) => format.number(value, 3)}
          {...axis}
        />
      </Panel>
      <Panel>
        <LineFigure
          title={t('charts.mix')}
          summary={t('charts.mixSummary')}
          series={mixSeries(points, times)}
          domain={[0, 1]}
          {...percent}
          {...axis}
        />
      </Panel>
      <RoutingHistory history={within} />
    </SimpleGrid>
  );
}
