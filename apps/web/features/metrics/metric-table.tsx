'use client';

import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Column, DataTable } from '../../ui/data-table';
import { useFormat } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { type MetricRow, metricRows } from './metric-rows';

const shownFirst = 8;

/** What was measured when a version was trained or uploaded. */
export function MetricTable({ metrics }: { metrics: Record<string, number | null> }) {
  const t = useTranslations('versions');
  const f = useTranslations('fields');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const rows = metricRows(metrics);
  const columns: Column<MetricRow>[] = [
    { key: 'name', header: f('metric'), cell: (row) => row.name },
    { key: 'test', header: t('onTest'), numeric: true, cell: (row) => format.number(row.test) },
    { key: 'validation', header: t('onValidation'), numeric: true, cell: (row) => format.number(row.validation) },
  ];
  return (
    <Panel title={t('metrics')}>
      {rows.length === 0 ? (
        <Text c="dimmed">{t('noMetrics')}</Text>
      ) : (
        <DataTable
          label={t('metrics')}
          rows={all ? rows : rows.slice(0, shownFirst)}
          rowKey={(row) => row.name}
          columns={columns}
          more={all || rows.length <= shownFirst ? null : () => setAll(true)}
        />
      )}
    </Panel>
  );
}
