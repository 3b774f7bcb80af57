'use client';

import { SimpleGrid, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type Column, DataTable } from '../../ui/data-table';
import { Facts } from '../../ui/facts';
import { noData, useFormat } from '../../ui/format';
import { Panel } from '../../ui/panel';
import type { PolicySpec } from './policy-form';

type Row<K extends 'gates' | 'stages' | 'analysis'> = PolicySpec[K][number] & { at: number };
const numbered = <T,>(rows: T[]): (T & { at: number })[] => rows.map((row, at) => ({ ...row, at }));
const optional = (value: number | number[] | undefined) => (value === undefined ? noData : String(value));

export function PolicyView({ spec }: { spec: PolicySpec }) {
  const t = useTranslations('policies');
  const f = useTranslations('fields');
  const format = useFormat();
  const gates: Column<Row<'gates'>>[] = [
    { key: 'metric', header: f('metric'), cell: (gate) => gate.metric },
    { key: 'scenario', header: t('scenario'), cell: (gate) => gate.scenario },
    { key: 'min', header: t('min'), numeric: true, cell: (gate) => optional(gate.min) },
    { key: 'max', header: t('max'), numeric: true, cell: (gate) => optional(gate.max) },
    { key: 'regression', header: t('maxRegression'), numeric: true, cell: (gate) => optional(gate.maxRegression) },
  ];
  const stages: Column<Row<'stages'>>[] = [
    { key: 'at', header: f('stage'), cell: (stage) => stage.at + 1 },
    {
      key: 'weight',
      header: t('weight'),
      cell: (stage) => (stage.shadow ? t('shadow') : format.percent(stage.weight)),
    },
    { key: 'samples', header: t('minSamples'), numeric: true, cell: (stage) => format.integer(stage.minSamples) },
    { key: 'seconds', header: t('minSeconds'), numeric: true, cell: (stage) => format.integer(stage.minSeconds) },
  ];
  const analysis: Column<Row<'analysis'>>[] = [
    { key: 'metric', header: f('metric'), cell: (metric) => metric.metric },
    { key: 'margin', header: t('margin'), numeric: true, cell: (metric) => optional(metric.margin) },
    { key: 'tolerance', header: t('tolerance'), numeric: true, cell: (metric) => optional(metric.tolerance) },
    { key: 'floor', header: t('floor'), numeric: true, cell: (metric) => optional(metric.floor) },
  ];
  return (
    <>
      <Panel title={t('gates')}>
        <Text size="sm" c="dimmed" mb="sm">
          {spec.gates.length > 0 ? t('gatesLead') : t('noGates')}
        </Text>
        {spec.gates.length > 0 ? (
          <DataTable label={t('gates')} rows={numbered(spec.gates)} rowKey={({ at }) => String(at)} columns={gates} />
        ) : null}
      </Panel>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Panel title={t('stages')}>
          <Text size="sm" c="dimmed" mb="sm">
            {t('stagesLead')}
          </Text>
          <DataTable
            label={t('stages')}
            rows={numbered(spec.stages)}
            rowKey={({ at }) => String(at)}
            columns={stages}
          />
        </Panel>
        <Panel title={t('analysis')}>
          <Text size="sm" c="dimmed" mb="sm">
            {t('analysisLead')}
          </Text>
          <DataTable
            label={t('analysis')}
            rows={numbered(spec.analysis)}
            rowKey={({ at }) => String(at)}
            columns={analysis}
          />
        </Panel>
      </SimpleGrid>
      <Panel title={t('limits')}>
        <Facts
          items={[
            { label: t('required'), value: spec.approvals.required },
            { label: t('alpha'), value: spec.alpha },
            { label: t('unit'), value: t(`units.${spec.unit}`) },
            { label: t('labelHorizon'), value: spec.labelHorizonSeconds },
            { label: t('maxStage'), value: format.integer(spec.maxStageSeconds) },
            { label: t('onTimeout'), value: t(`fallbacks.${spec.onTimeout}`) },
            { label: t('onNoData'), value: t(`fallbacks.${spec.onNoData}`) },
            { label: t('onBusy'), value: t(`fallbacks.${spec.onBusy}`) },
          ]}
        />
      </Panel>
    </>
  );
}
