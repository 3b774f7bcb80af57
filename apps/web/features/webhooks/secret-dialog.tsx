'use client';

import { Alert } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Copyable } from '../../ui/copyable';

/** The only copy of a secret in the browser; it goes with the dialog. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useTranslations('webhooks');
  return (
    <ConfirmDialog opened onClose={onClose} title={t('secretTitle')} confirmLabel={t('done')} onConfirm={onClose}>
      <Alert color="yellow" variant="light">
        {t('secretText')}
      </Alert>
      <Copyable value={secret} />
    </ConfirmDialog>
  );
}
