'use client';

import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { FailureAlert } from './states/failure';

interface ConfirmDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  onConfirm: () => void;
  destructive?: boolean;
  pending?: boolean;
  error?: unknown;
  disabled?: boolean;
}

/** One question, one answer. The focus starts on the safe side and returns to where it came from. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useTranslations('ui');
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      centered
      closeButtonProps={{ 'aria-label': t('close'), size: 32 }}
      styles={{
        title: { fontWeight: 650 },
        content: { background: 'var(--surface)' },
        header: { background: 'var(--surface)' },
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onConfirm();
        }}
      >
        <Stack gap="md">
          {props.children}
          {props.error ? <FailureAlert error={props.error} /> : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              color={props.destructive ? 'red.9' : undefined}
              loading={props.pending ?? false}
              disabled={props.disabled ?? false}
            >
              {props.confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
