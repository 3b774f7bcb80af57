'use client';

import type { ApiKey } from '@gradus/contracts/api/admin';
import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useList } from '../../api-client/queries';
import { apiPath, request } from '../../api-client/request';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { ListView } from '../../ui/list-view';
import { Page } from '../../ui/page';
import { Empty } from '../../ui/states/empty';
import { useKeyColumns } from './key-columns';

const CreateKeyDialog = dynamic(() => import('./create-key-dialog').then((module) => module.CreateKeyDialog), {
  ssr: false,
});

export function ApiKeysPage() {
  const t = useTranslations('apiKeys');
  const client = useQueryClient();
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [name, setName] = useState('');
  if (revoking && revoking.name !== name) setName(revoking.name);
  const list = useList<ApiKey>(['api-keys']);
  const revoke = useMutation({
    mutationFn: (key: ApiKey) => request<unknown>(apiPath(['api-keys', key.id]), { method: 'DELETE' }),
    onSuccess: () => setRevoking(null),
    onSettled: () => client.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} description={t('lead')} actions={create}>
      <ListView
        list={list}
        label={t('title')}
        rowKey={(key) => key.id}
        columns={useKeyColumns(setRevoking)}
        empty={
          <Empty title={t('empty.title')} action={create}>
            {t('empty.text')}
          </Empty>
        }
      />
      {creating ? <CreateKeyDialog onClose={() => setCreating(false)} /> : null}
      <ConfirmDialog
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t('revokeTitle', { name })}
        confirmLabel={t('revoke')}
        destructive
        onConfirm={() => revoking && revoke.mutate(revoking)}
        pending={revoke.isPending}
        error={revoke.error}
      >
        <Text>{t('revokeText')}</Text>
      </ConfirmDialog>
    </Page>
  );
}
