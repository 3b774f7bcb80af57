'use client';

import type { DatasetProfile } from '@gradus/contracts/api/datasets';
import { useTranslations } from 'next-intl';
import { type Column, DataTable } from '../../ui/data-table';
import { noData, useFormat } from '../../ui/format';

type Profile = DatasetProfile['columns'][number];

export function ColumnTable({ columns, target }: { columns: Profile[]; target: string }) {
  const t = useTranslations('datasets');
  const f = useTranslations('fields');
  const format = useFormat();
  const shown: Column<Profile>[] = [
    {
      key: 'name',
      header: f('name'),
      cell: (column) => (column.name === target ? `${column.name} (${f('target').toLowerCase()})` : column.name),
    },
    { key: 'type', header: f('type'), cell: (column) => column.type },
    {
      key: 'missing',
      header: t('missing'),
      numeric: true,
      cell: (column) =>
        `${format.integer(column.missing)} (${format.percent(column.count ? column.missing / column.count : null)})`,
    },
    { key: 'distinct', header: t('distinct'), numeric: true, cell: (column) => format.integer(column.distinct) },
    {
      key: 'mean',
      header: t('mean'),
      numeric: true,
      cell: (column) =>
        column.mean === null ? noData : `${format.number(column.mean)} ± ${format.number(column.sd, 3)}`,
    },
    {
      key: 'range',
      header: t('range'),
      numeric: true,
      cell: (column) => (column.min === null ? noData : `${format.number(column.min)} … ${format.number(column.max)}`),
    },
    {
      key: 'top',
      header: t('top'),
      cell: (column) =>
        column.categories
          ?.slice(0, 3)
          .map(({ value, count }) => `${value} (${format.integer(count)})`)
          .join(', ') ?? noData,
    },
  ];
  return <DataTable label={t('schema')} rows={columns} rowKey={(column) => column.name} columns={shown} />;
}
