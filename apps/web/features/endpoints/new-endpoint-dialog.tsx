'use client';

import type { CreateEndpoint, Endpoint } from '@gradus/contracts/api/endpoints';
import type { Model } from '@gradus/contracts/api/models';
import { NativeSelect, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { fieldErrors } from '../../api-client/api-error';
import { useResource } from '../../api-client/queries';
import { apiPath, request } from '../../api-client/request';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { links } from '../links';

interface NewEndpointDialogProps {
  opened: boolean;
  model: string;
  onClose: () => void;
}

export function NewEndpointDialog({ opened, model, onClose }: NewEndpointDialogProps) {
  const t = useTranslations('endpoints');
  const f = useTranslations('fields');
  const router = useRouter();
  const client = useQueryClient();
  const models = useResource<{ items: Model[] }>(['models'], { limit: 200 }, { enabled: opened }).data?.items ?? [];
  const form = useForm<CreateEndpoint>({ initialValues: { name: '', model: '' } });
  const chosen = form.values.model || model || (models[0]?.name ?? '');
  const create = useMutation({
    mutationFn: (body: CreateEndpoint) => request<Endpoint>(apiPath(['endpoints']), { method: 'POST', body }),
    onSuccess: (endpoint) => {
      void client.invalidateQueries({ queryKey: ['endpoints'] });
      notifications.show({ message: t('created') });
      router.push(links.endpoint(endpoint.name));
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('new')}
      confirmLabel={t('new')}
      onConfirm={() => create.mutate({ name: form.values.name, model: chosen })}
      pending={create.isPending}
      error={create.error}
      disabled={form.values.name === '' || chosen === ''}
    >
      <Text size="sm" c="dimmed">
        {t('newLead')}
      </Text>
      <TextInput label={f('name')} data-autofocus placeholder="credit-prod" {...form.getInputProps('name')} />
      <NativeSelect
        label={f('model')}
        data={models.map(({ name }) => name)}
        {...form.getInputProps('model')}
        value={chosen}
      />
    </ConfirmDialog>
  );
}
