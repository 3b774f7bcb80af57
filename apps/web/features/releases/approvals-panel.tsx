'use client';

import type { Release } from '@gradus/contracts/api/releases';
import { Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { shortDigest } from '../../ui/copyable';
import { Panel } from '../../ui/panel';
import { StatusBadge } from '../../ui/status-badge';
import { Time } from '../../ui/time';

export function ApprovalsPanel({ release }: { release: Release }) {
  const t = useTranslations('releases');
  const { required } = release.policySpec.approvals;
  const given = release.approvals.filter(({ decision, voided }) => decision === 'approve' && !voided).length;
  const reasons = [release.can.approve, release.can.reject].filter(
    ({ allowed, reason }) => !allowed && reason !== null,
  );
  const why = release.status === 'awaiting_approval' ? reasons[0]?.reason : null;
  return (
    <Panel title={t('approvals')}>
      <Text size="sm" c="dimmed" mb="sm">
        {required === 0 ? t('automatic') : t('approvalsOf', { given, required })}
        {why ? ` · ${why}` : ''}
      </Text>
      <Stack gap="sm">
        {release.approvals.length === 0 && required > 0 ? <Text>{t('noApprovals')}</Text> : null}
        {release.approvals.map((approval) => (
          <div key={approval.id}>
            <Group gap="xs">
              <StatusBadge tone={approval.voided ? 'idle' : approval.decision === 'approve' ? 'good' : 'bad'}>
                {approval.voided ? t('voided') : approval.decision === 'approve' ? t('approved') : t('rejected')}
              </StatusBadge>
              <Text fw={600}>{approval.actor}</Text>
              <Text size="sm" c="dimmed" component="span">
                <Time iso={approval.at} /> · {shortDigest(approval.evidenceDigest)}
              </Text>
            </Group>
            {approval.comment ? <Text size="sm">{approval.comment}</Text> : null}
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
