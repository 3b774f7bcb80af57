'use client';

import type { Release } from '@gradus/contracts/api/releases';
import { Button, Tooltip } from '@mantine/core';
import { IconCheck, IconRocket, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type ReactElement, useState } from 'react';
import { LinkButton } from '../../ui/link-button';
import { useDocumentKeys } from '../../ui/use-document-keys';
import { links } from '../links';
import { DecideDialog, type ReleaseVerb } from './decide-dialog';

/** What the caller may do now; the keys only open the dialog, which asks. */
export function ReleaseActions({ release }: { release: Release }) {
  const t = useTranslations('releases');
  const [verb, setVerb] = useState<ReleaseVerb | null>(null);
  const { can } = release;
  useDocumentKeys({
    ...(can.approve.allowed ? { a: () => setVerb('approve') } : {}),
    ...(can.reject.allowed ? { r: () => setVerb('reject') } : {}),
  });
  const deciding = release.status === 'awaiting_approval';
  return (
    <>
      {release.rollout ? (
        <LinkButton href={links.rollout(release.rollout)} leftSection={<IconRocket size={16} />}>
          {t('openRollout')}
        </LinkButton>
      ) : null}
      {can.cancel.allowed ? (
        <Button variant="default" onClick={() => setVerb('cancel')}>
          {t('cancel')}
        </Button>
      ) : null}
      {deciding ? (
        <>
          <Explained reason={can.reject.reason}>
            <Button
              variant="default"
              leftSection={<IconX size={16} />}
              disabled={!can.reject.allowed}
              onClick={() => setVerb('reject')}
              aria-keyshortcuts="r"
            >
              {t('reject')}
            </Button>
          </Explained>
          <Explained reason={can.approve.reason}>
            <Button
              leftSection={<IconCheck size={16} />}
              disabled={!can.approve.allowed}
              onClick={() => setVerb('approve')}
              aria-keyshortcuts="a"
            >
              {t('approve')}
            </Button>
          </Explained>
        </>
      ) : null}
      <DecideDialog release={release} verb={verb} onClose={() => setVerb(null)} />
    </>
  );
}

function Explained({ reason, children }: { reason: string | null; children: ReactElement }) {
  return reason ? (
    <Tooltip label={reason} multiline maw={320}>
      <span>{children}</span>
    </Tooltip>
  ) : (
    children
  );
}
