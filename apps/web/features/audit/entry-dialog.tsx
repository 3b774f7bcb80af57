'use client';

import type { AuditView } from '@gradus/contracts/api/admin';
import { Code, Modal, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Copyable } from '../../ui/copyable';
import { Facts } from '../../ui/facts';
import { noData } from '../../ui/format';
import { ExactTime } from '../../ui/time';

export function EntryDialog({ entry, onClose }: { entry: AuditView | null; onClose: () => void }) {
  const t = useTranslations('audit');
  const f = useTranslations('fields');
  const ui = useTranslations('ui');
  return (
    <Modal
      opened={entry !== null}
      onClose={onClose}
      size="lg"
      title={entry ? t('detailsOf', { seq: entry.seq }) : ''}
      closeButtonProps={{ 'aria-label': ui('close'), size: 32 }}
    >
      {entry ? (
        <Stack gap="sm">
          <Facts
            items={[
              { label: t('who'), value: `${entry.actor.name} (${entry.actor.kind})` },
              { label: t('action'), value: entry.action },
              { label: f('time'), value: <ExactTime iso={entry.at} /> },
              { label: t('request'), value: entry.requestId ? <Copyable value={entry.requestId} /> : noData },
              { label: t('hash'), value: <Copyable value={entry.hash} shown={`${entry.hash.slice(0, 16)}…`} /> },
            ]}
          />
          {(['before', 'after'] as const).map((side) => (
            <div key={side}>
              <Text size="sm" fw={600}>
                {t(side)}
              </Text>
              <Code
                block
                tabIndex={0}
                style={{ maxHeight: 260, overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
              >
                {entry[side] === null || entry[side] === undefined ? noData : JSON.stringify(entry[side], null, 2)}
              </Code>
            </div>
          ))}
        </Stack>
      ) : null}
    </Modal>
  );
}
