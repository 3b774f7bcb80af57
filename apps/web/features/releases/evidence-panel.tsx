'use client';

import type { Release } from '@gradus/contracts/api/releases';
import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Copyable, shortDigest } from '../../ui/copyable';
import { Facts } from '../../ui/facts';
import { noData } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { Panel } from '../../ui/panel';
import { links } from '../links';

export function EvidencePanel({ release }: { release: Release }) {
  const t = useTranslations('releases');
  const f = useTranslations('fields');
  const evaluation = (id: string | null, label: string) =>
    id ? <TextLink href={links.evaluation(id)}>{label}</TextLink> : noData;
  return (
    <Panel title={t('evidence')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('evidenceLead')}
      </Text>
      <Facts
        items={[
          {
            label: f('digest'),
            value: release.evidenceDigest ? (
              <Copyable value={release.evidenceDigest} shown={shortDigest(release.evidenceDigest)} />
            ) : (
              t('noEvidence')
            ),
          },
          { label: t('evaluation'), value: evaluation(release.evaluation, `v${release.version}`) },
          { label: t('baselineEvaluation'), value: evaluation(release.baselineEvaluation, `v${release.baseline}`) },
          {
            label: f('dataset'),
            value: release.dataset ? (
              <TextLink href={links.dataset(release.dataset)}>{`${release.dataset.slice(0, 12)}…`}</TextLink>
            ) : (
              noData
            ),
          },
        ]}
      />
    </Panel>
  );
}
