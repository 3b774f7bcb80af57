'use client';

import type { Run } from '@gradus/contracts/api/runs';
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCopy, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { apiPath, request } from '../../api-client/request';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { LinkButton } from '../../ui/link-button';
import { FailureAlert } from '../../ui/states/failure';
import { links } from '../links';
import { useCan } from '../session/api';

export function RunActions({ run }: { run: Run }) {
  const t = useTranslations('runs');
  const client = useQueryClient();
  const [asking, ask] = useDisclosure(false);
  const mayTrain = useCan('train');
  const command = useMutation({
    mutationFn: (verb: 'cancel' | 'resume') =>
      request<Run>(apiPath(['runs', run.id, verb]), { method: 'POST', body: {} }),
    onSuccess: ask.close,
    onSettled: () => client.invalidateQueries({ queryKey: ['runs'] }),
  });
  const running = run.status === 'queued' || run.status === 'running';
  return (
    <>
      {run.version !== null ? (
        <LinkButton href={links.version(run.model, run.version)}>
          {t('openVersion', { version: run.version })}
        </LinkButton>
      ) : null}
      {mayTrain && running ? (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} />}
          onClick={ask.open}
          disabled={run.cancelRequested}
        >
          {t('cancel')}
        </Button>
      ) : null}
      {mayTrain && (run.status === 'cancelled' || run.status === 'failed') ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} />}
          onClick={() => command.mutate('resume')}
          loading={command.isPending}
        >
          {t('resume')}
        </Button>
      ) : null}
      {mayTrain ? (
        <LinkButton variant="default" href={`/runs/new?clone=${run.id}`} leftSection={<IconCopy size={16} />}>
          {t('clone')}
        </LinkButton>
      ) : null}
      {command.error && !asking ? <FailureAlert error={command.error} /> : null}
      <ConfirmDialog
        opened={asking}
        onClose={ask.close}
        title={t('cancelTitle')}
        confirmLabel={t('cancelConfirm')}
        destructive
        onConfirm={() => command.mutate('cancel')}
        pending={command.isPending}
        error={command.error}
      >
        <Text>{t('cancelText')}</Text>
      </ConfirmDialog>
    </>
  );
}
