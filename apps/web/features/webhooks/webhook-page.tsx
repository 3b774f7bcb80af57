'use client';

import type { Webhook } from '@gradus/contracts/api/webhooks';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { Facts } from '../../ui/facts';
import { noData } from '../../ui/format';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/states/query-view';
import { ExactTime } from '../../ui/time';
import { DeliveryList } from './delivery-list';
import { WebhookActions } from './webhook-actions';
import { WebhookState } from './webhook-state';

export function WebhookPage({ id }: { id: string }) {
  const t = useTranslations('webhooks');
  const query = useResource<Webhook>(['webhooks', id]);
  const { data } = query;
  return (
    <Page
      title={data?.url ?? id}
      crumbs={[{ label: t('title'), href: '/webhooks' }]}
      badge={data ? <WebhookState enabled={data.enabled} /> : null}
      description={data?.description}
      actions={data ? <WebhookActions webhook={data} /> : null}
    >
      <QueryView query={query}>
        {(webhook) => (
          <>
            <WebhookFacts webhook={webhook} />
            <Panel title={t('deliveries')}>
              <DeliveryList webhook={webhook.id} />
            </Panel>
          </>
        )}
      </QueryView>
    </Page>
  );
}

function WebhookFacts({ webhook }: { webhook: Webhook }) {
  const t = useTranslations('webhooks');
  const f = useTranslations('fields');
  const { events, createdBy, createdAt, previousSecretUntil } = webhook;
  return (
    <Facts
      items={[
        { label: t('events'), value: events.join(', ') },
        { label: f('createdBy'), value: createdBy },
        { label: f('created'), value: <ExactTime iso={createdAt} /> },
        { label: t('previousSecret'), value: previousSecretUntil ? <ExactTime iso={previousSecretUntil} /> : noData },
      ]}
    />
  );
}
