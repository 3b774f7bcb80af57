'use client';

import type { Incident } from '@gradus/contracts/api/admin';
import { useTranslations } from 'next-intl';
import { useList } from '../../api-client/queries';
import type { Column } from '../../ui/data-table';
import { TextLink } from '../../ui/link';
import { ListView } from '../../ui/list-view';
import { Page } from '../../ui/page';
import { Empty } from '../../ui/states/empty';
import { Time } from '../../ui/time';
import { links } from '../links';
import { StateBadge } from '../states/badges';
import { IncidentActions } from './incident-actions';

export function IncidentsPage() {
  const t = useTranslations('incidents');
  const list = useList<Incident>(['incidents']);
  return (
    <Page title={t('title')} description={t('lead')}>
      <ListView
        list={list}
        label={t('title')}
        rowKey={(incident) => incident.id}
        columns={useColumns()}
        empty={<Empty title={t('empty.title')}>{t('empty.text')}</Empty>}
      />
    </Page>
  );
}

function useColumns(): Column<Incident>[] {
  const t = useTranslations('incidents');
  const f = useTranslations('fields');
  return [
    {
      key: 'title',
      header: f('name'),
      cell: ({ title, rollout, endpoint }) => (
        <TextLink href={rollout ? links.rollout(rollout) : links.endpoint(endpoint)}>{title}</TextLink>
      ),
    },
    { key: 'status', header: f('status'), cell: ({ status }) => <StateBadge kind="incident" state={status} /> },
    {
      key: 'endpoint',
      header: f('endpoint'),
      wide: true,
      cell: ({ endpoint }) => <TextLink href={links.endpoint(endpoint)}>{endpoint}</TextLink>,
    },
    { key: 'source', header: f('source'), wide: true, cell: ({ source }) => t(`sources.${source}`) },
    { key: 'summary', header: f('description'), wide: true, cell: ({ summary }) => summary },
    { key: 'opened', header: t('opened'), cell: ({ openedAt }) => <Time iso={openedAt} /> },
    { key: 'actions', header: t('actions'), cell: (incident) => <IncidentActions incident={incident} /> },
    { key: 'closed', header: t('closed'), wide: true, cell: ({ closedAt }) => <Time iso={closedAt} /> },
  ];
}
