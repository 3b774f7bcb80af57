'use client';

import type { Model } from '@gradus/contracts/api/models';
import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useList } from '../../api-client/queries';
import { LinkButton } from '../../ui/link-button';
import { ListView } from '../../ui/list-view';
import { OnceOpened } from '../../ui/once-opened';
import { Page } from '../../ui/page';
import { SearchField } from '../../ui/search-field';
import { Empty } from '../../ui/states/empty';
import { useCan } from '../session/api';
import { useModelColumns } from './model-columns';

const RegisterDialog = dynamic(() => import('./register-dialog').then((module) => module.RegisterDialog), {
  ssr: false,
});

export function ModelsPage() {
  const t = useTranslations('models');
  const [q, setQ] = useQueryState('q', parseAsString.withDefault(''));
  const [registering, dialog] = useDisclosure(false);
  const columns = useModelColumns();
  const list = useList<Model>(['models'], { q });
  const mayRegister = useCan('register');
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      actions={
        mayRegister ? (
          <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
            {t('register')}
          </Button>
        ) : null
      }
    >
      <Group>
        <SearchField label={t('search')} value={q} onChange={(value) => void setQ(value || null)} />
      </Group>
      <ListView
        list={list}
        label={t('title')}
        rowKey={(model) => model.id}
        columns={columns}
        empty={
          <Empty
            title={t('empty.title')}
            action={<NewRunLink />}
            snippet="gradus run start --model credit --dataset <dataset> --family logistic-regression"
          >
            {q ? t('empty.filtered') : t('empty.text')}
          </Empty>
        }
      />
      <OnceOpened opened={registering}>
        <RegisterDialog opened={registering} onClose={dialog.close} />
      </OnceOpened>
    </Page>
  );
}

function NewRunLink() {
  const t = useTranslations('runs');
  return <LinkButton href="/runs/new">{t('new')}</LinkButton>;
}
