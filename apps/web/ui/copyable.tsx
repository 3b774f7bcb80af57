'use client';

import { ActionIcon, Code, CopyButton, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

/** A machine's string: shortened to the eye, whole to the clipboard. */
export function Copyable({ value, shown }: { value: string; shown?: string }) {
  const t = useTranslations('ui');
  return (
    <Group gap={4} wrap="nowrap" component="span" display="inline-flex">
      <Code title={value} style={{ overflowWrap: 'anywhere' }}>
        {shown ?? value}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('copied') : t('copy')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              onClick={copy}
              aria-label={copied ? t('copied') : t('copy')}
            >
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}

export const shortDigest = (digest: string) => `${digest.replace('sha256:', '').slice(0, 12)}…`;
