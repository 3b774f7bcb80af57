'use client';

import type { Endpoint } from '@gradus/contracts/api/endpoints';
import type { Version } from '@gradus/contracts/api/models';
import type { Policy } from '@gradus/contracts/api/policies';
import type { Release } from '@gradus/contracts/api/releases';
import { Alert, NativeSelect, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { fieldErrors } from '../../api-client/api-error';
import { useResource } from '../../api-client/queries';
import { apiPath, request } from '../../api-client/request';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { TextLink } from '../../ui/link';
import { DatasetSelect } from '../datasets/dataset-select';
import { links } from '../links';

const emptyForm = { endpoint: '', policy: '', dataset: '', reason: '' };

export function NewReleaseDialog({
  version,
  opened,
  onClose,
}: {
  version: Version;
  opened: boolean;
  onClose: () => void;
}) {
  const t = useTranslations('releases');
  const f = useTranslations('fields');
  const router = useRouter();
  const client = useQueryClient();
  const all = useResource<{ items: Endpoint[] }>(['endpoints'], { limit: 200 }, { enabled: opened });
  const policies = useResource<{ items: Policy[] }>(['policies'], { limit: 200 }, { enabled: opened }).data?.items;
  const endpoints = all.data?.items.filter(({ model }) => model === version.model);
  const form = useForm({ initialValues: emptyForm });
  const chosen = {
    endpoint: form.values.endpoint || (endpoints?.[0]?.name ?? ''),
    policy: form.values.policy || (policies?.[0]?.name ?? ''),
  };
  const ask = useMutation({
    mutationFn: () =>
      request<Release>(apiPath(['releases']), {
        method: 'POST',
        body: {
          ...chosen,
          version: version.version,
          reason: form.values.reason,
          ...(form.values.dataset ? { dataset: form.values.dataset } : {}),
        },
      }),
    onSuccess: (release) => {
      void client.invalidateQueries({ queryKey: ['releases'] });
      notifications.show({ message: t('created') });
      router.push(links.release(release.id));
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('new')}
      confirmLabel={t('new')}
      onConfirm={() => ask.mutate()}
      pending={ask.isPending}
      error={ask.error}
      disabled={chosen.endpoint === '' || chosen.policy === ''}
    >
      <Text size="sm" c="dimmed">
        {t('newLead')}
      </Text>
      {endpoints?.length === 0 ? (
        <Alert color="yellow" variant="light">
          <TextLink href={`/endpoints?new=${encodeURIComponent(version.model)}`}>{t('noEndpoint')}</TextLink>
        </Alert>
      ) : null}
      {policies?.length === 0 ? (
        <Alert color="yellow" variant="light">
          <TextLink href="/policies/new">{t('noPolicy')}</TextLink>
        </Alert>
      ) : null}
      <NativeSelect
        label={f('endpoint')}
        data={(endpoints ?? []).map(({ name }) => name)}
        {...form.getInputProps('endpoint')}
        value={chosen.endpoint}
      />
      <NativeSelect
        label={f('policy')}
        data={(policies ?? []).map(({ name }) => name)}
        {...form.getInputProps('policy')}
        value={chosen.policy}
      />
      <DatasetSelect label={t('evalDataset')} description={t('evalDatasetHelp')} {...form.getInputProps('dataset')} />
      <Textarea
        label={f('reason')}
        description={t('reasonHelp')}
        autosize
        minRows={2}
        {...form.getInputProps('reason')}
      />
    </ConfirmDialog>
  );
}
