'use client';

import type { Release } from '@gradus/contracts/api/releases';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useList } from '../../api-client/queries';
import type { Column } from '../../ui/data-table';
import { TextLink } from '../../ui/link';
import { ListView } from '../../ui/list-view';
import { Time } from '../../ui/time';
import { links } from '../links';
import { StateBadge } from '../states/badges';

interface ReleaseListProps {
  filter: { model?: string; status?: string | null };
  empty: ReactNode;
}

export function ReleaseList({ filter, empty }: ReleaseListProps) {
  const t = useTranslations('releases');
  const list = useList<Release>(['releases'], filter);
  return (
    <ListView list={list} label={t('title')} rowKey={(release) => release.id} columns={useColumns()} empty={empty} />
  );
}

function useColumns(): Column<Release>[] {
  const t = useTranslations('releases');
  const f = useTranslations('fields');
  return [
    {
      key: 'version',
      header: f('version'),
      cell: (release) => (
        <TextLink href={links.release(release.id)}>
          {release.model} v{release.version}
        </TextLink>
      ),
    },
    { key: 'status', header: f('status'), cell: (release) => <StateBadge kind="release" state={release.status} /> },
    {
      key: 'endpoint',
      header: f('endpoint'),
      cell: (release) => <TextLink href={links.endpoint(release.endpoint)}>{release.endpoint}</TextLink>,
    },
    {
      key: 'against',
      header: t('against'),
      wide: true,
      cell: ({ baseline }) => (baseline === null ? t('first') : `v${baseline}`),
    },
    { key: 'policy', header: f('policy'), wide: true, cell: (release) => release.policy },
    { key: 'by', header: f('requestedBy'), wide: true, cell: (release) => release.requestedBy },
    { key: 'created', header: f('created'), cell: (release) => <Time iso={release.createdAt} /> },
  ];
}
