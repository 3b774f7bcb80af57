'use client';

import type { Routing } from '@gradus/contracts/api/endpoints';
import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { Time } from '../../ui/time';
import { useRoutingWord } from './routing-word';

type Entry = Routing['history'][number];

/** The full text behind the marks of the charts. */
export function RoutingHistory({ history }: { history: Entry[] }) {
  const t = useTranslations('endpoints');
  const f = useTranslations('fields');
  const word = useRoutingWord();
  const columns: Column<Entry>[] = [
    { key: 'at', header: f('time'), cell: ({ at }) => <Time iso={at} /> },
    { key: 'serves', header: t('serves'), cell: ({ table }) => word(table) },
    { key: 'reason', header: f('reason'), cell: ({ reason }) => reason },
  ];
  return (
    <Panel title={t('history')}>
      {history.length === 0 ? (
        <Text c="dimmed">{t('noHistory')}</Text>
      ) : (
        <DataTable
          label={t('history')}
          rows={[...history].sort((a, b) => b.revision - a.revision)}
          rowKey={({ revision }) => String(revision)}
          columns={columns}
        />
      )}
    </Panel>
  );
}
