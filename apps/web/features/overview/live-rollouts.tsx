'use client';

import type { Overview } from '@gradus/contracts/api/overview';
import { Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { Panel } from '../../ui/panel';
import { links } from '../links';
import { StateBadge } from '../states/badges';

export function LiveRollouts({ rollouts }: { rollouts: Overview['rollouts'] }) {
  const t = useTranslations('overview');
  const words = useTranslations('rollouts');
  const format = useFormat();
  return (
    <Panel title={t('rollouts')} aside={<TextLink href="/rollouts">{t('all')}</TextLink>}>
      {rollouts.length === 0 ? <Text c="dimmed">{t('rolloutsNone')}</Text> : null}
      <Stack gap="md">
        {rollouts.map((rollout) => {
          const { stage, stages } = rollout;
          const place = words('stageOf', { at: stage.index + 1, total: stages.length });
          const share = stage.shadow ? words('stageShadow') : format.percent(stage.weight);
          return (
            <div key={rollout.id}>
              <Group gap="xs">
                <StateBadge kind="rollout" state={rollout.status} />
                <TextLink href={links.rollout(rollout.id)}>
                  {rollout.endpoint} · v{rollout.candidate}
                </TextLink>
                <Text size="sm" c="dimmed">
                  {place} · {share}
                </Text>
              </Group>
              <Progress.Root size={6} my={6}>
                <Progress.Section value={stage.weight * 100} aria-label={`${rollout.endpoint}: ${words('share')}`} />
              </Progress.Root>
              <Text size="sm">{rollout.summary}</Text>
            </div>
          );
        })}
      </Stack>
    </Panel>
  );
}
