'use client';

import type { RunMetrics } from '@gradus/contracts/api/runs';
import { SimpleGrid, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { LineFigure } from '../../ui/chart/line-figure';
import { useFormat } from '../../ui/format';
import { bestPoint, curveSeries, splitCurves } from './curves';

type Points = RunMetrics['points'];

export function RunCurves({ points }: { points: Points }) {
  const t = useTranslations('runs');
  const f = useTranslations('fields');
  const format = useFormat();
  const last = points.at(-1);
  if (!last) return <Text c="dimmed">{t('noCurve')}</Text>;
  const curves = splitCurves(points);
  const word = (name: string) => (/^(val|validation)/i.test(name) ? t('validation') : t('train'));
  const best = curves.validationLoss ? bestPoint(points, curves.validationLoss) : null;
  const trainLoss = curves.losses.find((name) => name !== curves.validationLoss);
  const axis = {
    xLabel: f('epoch'),
    formatX: (epoch: number) => format.integer(epoch),
    formatY: (value: number) => format.number(value, 4),
  };
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      <LineFigure
        title={t('loss')}
        summary={
          best
            ? t('lossSummary', { value: format.number(best.value), epoch: best.epoch })
            : t('lossSummaryTrain', {
                value: format.number(trainLoss ? last.metrics[trainLoss] : null),
                epoch: last.epoch,
              })
        }
        series={curveSeries(points, curves.losses, word)}
        {...axis}
      />
      {curves.metrics.length > 0 ? (
        <LineFigure
          title={t('metricTitle')}
          summary={t('metricSummary', {
            epoch: last.epoch,
            values: curves.metrics.map((name) => `${name} ${format.number(last.metrics[name])}`).join(', '),
          })}
          series={curveSeries(points, curves.metrics, (name) => name)}
          domain={['auto', 'auto']}
          {...axis}
        />
      ) : null}
    </SimpleGrid>
  );
}
