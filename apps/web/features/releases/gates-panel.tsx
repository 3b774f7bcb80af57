'use client';

import type { Release } from '@gradus/contracts/api/releases';
import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type Column, DataTable } from '../../ui/data-table';
import { useFormat } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { StateBadge } from '../states/badges';

type Gate = Release['gates'][number];

/** What changes against the champion, gate by gate. */
export function GatesPanel({ release }: { release: Release }) {
  const t = useTranslations('releases');
  const f = useTranslations('fields');
  const policies = useTranslations('policies');
  const format = useFormat();
  const { gates } = release;
  const columns: Column<Gate>[] = [
    { key: 'metric', header: f('metric'), cell: (gate) => gate.metric },
    { key: 'scenario', header: policies('scenario'), cell: (gate) => gate.scenario },
    { key: 'value', header: t('gate.value'), numeric: true, cell: (gate) => format.number(gate.value) },
    { key: 'baseline', header: t('gate.baseline'), numeric: true, cell: (gate) => format.number(gate.baseline) },
    { key: 'limit', header: t('gate.limit'), numeric: true, cell: (gate) => format.number(gate.limit) },
    {
      key: 'passed',
      header: t('gate.result'),
      cell: (gate) => <StateBadge kind="gate" state={gate.passed ? 'passed' : 'failed'} />,
    },
    { key: 'reason', header: f('reason'), cell: (gate) => gate.reason },
  ];
  const passed = gates.filter((gate) => gate.passed).length;
  const asked = release.policySpec.gates.length;
  const summary =
    gates.length > 0
      ? `${t('gatesSummary', { passed, total: gates.length })} ${t('gatesLead')}`
      : asked === 0
        ? t('gatesNone')
        : t('gatesWaiting');
  return (
    <Panel title={t('gates')}>
      <Text size="sm" c="dimmed" mb={gates.length > 0 ? 'sm' : 0}>
        {summary}
      </Text>
      {gates.length > 0 ? (
        <DataTable
          label={t('gates')}
          rows={gates}
          rowKey={(gate) => `${gate.metric}|${gate.scenario}|${gate.limit}|${gate.reason}`}
          columns={columns}
        />
      ) : null}
    </Panel>
  );
}
