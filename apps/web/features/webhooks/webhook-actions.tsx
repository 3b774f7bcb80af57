'use client';

import type { Webhook, WebhookWithSecret } from '@gradus/contracts/api/webhooks';
import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { apiPath, request } from '../../api-client/request';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { SecretDialog } from './secret-dialog';

type Action = 'turn' | 'rotate' | 'delete';

export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const t = useTranslations('webhooks');
  const router = useRouter();
  const client = useQueryClient();
  const [asked, setAsked] = useState<Action | null>(null);
  const path = (...more: string[]) => apiPath(['webhooks', webhook.id, ...more]);
  const refresh = () => client.invalidateQueries({ queryKey: ['webhooks'] });
  const close = () => setAsked(null);
  const turn = useMutation({
    mutationFn: () => request<Webhook>(path(), { method: 'PATCH', body: { enabled: !webhook.enabled } }),
    onSuccess: close,
    onSettled: refresh,
  });
  const rotate = useMutation({
    mutationFn: () => request<WebhookWithSecret>(path('rotate-secret'), { method: 'POST', body: {} }),
    onSuccess: close,
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => request<unknown>(path(), { method: 'DELETE' }),
    onSuccess: () => {
      router.push('/webhooks');
      return refresh();
    },
  });
  const actions = { turn, rotate, delete: remove };
  const label = (action: Action) => t(action === 'turn' ? (webhook.enabled ? 'turnOff' : 'turnOn') : action);
  return (
    <>
      {(['turn', 'rotate', 'delete'] as const).map((action) => (
        <Button key={action} variant="default" onClick={() => setAsked(action)}>
          {label(action)}
        </Button>
      ))}
      {asked ? (
        <ConfirmDialog
          opened
          onClose={close}
          title={`${label(asked)}?`}
          confirmLabel={label(asked)}
          destructive={asked === 'delete'}
          onConfirm={() => actions[asked].mutate()}
          pending={actions[asked].isPending}
          error={actions[asked].error}
        >
          <Text>{t(`explain.${asked === 'turn' ? (webhook.enabled ? 'turnOff' : 'turnOn') : asked}`)}</Text>
        </ConfirmDialog>
      ) : null}
      {rotate.data ? <SecretDialog secret={rotate.data.secret} onClose={rotate.reset} /> : null}
    </>
  );
}
