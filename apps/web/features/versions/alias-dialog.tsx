'use client';

import type { Version } from '@gradus/contracts/api/models';
import { Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { apiPath, request } from '../../api-client/request';
import { ConfirmDialog } from '../../ui/confirm-dialog';

export function AliasDialog({ version, opened, onClose }: { version: Version; opened: boolean; onClose: () => void }) {
  const t = useTranslations('versions');
  const client = useQueryClient();
  const [alias, setAlias] = useState('');
  const move = useMutation({
    mutationFn: () =>
      request<unknown>(apiPath(['models', version.model, 'aliases', alias]), {
        method: 'PUT',
        body: { version: version.version },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['models'] });
      notifications.show({ message: t('aliasSet') });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('setAlias')}
      confirmLabel={t('setAlias')}
      onConfirm={() => move.mutate()}
      pending={move.isPending}
      error={move.error}
      disabled={alias === ''}
    >
      <Text size="sm" c="dimmed">
        {t('setAliasLead')}
      </Text>
      <TextInput
        label={t('alias')}
        data-autofocus
        value={alias}
        onChange={(event) => setAlias(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
