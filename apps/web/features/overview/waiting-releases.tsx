'use client';

import type { Overview } from '@gradus/contracts/api/overview';
import { Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { TextLink } from '../../ui/link';
import { Panel } from '../../ui/panel';
import { Time } from '../../ui/time';
import { links } from '../links';
import { StateBadge } from '../states/badges';

export function WaitingReleases({ releases }: { releases: Overview['waitingForMe'] }) {
  const t = useTranslations('overview');
  return (
    <Panel title={t('waiting')} aside={<TextLink href="/releases?status=awaiting_approval">{t('all')}</TextLink>}>
      {releases.length === 0 ? <Text c="dimmed">{t('waitingNone')}</Text> : null}
      <Stack gap="sm">
        {releases.map((release) => (
          <div key={release.id}>
            <Group gap="xs">
              <StateBadge kind="release" state={release.status} />
              <TextLink href={links.release(release.id)}>
                {release.model} v{release.version} → {release.endpoint}
              </TextLink>
            </Group>
            <Text size="sm" c="dimmed" component="div">
              {release.requestedBy} · <Time iso={release.createdAt} />
              {release.reason ? ` · ${release.reason}` : ''}
            </Text>
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
