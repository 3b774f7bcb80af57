'use client';

import type { AuditVerification, AuditView } from '@gradus/contracts/api/admin';
import { Button, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { useList, useResource } from '../../api-client/queries';
import type { Column } from '../../ui/data-table';
import { useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { ListView } from '../../ui/list-view';
import { Page } from '../../ui/page';
import { SearchField } from '../../ui/search-field';
import { Empty } from '../../ui/states/empty';
import { StatusBadge } from '../../ui/status-badge';
import { ExactTime } from '../../ui/time';
import { linkTo } from '../links';
import { EntryDialog } from './entry-dialog';

export function AuditPage() {
  const t = useTranslations('audit');
  const [action, setAction] = useQueryState('action', parseAsString.withDefault(''));
  const [opened, setOpened] = useState<AuditView | null>(null);
  const list = useList<AuditView>(['audit'], { action });
  return (
    <Page title={t('title')} description={t('lead')} badge={<ChainBadge />}>
      <Group>
        <SearchField label={t('filter')} value={action} onChange={(value) => void setAction(value || null)} />
      </Group>
      <ListView
        list={list}
        label={t('title')}
        rowKey={(entry) => String(entry.seq)}
        columns={useColumns(setOpened)}
        empty={<Empty title={t('empty.title')}>{t('empty.text')}</Empty>}
      />
      <EntryDialog entry={opened} onClose={() => setOpened(null)} />
    </Page>
  );
}

function ChainBadge() {
  const t = useTranslations('audit');
  const format = useFormat();
  const { data, error } = useResource<AuditVerification>(['audit', 'verify'], {}, { staleTime: 60_000 });
  if (error) return <StatusBadge tone="warn">{t('notVerified')}</StatusBadge>;
  if (!data) return <StatusBadge tone="busy">{t('verifying')}</StatusBadge>;
  return data.ok ? (
    <StatusBadge tone="good">{t('verified', { entries: format.integer(data.entries) })}</StatusBadge>
  ) : (
    <StatusBadge tone="bad">{t('broken', { at: data.brokenAt ?? 0 })}</StatusBadge>
  );
}

function useColumns(open: (entry: AuditView) => void): Column<AuditView>[] {
  const t = useTranslations('audit');
  const f = useTranslations('fields');
  return [
    {
      key: 'seq',
      header: '#',
      cell: (entry) => (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => open(entry)}
          aria-label={t('detailsOf', { seq: entry.seq })}
        >
          {entry.seq}
        </Button>
      ),
    },
    { key: 'at', header: f('time'), cell: ({ at }) => <ExactTime iso={at} /> },
    { key: 'who', header: t('who'), cell: ({ actor }) => actor.name },
    { key: 'action', header: t('action'), cell: (entry) => entry.action },
    {
      key: 'subject',
      header: t('subject'),
      cell: ({ subject }) => {
        const href = linkTo(subject.type, subject.id);
        const label = `${subject.type} ${subject.id}`;
        return href ? <TextLink href={href}>{label}</TextLink> : label;
      },
    },
  ];
}
