'use client';

import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Copyable } from '../copyable';

/** What a screen knows of a failed call. */
export interface Failure {
  title: string | null;
  detail: string;
  requestId: string | null;
  status: number | null;
}

export function readFailure(error: unknown): Failure {
  const message = error instanceof Error ? error.message : '';
  const field = (name: string): unknown =>
    typeof error === 'object' && error !== null && name in error ? Reflect.get(error, name) : null;
  const [title, requestId, status] = [field('title'), field('requestId'), field('status')];
  return {
    title: typeof title === 'string' ? title : null,
    detail: message,
    requestId: typeof requestId === 'string' ? requestId : null,
    status: typeof status === 'number' ? status : null,
  };
}

/** What went wrong, what to do, and the id under which the server knows it. */
export function FailureAlert({
  error,
  onRetry,
  retrying = false,
}: {
  error: unknown;
  onRetry?: () => void;
  retrying?: boolean;
}) {
  const t = useTranslations('ui.failure');
  const failure = readFailure(error);
  const kind =
    failure.status === 0
      ? 'unreachable'
      : failure.status === 404
        ? 'missing'
        : failure.status === 403
          ? 'forbidden'
          : 'other';
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={failure.title ?? t(`${kind}.title`)}
      styles={{ title: { color: 'var(--bad)' } }}
    >
      <Stack gap="xs" align="flex-start">
        {failure.detail ? <Text size="sm">{failure.detail}</Text> : null}
        <Text size="sm">{t(`${kind}.advice`)}</Text>
        {failure.requestId ? (
          <Text size="sm" component="div">
            {t('requestId')} <Copyable value={failure.requestId} />
          </Text>
        ) : null}
        {onRetry ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} />}
            onClick={onRetry}
            loading={retrying}
          >
            {t('retry')}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}
