'use client';

import type { Policy } from '@gradus/contracts/api/policies';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useList } from '../../api-client/queries';
import type { Column } from '../../ui/data-table';
import { useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { LinkButton } from '../../ui/link-button';
import { ListView } from '../../ui/list-view';
import { Page } from '../../ui/page';
import { Empty } from '../../ui/states/empty';
import { Time } from '../../ui/time';
import { links } from '../links';
import { useCan } from '../session/api';

export function PoliciesPage() {
  const t = useTranslations('policies');
  const list = useList<Policy>(['policies']);
  const create = useCan('release') ? (
    <LinkButton href="/policies/new" leftSection={<IconPlus size={16} />}>
      {t('new')}
    </LinkButton>
  ) : null;
  return (
    <Page title={t('title')} description={t('lead')} actions={create}>
      <ListView
        list={list}
        label={t('title')}
        rowKey={(policy) => policy.id}
        columns={useColumns()}
        empty={
          <Empty title={t('empty.title')} action={create} snippet="gradus policy create --file policy.json">
            {t('empty.text')}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(): Column<Policy>[] {
  const t = useTranslations('policies');
  const f = useTranslations('fields');
  const format = useFormat();
  const stage = ({ shadow, weight }: Policy['stages'][number]) => (shadow ? t('shadow') : format.percent(weight));
  return [
    {
      key: 'name',
      header: f('name'),
      cell: (policy) => <TextLink href={links.policy(policy.name)}>{policy.name}</TextLink>,
    },
    { key: 'stages', header: t('stages'), cell: (policy) => policy.stages.map(stage).join(' → ') },
    { key: 'gates', header: t('gates'), numeric: true, wide: true, cell: (policy) => policy.gates.length },
    {
      key: 'approvals',
      header: t('approvals'),
      numeric: true,
      wide: true,
      cell: (policy) => policy.approvals.required,
    },
    {
      key: 'metrics',
      header: t('analysis'),
      wide: true,
      cell: (policy) => policy.analysis.map(({ metric }) => metric).join(', '),
    },
    { key: 'revision', header: t('revision'), numeric: true, wide: true, cell: (policy) => policy.revision },
    { key: 'updated', header: f('updated'), cell: (policy) => <Time iso={policy.updatedAt} /> },
  ];
}
