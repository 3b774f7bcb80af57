'use client';

import type { CreatedApiKey, Scope } from '@gradus/contracts/api/admin';
import { Alert, Checkbox, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import { fieldErrors } from '../../api-client/api-error';
import { apiPath, request } from '../../api-client/request';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Copyable } from '../../ui/copyable';

const scopes: Scope[] = ['read', 'register', 'train', 'release', 'approve', 'operate', 'infer', 'admin'];
const lifetimes = ['30', '90', '365', 'never'] as const;
const dayMs = 86_400_000;

interface KeyForm {
  name: string;
  scopes: string[];
  lifetime: (typeof lifetimes)[number];
}

/** The dialog lives as long as it is open, and with it the only copy of the secret in the browser. */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('apiKeys');
  const f = useTranslations('fields');
  const client = useQueryClient();
  const form = useForm<KeyForm>({ initialValues: { name: '', scopes: ['read'], lifetime: '90' } });
  const create = useMutation({
    mutationFn: ({ name, scopes: chosen, lifetime }: KeyForm) =>
      request<z.infer<typeof CreatedApiKey>>(apiPath(['api-keys']), {
        method: 'POST',
        body: { name, scopes: chosen, expiresAt: expiry(lifetime) },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['api-keys'] }),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  if (create.data) {
    return (
      <ConfirmDialog opened onClose={onClose} title={t('secretTitle')} confirmLabel={t('done')} onConfirm={onClose}>
        <Alert color="yellow" variant="light">
          {t('secretText')}
        </Alert>
        <Copyable value={create.data.key} />
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('new')}
      confirmLabel={t('create')}
      onConfirm={() => create.mutate(form.values)}
      pending={create.isPending}
      error={create.error}
      disabled={form.values.name === '' || form.values.scopes.length === 0}
    >
      <TextInput label={f('name')} data-autofocus placeholder="ci" {...form.getInputProps('name')} />
      <Checkbox.Group label={t('scopes')} {...form.getInputProps('scopes')}>
        <SimpleGrid cols={2} mt="xs" spacing="xs">
          {scopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={scope} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <NativeSelect
        label={t('expires')}
        data={lifetimes.map((value) => ({ value, label: t(`expiry.${value}`) }))}
        {...form.getInputProps('lifetime')}
      />
    </ConfirmDialog>
  );
}

function expiry(lifetime: KeyForm['lifetime']): string | null {
  return lifetime === 'never' ? null : new Date(Date.now() + Number(lifetime) * dayMs).toISOString();
}
