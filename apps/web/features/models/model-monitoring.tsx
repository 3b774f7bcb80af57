'use client';

import type { Model } from '@gradus/contracts/api/models';
import { Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../../ui/link-button';
import { Empty } from '../../ui/states/empty';
import { EndpointCard } from '../endpoints/endpoint-card';

export function ModelMonitoring({ model }: { model: Model }) {
  const t = useTranslations('models.noEndpoints');
  const endpoints = useTranslations('endpoints');
  if (model.endpoints.length === 0) {
    return (
      <Empty
        title={t('title')}
        action={<LinkButton href="/endpoints">{endpoints('new')}</LinkButton>}
        snippet={`gradus endpoint create --name ${model.name}-prod --model ${model.name}`}
      >
        {t('text')}
      </Empty>
    );
  }
  return (
    <Stack gap="md">
      {model.endpoints.map((name) => (
        <EndpointCard key={name} name={name} />
      ))}
    </Stack>
  );
}
