'use client';

import type { Dataset } from '@gradus/contracts/api/datasets';
import { Group } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useList } from '../../api-client/queries';
import { Copyable, shortDigest } from '../../ui/copyable';
import type { Column } from '../../ui/data-table';
import { useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { LinkButton } from '../../ui/link-button';
import { ListView } from '../../ui/list-view';
import { Page } from '../../ui/page';
import { SearchField } from '../../ui/search-field';
import { Empty } from '../../ui/states/empty';
import { Time } from '../../ui/time';
import { links } from '../links';
import { useCan } from '../session/api';
import { StateBadge } from '../states/badges';

export function DatasetsPage() {
  const t = useTranslations('datasets');
  const [q, setQ] = useQueryState('q', parseAsString.withDefault(''));
  const list = useList<Dataset>(['datasets'], { q });
  const upload = useCan('register') ? (
    <LinkButton href="/datasets/new" leftSection={<IconUpload size={16} />}>
      {t('upload')}
    </LinkButton>
  ) : null;
  return (
    <Page title={t('title')} description={t('lead')} actions={upload}>
      <Group>
        <SearchField label={t('search')} value={q} onChange={(value) => void setQ(value || null)} />
      </Group>
      <ListView
        list={list}
        label={t('title')}
        rowKey={(dataset) => dataset.id}
        columns={useColumns()}
        empty={
          <Empty
            title={t('empty.title')}
            action={upload}
            snippet="gradus dataset upload --file data.csv --card card.json"
          >
            {q ? t('empty.filtered') : t('empty.text')}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(): Column<Dataset>[] {
  const t = useTranslations('datasets');
  const f = useTranslations('fields');
  const format = useFormat();
  return [
    {
      key: 'name',
      header: f('name'),
      cell: (dataset) => <TextLink href={links.dataset(dataset.id)}>{dataset.name}</TextLink>,
    },
    { key: 'status', header: f('status'), cell: (dataset) => <StateBadge kind="dataset" state={dataset.status} /> },
    { key: 'task', header: f('task'), wide: true, cell: (dataset) => f(`tasks.${dataset.task}`) },
    { key: 'target', header: f('target'), wide: true, cell: (dataset) => dataset.target },
    { key: 'rows', header: f('rows'), numeric: true, cell: (dataset) => format.integer(dataset.rows) },
    {
      key: 'splits',
      header: t('splitSizes'),
      wide: true,
      numeric: true,
      cell: ({ splits }) => [splits.train, splits.validation, splits.test].map((n) => format.integer(n)).join(' / '),
    },
    {
      key: 'digest',
      header: f('digest'),
      wide: true,
      cell: (dataset) => <Copyable value={dataset.digest} shown={shortDigest(dataset.digest)} />,
    },
    { key: 'created', header: f('created'), cell: (dataset) => <Time iso={dataset.createdAt} /> },
  ];
}
