'use client';

import type { Endpoint } from '@gradus/contracts/api/endpoints';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useList } from '../../api-client/queries';
import type { Column } from '../../ui/data-table';
import { noData, useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { ListView } from '../../ui/list-view';
import { OnceOpened } from '../../ui/once-opened';
import { Page } from '../../ui/page';
import { Empty } from '../../ui/states/empty';
import { Time } from '../../ui/time';
import { links } from '../links';
import { useCan } from '../session/api';

const NewEndpointDialog = dynamic(() => import('./new-endpoint-dialog').then((module) => module.NewEndpointDialog), {
  ssr: false,
});

/** `?new=<model>` opens the dialog for that model. */
export function EndpointsPage() {
  const t = useTranslations('endpoints');
  const [creating, setCreating] = useQueryState('new', parseAsString);
  const list = useList<Endpoint>(['endpoints']);
  const create = useCan('release') ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => void setCreating('')}>
      {t('new')}
    </Button>
  ) : null;
  return (
    <Page title={t('title')} description={t('lead')} actions={create}>
      <ListView
        list={list}
        label={t('title')}
        rowKey={(endpoint) => endpoint.id}
        columns={useColumns()}
        empty={
          <Empty
            title={t('empty.title')}
            action={create}
            snippet="gradus endpoint create --name credit-prod --model credit"
          >
            {t('empty.text')}
          </Empty>
        }
      />
      <OnceOpened opened={creating !== null}>
        <NewEndpointDialog opened={creating !== null} model={creating ?? ''} onClose={() => void setCreating(null)} />
      </OnceOpened>
    </Page>
  );
}

function useColumns(): Column<Endpoint>[] {
  const t = useTranslations('endpoints');
  const f = useTranslations('fields');
  const format = useFormat();
  const version = (model: string, number: number | null) =>
    number === null ? noData : <TextLink href={links.version(model, number)}>v{number}</TextLink>;
  return [
    {
      key: 'name',
      header: f('name'),
      cell: (endpoint) => <TextLink href={links.endpoint(endpoint.name)}>{endpoint.name}</TextLink>,
    },
    {
      key: 'model',
      header: f('model'),
      wide: true,
      cell: ({ model }) => <TextLink href={links.model(model)}>{model}</TextLink>,
    },
    { key: 'stable', header: f('stable'), cell: ({ model, stable }) => version(model, stable) },
    { key: 'candidate', header: f('candidate'), cell: ({ model, candidate }) => version(model, candidate) },
    {
      key: 'share',
      header: t('share'),
      numeric: true,
      cell: ({ candidate, shadow, weight }) =>
        candidate === null ? noData : shadow ? f('shadow') : format.percent(weight),
    },
    { key: 'revision', header: t('revision'), numeric: true, wide: true, cell: ({ revision }) => revision },
    { key: 'created', header: f('created'), wide: true, cell: ({ createdAt }) => <Time iso={createdAt} /> },
  ];
}
