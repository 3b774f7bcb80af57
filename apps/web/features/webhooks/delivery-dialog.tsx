'use client';

import type { DeliveryAttempt, WebhookDelivery } from '@gradus/contracts/api/webhooks';
import { Code, Modal, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Copyable } from '../../ui/copyable';
import { DataTable } from '../../ui/data-table';
import { Facts } from '../../ui/facts';
import { noData } from '../../ui/format';
import { ExactTime } from '../../ui/time';

export function DeliveryDialog({ delivery, onClose }: { delivery: WebhookDelivery | null; onClose: () => void }) {
  const t = useTranslations('webhooks');
  const ui = useTranslations('ui');
  return (
    <Modal
      opened={delivery !== null}
      onClose={onClose}
      size="xl"
      title={delivery ? t('detailsOf', { event: delivery.type }) : ''}
      closeButtonProps={{ 'aria-label': ui('close'), size: 32 }}
    >
      {delivery ? (
        <Stack gap="sm">
          <Facts items={[{ label: t('eventId'), value: <Copyable value={delivery.event} /> }]} />
          {delivery.attempts.length > 0 ? <Attempts attempts={delivery.attempts} /> : null}
          <Text size="sm" fw={600}>
            {t('body')}
          </Text>
          <Code
            block
            tabIndex={0}
            style={{ maxHeight: 300, overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          >
            {JSON.stringify(JSON.parse(delivery.body), null, 2)}
          </Code>
        </Stack>
      ) : null}
    </Modal>
  );
}

function Attempts({ attempts }: { attempts: DeliveryAttempt[] }) {
  const t = useTranslations('webhooks');
  const f = useTranslations('fields');
  return (
    <DataTable
      label={t('attempts')}
      rows={attempts}
      rowKey={({ number }) => String(number)}
      columns={[
        { key: 'number', header: '#', cell: ({ number }) => number },
        { key: 'at', header: f('time'), cell: ({ at }) => <ExactTime iso={at} /> },
        { key: 'status', header: t('answer'), cell: ({ statusCode, error }) => error ?? statusCode ?? noData },
        { key: 'duration', header: t('duration'), numeric: true, cell: ({ durationMs }) => `${durationMs} ms` },
        { key: 'text', header: t('answerText'), cell: ({ answer }) => answer || noData },
      ]}
    />
  );
}
