'use client';

import type { Rollout } from '@gradus/contracts/api/releases';
import { Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiError } from '../../api-client/api-error';
import { apiPath, request } from '../../api-client/request';
import { ConfirmDialog } from '../../ui/confirm-dialog';

export type RolloutVerb = 'pause' | 'resume' | 'advance' | 'rollback';

interface CommandDialogProps {
  rollout: Rollout;
  verb: RolloutVerb | null;
  onClose: () => void;
}

/** The command names the stage that was on screen when the dialog opened; if the rollout moved on, the true one is shown. */
export function CommandDialog({ rollout, verb, onClose }: CommandDialogProps) {
  const t = useTranslations('rollouts');
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState<{ verb: RolloutVerb; stage: number; open: boolean }>({
    verb: 'pause',
    stage: 0,
    open: false,
  });
  if (verb !== null && !asked.open) setAsked({ verb, stage: rollout.stage.index, open: true });
  if (verb === null && asked.open) setAsked({ ...asked, open: false });

  const command = useMutation({
    mutationFn: () =>
      request<Rollout>(apiPath(['rollouts', rollout.id, asked.verb]), {
        method: 'POST',
        body: { stage: asked.stage, reason },
      }),
    onSuccess: () => {
      notifications.show({ message: t(`done.${asked.verb}`) });
      setReason('');
      onClose();
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || error.status !== 409) return;
      notifications.show({
        color: 'yellow',
        title: t('stale'),
        message: `${error.message} ${t('staleText')}`,
        autoClose: 12_000,
      });
      onClose();
    },
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => ['rollouts', 'overview'].includes(String(queryKey[0])) }),
  });
  const close = () => {
    command.reset();
    onClose();
  };
  const stable = rollout.stable === null ? t('noStable') : `v${rollout.stable}`;
  return (
    <ConfirmDialog
      opened={verb !== null}
      onClose={close}
      title={
        asked.verb === 'rollback'
          ? t('confirm.rollback', { stable })
          : t(`confirm.${asked.verb}`, { stage: asked.stage + 1 })
      }
      confirmLabel={t(`command.${asked.verb}`)}
      destructive={asked.verb === 'rollback'}
      onConfirm={() => command.mutate()}
      pending={command.isPending}
      error={command.error}
    >
      <Text>{asked.verb === 'rollback' ? t('explain.rollback', { stable }) : t(`explain.${asked.verb}`)}</Text>
      <TextInput label={t('reason')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </ConfirmDialog>
  );
}
