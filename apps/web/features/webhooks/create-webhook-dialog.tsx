'use client';

import type { CreateWebhook, WebhookFilter, WebhookWithSecret } from '@gradus/contracts/api/webhooks';
import { Checkbox, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { fieldErrors } from '../../api-client/api-error';
import { apiPath, request } from '../../api-client/request';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { SecretDialog } from './secret-dialog';

/** By noun; the API takes single events too. */
const filters: WebhookFilter[] = [
  '*',
  'release.*',
  'rollout.*',
  'run.*',
  'version.created',
  'alias.moved',
  'incident.opened',
];

/** The dialog lives as long as it is open, and with it the only copy of the secret in the browser. */
export function CreateWebhookDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('webhooks');
  const f = useTranslations('fields');
  const client = useQueryClient();
  const form = useForm<CreateWebhook>({
    initialValues: { url: '', description: '', events: ['release.*', 'rollout.*', 'incident.opened'] },
  });
  const create = useMutation({
    mutationFn: (body: CreateWebhook) => request<WebhookWithSecret>(apiPath(['webhooks']), { method: 'POST', body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  if (create.data) return <SecretDialog secret={create.data.secret} onClose={onClose} />;
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('new')}
      confirmLabel={t('create')}
      onConfirm={() => create.mutate(form.values)}
      pending={create.isPending}
      error={create.error}
      disabled={form.values.url === '' || form.values.events.length === 0}
    >
      <TextInput
        label={t('url')}
        data-autofocus
        placeholder="https://example.org/hooks/gradus"
        {...form.getInputProps('url')}
      />
      <TextInput label={f('description')} {...form.getInputProps('description')} />
      <Checkbox.Group label={t('events')} {...form.getInputProps('events')}>
        <SimpleGrid cols={2} mt="xs" spacing="xs">
          {filters.map((filter) => (
            <Checkbox key={filter} value={filter} label={filter === '*' ? t('allEvents') : filter} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
    </ConfirmDialog>
  );
}
