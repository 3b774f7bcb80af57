'use client';

import type { Release } from '@gradus/contracts/api/releases';
import { Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { apiPath, request } from '../../api-client/request';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { shortDigest } from '../../ui/copyable';
import { useFormat } from '../../ui/format';

export type ReleaseVerb = 'approve' | 'reject' | 'cancel';

interface DecideDialogProps {
  release: Release;
  verb: ReleaseVerb | null;
  onClose: () => void;
}

/** The decision names the evidence that was on screen, so that nobody approves what they did not see. */
export function DecideDialog({ release, verb, onClose }: DecideDialogProps) {
  const t = useTranslations('releases');
  const f = useTranslations('fields');
  const client = useQueryClient();
  const [comment, setComment] = useState('');
  // keeps its words while it closes
  const [shown, setShown] = useState<ReleaseVerb>('approve');
  if (verb !== null && verb !== shown) setShown(verb);
  const text = useDialogText(release, shown);
  const decide = useMutation({
    mutationFn: (chosen: ReleaseVerb) =>
      request<Release>(apiPath(['releases', release.id, chosen]), {
        method: 'POST',
        body: { comment, ...(release.evidenceDigest ? { evidenceDigest: release.evidenceDigest } : {}) },
      }),
    onSuccess: (_, chosen) => {
      notifications.show({ message: t(`done.${chosen}`) });
      setComment('');
      onClose();
    },
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => ['releases', 'overview'].includes(String(queryKey[0])) }),
  });
  const close = () => {
    decide.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      opened={verb !== null}
      onClose={close}
      title={text.title}
      confirmLabel={t(shown)}
      destructive={shown !== 'approve'}
      onConfirm={() => decide.mutate(shown)}
      pending={decide.isPending}
      error={decide.error}
    >
      <Text>{text.body}</Text>
      <Textarea
        label={f('comment')}
        data-autofocus
        autosize
        minRows={2}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

function useDialogText(release: Release, verb: ReleaseVerb): { title: string; body: string } {
  const t = useTranslations('releases');
  const policies = useTranslations('policies');
  const format = useFormat();
  const names = { model: release.model, version: release.version };
  switch (verb) {
    case 'approve': {
      const first = release.policySpec.stages[0];
      const stage =
        release.baseline === null || !first
          ? t('full')
          : first.shadow
            ? policies('shadow')
            : policies('share', { percent: format.percent(first.weight) });
      const digest = release.evidenceDigest ? shortDigest(release.evidenceDigest) : t('noEvidence');
      return { title: t('approveTitle', names), body: t('approveText', { digest, stage }) };
    }
    case 'reject':
      return { title: t('rejectTitle', names), body: t('rejectText') };
    case 'cancel':
      return { title: t('cancelTitle'), body: t('cancelText') };
  }
}
