'use client';

import type { CreateModel, Model } from '@gradus/contracts/api/models';
import { NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { fieldErrors } from '../../api-client/api-error';
import { apiPath, request } from '../../api-client/request';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { links } from '../links';

const tasks = ['binary', 'multiclass', 'regression'] as const;

export function RegisterDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTranslations('models');
  const f = useTranslations('fields');
  const router = useRouter();
  const client = useQueryClient();
  const form = useForm<CreateModel>({ initialValues: { name: '', task: 'binary', description: '', tags: {} } });
  const register = useMutation({
    mutationFn: (body: CreateModel) => request<Model>(apiPath(['models']), { method: 'POST', body }),
    onSuccess: (model) => {
      void client.invalidateQueries({ queryKey: ['models'] });
      notifications.show({ message: t('created') });
      router.push(links.model(model.name));
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('register')}
      confirmLabel={t('register')}
      onConfirm={() => register.mutate(form.values)}
      pending={register.isPending}
      error={register.error}
      disabled={form.values.name === ''}
    >
      <Text size="sm" c="dimmed">
        {t('registerLead')}
      </Text>
      <TextInput label={f('name')} data-autofocus {...form.getInputProps('name')} />
      <NativeSelect
        label={f('task')}
        data={tasks.map((value) => ({ value, label: f(`tasks.${value}`) }))}
        {...form.getInputProps('task')}
      />
      <Textarea label={f('description')} autosize minRows={2} {...form.getInputProps('description')} />
    </ConfirmDialog>
  );
}
