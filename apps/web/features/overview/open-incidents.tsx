'use client';

import type { Overview } from '@gradus/contracts/api/overview';
import { Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { TextLink } from '../../ui/link';
import { Panel } from '../../ui/panel';
import { Time } from '../../ui/time';
import { links } from '../links';
import { StateBadge } from '../states/badges';

export function OpenIncidents({ incidents }: { incidents: Overview['incidents'] }) {
  const t = useTranslations('overview');
  return (
    <Panel title={t('incidents')} aside={<TextLink href="/incidents">{t('all')}</TextLink>}>
      <Stack gap="sm">
        {incidents.map((incident) => (
          <div key={incident.id}>
            <Group gap="xs">
              <StateBadge kind="incident" state={incident.status} />
              <TextLink href={incident.rollout ? links.rollout(incident.rollout) : links.endpoint(incident.endpoint)}>
                {incident.title}
              </TextLink>
              <Text size="sm" c="dimmed" component="span">
                {incident.endpoint} · <Time iso={incident.openedAt} />
              </Text>
            </Group>
            <Text size="sm">{incident.summary}</Text>
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
