'use client';

import type { Dataset } from '@gradus/contracts/api/datasets';
import {
  Button,
  FileInput,
  Group,
  MultiSelect,
  NativeSelect,
  NumberInput,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { fieldErrors } from '../../api-client/api-error';
import { apiPath } from '../../api-client/request';
import { upload } from '../../api-client/upload';
import { ClientOnly } from '../../ui/client-only';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { FailureAlert } from '../../ui/states/failure';
import { links } from '../links';
import { type CardForm, emptyCard, nameFromFile, toCard } from './card-form';
import { readHeader } from './read-header';

const tasks = ['binary', 'multiclass', 'regression'] as const;
const headerBytes = 65_536;

export function UploadPage() {
  const t = useTranslations('datasets');
  const f = useTranslations('fields');
  const router = useRouter();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [columns, setColumns] = useState<string[]>([]);
  const [progress, setProgress] = useState(0);
  const form = useForm<CardForm>({ initialValues: emptyCard });

  const send = useMutation({
    mutationFn: (body: FormData) => upload<Dataset>(apiPath(['datasets']), body, setProgress),
    onSuccess: (dataset) => {
      void client.invalidateQueries({ queryKey: ['datasets'] });
      notifications.show({ message: t('done') });
      router.push(links.dataset(dataset.id));
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });

  const choose = async (chosen: File | null) => {
    setFile(chosen);
    if (!chosen) return;
    const found = readHeader(await chosen.slice(0, headerBytes).text());
    setColumns(found);
    if (form.values.name === '') form.setFieldValue('name', nameFromFile(chosen.name));
    if (form.values.target === '') form.setFieldValue('target', found.at(-1) ?? '');
  };

  const submit = (values: CardForm) => {
    if (!file) return;
    const body = new FormData();
    body.set('card', JSON.stringify(toCard(values)));
    body.set('file', file);
    setProgress(0);
    send.mutate(body);
  };

  return (
    <Page title={t('upload')} crumbs={[{ label: t('title'), href: '/datasets' }]}>
      <ClientOnly>
        <Panel maw={760}>
          <form onSubmit={form.onSubmit(submit)}>
            <Stack gap="md">
              <FileInput
                label={t('file')}
                placeholder={t('filePick')}
                accept=".csv,.gz,text/csv"
                value={file}
                onChange={(chosen) => void choose(chosen)}
                error={form.errors.file}
                required
                withAsterisk={false}
              />
              {columns.length > 0 ? (
                <Text size="sm" c="dimmed">
                  {t('fileColumns', { columns: columns.join(', ') })}
                </Text>
              ) : null}
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <TextInput label={f('name')} required withAsterisk={false} {...form.getInputProps('name')} />
                <NativeSelect
                  label={f('task')}
                  data={tasks.map((value) => ({ value, label: f(`tasks.${value}`) }))}
                  {...form.getInputProps('task')}
                />
                {columns.length > 0 ? (
                  <NativeSelect
                    label={f('target')}
                    description={t('targetHelp')}
                    data={columns}
                    {...form.getInputProps('target')}
                  />
                ) : (
                  <TextInput label={f('target')} description={t('targetHelp')} {...form.getInputProps('target')} />
                )}
                <TextInput
                  label={t('positive')}
                  description={t('positiveHelp')}
                  disabled={form.values.task !== 'binary'}
                  {...form.getInputProps('positive')}
                />
                <MultiSelect label={t('ignore')} data={columns} {...form.getInputProps('ignore')} />
                <NativeSelect
                  label={t('group')}
                  description={t('groupHelp')}
                  data={['', ...columns]}
                  {...form.getInputProps('group')}
                />
                <NumberInput label={t('splitSeed')} min={0} {...form.getInputProps('seed')} />
                <TextInput label={f('licence')} {...form.getInputProps('licence')} />
              </SimpleGrid>
              <TextInput label={f('source')} description={t('sourceHelp')} {...form.getInputProps('source')} />
              {send.isPending ? (
                <ProgressBar label={progress < 1 ? t('sending') : t('checking')} value={progress} />
              ) : null}
              {send.error ? <FailureAlert error={send.error} /> : null}
              <Group justify="flex-end">
                <Button type="submit" loading={send.isPending} disabled={!file}>
                  {t('submit')}
                </Button>
              </Group>
            </Stack>
          </form>
        </Panel>
      </ClientOnly>
    </Page>
  );
}
