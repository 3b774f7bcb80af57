'use client';

import type { ScenarioResult } from '@gradus/contracts/api/evaluations';
import { SimpleGrid, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type Column, DataTable } from '../../ui/data-table';
import { useFormat } from '../../ui/format';
import { Panel } from '../../ui/panel';

type PerClass = NonNullable<ScenarioResult['perClass']>[number];
type ConfusionRow = { name: string; counts: number[] };

/** Classes one by one, and what is taken for what. */
export function ClassTables({ clean }: { clean: ScenarioResult }) {
  const t = useTranslations('evaluations');
  const format = useFormat();
  const { perClass, confusionMatrix } = clean;
  if (!perClass) return null;
  const columns: Column<PerClass>[] = [
    { key: 'class', header: t('class'), cell: (row) => row.class },
    { key: 'precision', header: t('precision'), numeric: true, cell: (row) => format.number(row.precision) },
    { key: 'recall', header: t('recall'), numeric: true, cell: (row) => format.number(row.recall) },
    { key: 'f1', header: 'F1', numeric: true, cell: (row) => format.number(row.f1) },
    { key: 'support', header: t('support'), numeric: true, cell: (row) => format.integer(row.support) },
  ];
  const names = perClass.map((row) => row.class);
  const confusion: Column<ConfusionRow>[] = [
    { key: 'actual', header: t('actual'), cell: (row) => row.name },
    ...names.map(
      (name, at): Column<ConfusionRow> => ({
        key: name,
        header: name,
        numeric: true,
        cell: (row) => format.integer(row.counts[at]),
      }),
    ),
  ];
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      <Panel title={t('perClass')}>
        <DataTable label={t('perClass')} rows={perClass} rowKey={(row) => row.class} columns={columns} />
      </Panel>
      {confusionMatrix ? (
        <Panel title={t('confusion')}>
          <Text size="sm" c="dimmed" mb="sm">
            {t('confusionLead')}
          </Text>
          <DataTable
            label={t('confusion')}
            rows={confusionMatrix.map((counts, at) => ({ name: names[at] ?? String(at), counts }))}
            rowKey={(row) => row.name}
            columns={confusion}
          />
        </Panel>
      ) : null}
    </SimpleGrid>
  );
}
