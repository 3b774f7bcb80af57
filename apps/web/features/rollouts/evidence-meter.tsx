'use client';

import { Group, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormat } from '../../ui/format';
import classes from './evidence-meter.module.css';

/** An e-value on its way to the threshold, on a log scale: 1 says nothing, the threshold decides. */
export function EvidenceMeter({ evidence, threshold, label }: { evidence: number; threshold: number; label: string }) {
  const t = useTranslations('rollouts');
  const format = useFormat();
  const share = Math.min(1, Math.max(0, Math.log(Math.max(evidence, 1e-9)) / Math.log(Math.max(threshold, 1 + 1e-9))));
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {label}
        </Text>
        <Text size="xs">
          {t('evidenceOf', { evidence: format.number(evidence, 3), threshold: format.number(threshold, 3) })}
        </Text>
      </Group>
      <div className={classes.track} aria-hidden>
        <div
          className={classes.bar}
          data-crossed={evidence >= threshold || undefined}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
