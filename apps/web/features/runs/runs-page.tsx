'use client';

import type { Run } from '@gradus/contracts/api/runs';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useList } from '../../api-client/queries';
import type { Column } from '../../ui/data-table';
import { noData, useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { LinkButton } from '../../ui/link-button';
import { ListView } from '../../ui/list-view';
import { Page } from '../../ui/page';
import { StateFilter } from '../../ui/state-filter';
import { Empty } from '../../ui/states/empty';
import { Time } from '../../ui/time';
import { links } from '../links';
import { useCan } from '../session/api';
import { StateBadge } from '../states/badges';

const statuses = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

export function RunsPage() {
  const t = useTranslations('runs');
  const f = useTranslations('fields');
  const states = useTranslations('states.job');
  const [status, setStatus] = useQueryState('status', parseAsStringLiteral(statuses));
  const list = useList<Run>(['runs'], { status });
  const create = useCan('train') ? (
    <LinkButton href="/runs/new" leftSection={<IconPlus size={16} />}>
      {t('new')}
    </LinkButton>
  ) : null;
  return (
    <Page title={t('title')} description={t('lead')} actions={create}>
      <StateFilter
        label={f('status')}
        value={status}
        options={statuses.map((value) => ({ value, label: states(value) }))}
        onChange={(value) => void setStatus(value)}
      />
      <ListView
        list={list}
        label={t('title')}
        rowKey={(run) => run.id}
        columns={useColumns()}
        empty={
          <Empty
            title={t('empty.title')}
            action={create}
            snippet="gradus run start --model credit --dataset <dataset> --family mlp"
          >
            {t('empty.text')}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(): Column<Run>[] {
  const f = useTranslations('fields');
  const format = useFormat();
  return [
    { key: 'model', header: f('model'), cell: (run) => <TextLink href={links.run(run.id)}>{run.model}</TextLink> },
    { key: 'status', header: f('status'), cell: (run) => <StateBadge kind="job" state={run.status} /> },
    { key: 'progress', header: f('progress'), numeric: true, cell: (run) => format.percent(run.progress, 0) },
    { key: 'family', header: f('family'), wide: true, cell: (run) => run.family },
    {
      key: 'dataset',
      header: f('dataset'),
      wide: true,
      cell: (run) => <TextLink href={links.dataset(run.dataset)}>{run.datasetName}</TextLink>,
    },
    {
      key: 'version',
      header: f('version'),
      cell: (run) =>
        run.version === null ? (
          noData
        ) : (
          <TextLink href={links.version(run.model, run.version)}>v{run.version}</TextLink>
        ),
    },
    { key: 'f1', header: 'f1', numeric: true, wide: true, cell: (run) => format.number(run.metrics.f1) },
    { key: 'by', header: f('requestedBy'), wide: true, cell: (run) => run.requestedBy },
    { key: 'created', header: f('created'), cell: (run) => <Time iso={run.createdAt} /> },
  ];
}
