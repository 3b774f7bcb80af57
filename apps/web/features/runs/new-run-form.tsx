'use client';

import type { Dataset } from '@gradus/contracts/api/datasets';
import type { Family, Run } from '@gradus/contracts/api/runs';
import { Button, Fieldset, Group, NativeSelect, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { fieldErrors } from '../../api-client/api-error';
import { useResource } from '../../api-client/queries';
import { apiPath, request } from '../../api-client/request';
import { useFormat } from '../../ui/format';
import { FailureAlert } from '../../ui/states/failure';
import { DatasetSelect } from '../datasets/dataset-select';
import { links } from '../links';
import { FamilyFields } from './family-fields';
import { familyDefaults, optimizerSteps, type RunForm, toCreateRun } from './run-form';

/** keeps a field without a description level with its neighbour */
const blankLine = '\u00a0';
const optimizers = ['adam', 'adamw', 'sgd', 'adagrad'];

interface NewRunFormProps {
  families: Family[];
  datasets: Dataset[];
  initial: RunForm;
}

export function NewRunForm({ families, datasets, initial }: NewRunFormProps) {
  const t = useTranslations('runs');
  const f = useTranslations('fields');
  const format = useFormat();
  const router = useRouter();
  const client = useQueryClient();
  const models = useResource<{ items: { name: string }[] }>(['models'], { limit: 200 });
  const modelNames = useId();
  const form = useForm<RunForm>({ initialValues: initial });
  const dataset = datasets.find(({ id }) => id === form.values.dataset);
  const usable = families.filter(({ tasks }) => !dataset || tasks.includes(dataset.task));
  const family = usable.find(({ name }) => name === form.values.family) ?? usable[0];

  const start = useMutation({
    mutationFn: (values: RunForm) =>
      request<Run>(apiPath(['runs']), {
        method: 'POST',
        body: toCreateRun({ ...values, family: family?.name ?? values.family }, family?.options ?? []),
      }),
    onSuccess: (run) => {
      void client.invalidateQueries({ queryKey: ['runs'] });
      notifications.show({ message: t('started') });
      router.push(links.run(run.id));
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });

  const chooseFamily = (name: string) => {
    const next = families.find((known) => known.name === name);
    form.setValues({ family: name, architecture: familyDefaults(next?.options ?? []) });
  };

  return (
    <form onSubmit={form.onSubmit((values) => start.mutate(values))}>
      <datalist id={modelNames}>
        {models.data?.items.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Stack gap="md" maw={860}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            list={modelNames}
            label={f('model')}
            description={t('modelHelp')}
            required
            withAsterisk={false}
            {...form.getInputProps('model')}
          />
          <DatasetSelect description={blankLine} required withAsterisk={false} {...form.getInputProps('dataset')} />
        </SimpleGrid>
        <Fieldset legend={t('architecture')} bg="var(--surface)">
          <NativeSelect
            label={f('family')}
            description={family?.description}
            data={usable.map(({ name, title }) => ({ value: name, label: title }))}
            value={family?.name ?? ''}
            error={form.errors.family}
            onChange={(event) => chooseFamily(event.currentTarget.value)}
          />
          <FamilyFields options={family?.options ?? []} form={form} />
        </Fieldset>
        <Fieldset legend={t('optimization')} bg="var(--surface)">
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
            <NativeSelect label={t('optimizer')} data={optimizers} {...form.getInputProps('optimizer.name')} />
            <NumberInput label={t('learningRate')} step={0.001} {...form.getInputProps('optimizer.learningRate')} />
            {form.values.optimizer.name === 'sgd' ? (
              <NumberInput label={t('momentum')} step={0.1} {...form.getInputProps('optimizer.momentum')} />
            ) : null}
            <NumberInput label={t('epochs')} {...form.getInputProps('epochs')} />
            <NumberInput label={t('batchSize')} {...form.getInputProps('batchSize')} />
            <NumberInput
              label={t('patience')}
              description={t('patienceHelp')}
              value={form.values.patience}
              onChange={(value) => form.setFieldValue('patience', value)}
              error={form.errors['earlyStopping.patience'] ?? form.errors.earlyStopping}
            />
            <NumberInput label={f('seed')} {...form.getInputProps('seed')} />
          </SimpleGrid>
        </Fieldset>
        <Fieldset legend={t('regularization')} bg="var(--surface)">
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
            <NumberInput label={t('l1')} step={0.0001} {...form.getInputProps('regularization.l1')} />
            <NumberInput label={t('l2')} step={0.0001} {...form.getInputProps('regularization.l2')} />
            <NumberInput label={t('dropout')} step={0.1} {...form.getInputProps('regularization.dropout')} />
          </SimpleGrid>
          <NumberInput
            mt="md"
            label={t('noise')}
            description={t('noiseHelp')}
            step={0.1}
            {...form.getInputProps('labelNoise')}
          />
        </Fieldset>
        {start.error ? <FailureAlert error={start.error} /> : null}
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {dataset ? t('estimate', { steps: format.integer(optimizerSteps(form.values, dataset.splits.train)) }) : ''}
          </Text>
          <Button type="submit" loading={start.isPending}>
            {t('start')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
