'use client';

import { DeliveryStatus, type WebhookDelivery } from '@gradus/contracts/api/webhooks';
import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsStringEnum, useQueryState } from 'nuqs';
import { useState } from 'react';
import { useList } from '../../api-client/queries';
import { apiPath, request } from '../../api-client/request';
import type { Column } from '../../ui/data-table';
import { noData } from '../../ui/format';
import { ListView } from '../../ui/list-view';
import { StateFilter } from '../../ui/state-filter';
import { Empty } from '../../ui/states/empty';
import { FailureAlert } from '../../ui/states/failure';
import { ExactTime } from '../../ui/time';
import { DeliveryDialog } from './delivery-dialog';
import { DeliveryState } from './webhook-state';

const states = DeliveryStatus.options;

export function DeliveryList({ webhook }: { webhook: string }) {
  const t = useTranslations('webhooks');
  const f = useTranslations('fields');
  const client = useQueryClient();
  const [status, setStatus] = useQueryState('status', parseAsStringEnum([...states]));
  const [opened, setOpened] = useState<WebhookDelivery | null>(null);
  const list = useList<WebhookDelivery>(['webhooks', webhook, 'deliveries'], { status });
  const redeliver = useMutation({
    mutationFn: ({ id }: WebhookDelivery) =>
      request<WebhookDelivery>(apiPath(['webhooks', webhook, 'deliveries', id, 'redeliver']), { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['webhooks', webhook, 'deliveries'] }),
  });
  return (
    <Stack gap="sm">
      <Group>
        <StateFilter
          label={f('status')}
          value={status}
          options={states.map((value) => ({ value, label: t(`deliveryStates.${value}`) }))}
          onChange={(value) => void setStatus(value)}
        />
      </Group>
      {redeliver.error ? <FailureAlert error={redeliver.error} /> : null}
      <ListView
        list={list}
        label={t('deliveries')}
        rowKey={(delivery) => delivery.id}
        columns={useColumns(setOpened, redeliver.mutate)}
        empty={<Empty title={t('noDeliveries.title')}>{t('noDeliveries.text')}</Empty>}
      />
      <DeliveryDialog delivery={opened} onClose={() => setOpened(null)} />
    </Stack>
  );
}

type Act = (delivery: WebhookDelivery) => void;

function useColumns(open: Act, redeliver: Act): Column<WebhookDelivery>[] {
  const t = useTranslations('webhooks');
  const f = useTranslations('fields');
  return [
    {
      key: 'event',
      header: t('event'),
      cell: (delivery) => (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => open(delivery)}
          aria-label={t('detailsOf', { event: delivery.type })}
        >
          {delivery.type}
        </Button>
      ),
    },
    { key: 'status', header: f('status'), cell: ({ status }) => <DeliveryState status={status} /> },
    { key: 'answer', header: t('answer'), cell: ({ attempts }) => attempts.at(-1)?.statusCode ?? noData },
    { key: 'attempts', header: t('attempts'), numeric: true, wide: true, cell: ({ attempts }) => attempts.length },
    { key: 'created', header: f('created'), cell: ({ createdAt }) => <ExactTime iso={createdAt} /> },
    {
      key: 'next',
      header: t('nextAttempt'),
      wide: true,
      cell: ({ nextAttemptAt }) => (nextAttemptAt ? <ExactTime iso={nextAttemptAt} /> : noData),
    },
    {
      key: 'redeliver',
      header: '',
      cell: (delivery) =>
        delivery.status === 'pending' ? null : (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => redeliver(delivery)}
            aria-label={t('redeliverOf', { event: delivery.type })}
          >
            {t('redeliver')}
          </Button>
        ),
    },
  ];
}
