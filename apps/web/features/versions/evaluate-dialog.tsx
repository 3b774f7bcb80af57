'use client';

import type { CreateEvaluation, Evaluation } from '@gradus/contracts/api/evaluations';
import type { Version } from '@gradus/contracts/api/models';
import { NativeSelect, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { fieldErrors } from '../../api-client/api-error';
import { apiPath, request } from '../../api-client/request';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { DatasetSelect } from '../datasets/dataset-select';
import { links } from '../links';

const splits = ['test', 'validation', 'train'] as const;
const suites = ['standard', 'clean'] as const;

export function EvaluateDialog({
  version,
  opened,
  onClose,
}: {
  version: Version;
  opened: boolean;
  onClose: () => void;
}) {
  const t = useTranslations('versions');
  const router = useRouter();
  const form = useForm<Omit<CreateEvaluation, 'scenarios'>>({
    initialValues: {
      model: version.model,
      version: version.version,
      dataset: version.dataset ?? '',
      split: 'test',
      suite: 'standard',
    },
  });
  const start = useMutation({
    mutationFn: (body: typeof form.values) => request<Evaluation>(apiPath(['evaluations']), { method: 'POST', body }),
    onSuccess: (evaluation) => {
      notifications.show({ message: t('evaluationStarted') });
      router.push(links.evaluation(evaluation.id));
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('evaluate')}
      confirmLabel={t('evaluate')}
      onConfirm={() => start.mutate(form.values)}
      pending={start.isPending}
      error={start.error}
      disabled={form.values.dataset === ''}
    >
      <Text size="sm" c="dimmed">
        {t('evaluateLead')}
      </Text>
      <DatasetSelect {...form.getInputProps('dataset')} />
      <NativeSelect
        label={t('split')}
        data={splits.map((value) => ({ value, label: t(`splits.${value}`) }))}
        {...form.getInputProps('split')}
      />
      <NativeSelect
        label={t('suite')}
        data={suites.map((value) => ({ value, label: t(`suites.${value}`) }))}
        {...form.getInputProps('suite')}
      />
    </ConfirmDialog>
  );
}
