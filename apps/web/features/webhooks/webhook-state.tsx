'use client';

import type { WebhookDelivery } from '@gradus/contracts/api/webhooks';
import { useTranslations } from 'next-intl';
import { StatusBadge, type Tone } from '../../ui/status-badge';

export function WebhookState({ enabled }: { enabled: boolean }) {
  const t = useTranslations('webhooks');
  return <StatusBadge tone={enabled ? 'good' : 'idle'}>{t(enabled ? 'on' : 'off')}</StatusBadge>;
}

const tones: Record<WebhookDelivery['status'], Tone> = { pending: 'busy', delivered: 'good', dead: 'bad' };

export function DeliveryState({ status }: { status: WebhookDelivery['status'] }) {
  const t = useTranslations('webhooks');
  return <StatusBadge tone={tones[status]}>{t(`deliveryStates.${status}`)}</StatusBadge>;
}
