'use client';

import type { Rollout } from '@gradus/contracts/api/releases';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useList } from '../../api-client/queries';
import type { Column } from '../../ui/data-table';
import { useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { ListView } from '../../ui/list-view';
import { Page } from '../../ui/page';
import { StateFilter } from '../../ui/state-filter';
import { Empty } from '../../ui/states/empty';
import { Time } from '../../ui/time';
import { links } from '../links';
import { StateBadge } from '../states/badges';

const views = ['live', 'ended'] as const;

export function RolloutsPage() {
  const t = useTranslations('rollouts');
  const [view, setView] = useQueryState('status', parseAsStringLiteral(views));
  const list = useList<Rollout>(['rollouts'], { status: view ?? 'all' });
  return (
    <Page title={t('title')} description={t('lead')}>
      <StateFilter
        label={t('view')}
        value={view}
        options={views.map((value) => ({ value, label: t(`views.${value}`) }))}
        onChange={(value) => void setView(value)}
      />
      <ListView
        list={list}
        label={t('title')}
        rowKey={(rollout) => rollout.id}
        columns={useColumns()}
        empty={
          <Empty
            title={t('empty.title')}
            snippet="gradus release create --endpoint credit-prod --version 3 --policy standard"
          >
            {view ? t('empty.filtered') : t('empty.text')}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(): Column<Rollout>[] {
  const t = useTranslations('rollouts');
  const f = useTranslations('fields');
  const format = useFormat();
  return [
    {
      key: 'version',
      header: f('version'),
      cell: (rollout) => (
        <TextLink href={links.rollout(rollout.id)}>
          {rollout.model} v{rollout.candidate}
        </TextLink>
      ),
    },
    { key: 'status', header: f('status'), cell: (rollout) => <StateBadge kind="rollout" state={rollout.status} /> },
    {
      key: 'endpoint',
      header: f('endpoint'),
      wide: true,
      cell: (rollout) => <TextLink href={links.endpoint(rollout.endpoint)}>{rollout.endpoint}</TextLink>,
    },
    {
      key: 'stage',
      header: f('stage'),
      cell: ({ stage, stages }) =>
        `${stage.index + 1}/${stages.length} · ${stage.shadow ? t('stageShadow') : format.percent(stage.weight)}`,
    },
    { key: 'summary', header: f('outcome'), wide: true, cell: (rollout) => rollout.outcome ?? rollout.summary },
    { key: 'created', header: f('created'), cell: (rollout) => <Time iso={rollout.createdAt} /> },
  ];
}
