'use client';

import type { Endpoint } from '@gradus/contracts/api/endpoints';
import { useTranslations } from 'next-intl';
import { Facts } from '../../ui/facts';
import { noData, useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { links } from '../links';

export function EndpointFacts({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations('endpoints');
  const f = useTranslations('fields');
  const format = useFormat();
  const { model, stable, candidate, rollout } = endpoint;
  const version = (number: number | null, none: string) =>
    number === null ? none : <TextLink href={links.version(model, number)}>v{number}</TextLink>;
  return (
    <Facts
      items={[
        { label: f('model'), value: <TextLink href={links.model(model)}>{model}</TextLink> },
        { label: f('stable'), value: version(stable, t('nothing')) },
        { label: f('candidate'), value: version(candidate, noData) },
        {
          label: t('share'),
          value: candidate === null ? noData : endpoint.shadow ? f('shadow') : format.percent(endpoint.weight),
        },
        { label: t('revision'), value: endpoint.revision },
        {
          label: t('openRollout'),
          value: rollout ? <TextLink href={links.rollout(rollout)}>{t('openRollout')}</TextLink> : noData,
        },
      ]}
    />
  );
}
