'use client';

import type { Rollout } from '@gradus/contracts/api/releases';
import { Group, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { IntervalPlot } from '../../ui/chart/interval-plot';
import { useFormat } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { StateBadge } from '../states/badges';
import { EvidenceMeter } from './evidence-meter';
import { useMetricFormat } from './metric-format';

type Analysis = Rollout['analysis'][number];

const reasons = ['no_traffic', 'no_labels', 'labels_immature', 'source_down', 'sample_ratio_mismatch'] as const;

/** One guarded metric: the difference, the intervals, the evidence against its threshold, and the verdict in words. */
export function MetricTile({ analysis, live }: { analysis: Analysis; live: boolean }) {
  const t = useTranslations('rollouts');
  const f = useTranslations('fields');
  const format = useFormat();
  const show = useMetricFormat(analysis.metric);
  const { stable, candidate } = analysis;
  const difference = stable.value !== null && candidate.value !== null ? candidate.value - stable.value : null;
  const sign = difference !== null && difference > 0 ? '+' : '';
  return (
    <Panel>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h3">
            {analysis.metric}
          </Title>
          <StateBadge kind="verdict" state={analysis.verdict} />
        </Group>
        <div>
          <Text size="xs" c="dimmed">
            {t('difference')}
          </Text>
          <Text size="xl" fw={650}>
            {sign}
            {show(difference)}
          </Text>
        </div>
        <IntervalPlot
          format={show}
          arms={[
            {
              label: f('candidate'),
              ...candidate,
              color: 'var(--series-2)',
              dash: '6 3',
              note: t('samples', { n: format.integer(candidate.n) }),
            },
            {
              label: f('stable'),
              ...stable,
              color: 'var(--series-1)',
              note: t('samples', { n: format.integer(stable.n) }),
            },
          ]}
        />
        <EvidenceMeter evidence={analysis.evidence} threshold={analysis.threshold} label={t('evidence')} />
        <Text size="sm" c="dimmed">
          {analysis.noData
            ? t(`noData.${reasons.find((known) => known === analysis.noData) ?? 'other'}`)
            : t('advanceEvidence', { evidence: format.number(analysis.advanceEvidence, 3) })}
          {' · '}
          {analysis.floor === undefined
            ? t('margin', { margin: format.number(analysis.margin, 3) })
            : t('floor', { floor: format.number(analysis.floor, 3) })}
          {live && analysis.expectedN !== null ? ` · ${t('expected', { n: format.integer(analysis.expectedN) })}` : ''}
        </Text>
      </Stack>
    </Panel>
  );
}
