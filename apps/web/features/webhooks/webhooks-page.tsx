'use client';

import type { Webhook } from '@gradus/contracts/api/webhooks';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useList } from '../../api-client/queries';
import type { Column } from '../../ui/data-table';
import { TextLink } from '../../ui/link';
import { ListView } from '../../ui/list-view';
import { Page } from '../../ui/page';
import { Empty } from '../../ui/states/empty';
import { Time } from '../../ui/time';
import { links } from '../links';
import { CreateWebhookDialog } from './create-webhook-dialog';
import { WebhookState } from './webhook-state';

export function WebhooksPage() {
  const t = useTranslations('webhooks');
  const [creating, setCreating] = useState(false);
  const list = useList<Webhook>(['webhooks']);
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} description={t('lead')} actions={create}>
      <ListView
        list={list}
        label={t('title')}
        rowKey={(webhook) => webhook.id}
        columns={useColumns()}
        empty={
          <Empty title={t('empty.title')} action={create}>
            {t('empty.text')}
          </Empty>
        }
      />
      {creating ? <CreateWebhookDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}

function useColumns(): Column<Webhook>[] {
  const t = useTranslations('webhooks');
  const f = useTranslations('fields');
  return [
    { key: 'url', header: t('url'), cell: ({ id, url }) => <TextLink href={links.webhook(id)}>{url}</TextLink> },
    { key: 'status', header: f('status'), cell: ({ enabled }) => <WebhookState enabled={enabled} /> },
    { key: 'events', header: t('events'), wide: true, cell: ({ events }) => events.join(', ') },
    { key: 'description', header: f('description'), wide: true, cell: ({ description }) => description },
    { key: 'created', header: f('created'), wide: true, cell: ({ createdAt }) => <Time iso={createdAt} /> },
  ];
}
