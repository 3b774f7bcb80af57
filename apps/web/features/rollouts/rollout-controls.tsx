'use client';

import type { Rollout } from '@gradus/contracts/api/releases';
import { Button } from '@mantine/core';
import { IconArrowBackUp, IconPlayerPause, IconPlayerPlay, IconPlayerTrackNext } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCan } from '../session/api';
import { CommandDialog, type RolloutVerb } from './command-dialog';
import classes from './rollout-controls.module.css';

/** Always in view, at every width; each command asks once. */
export function RolloutControls({ rollout }: { rollout: Rollout }) {
  const t = useTranslations('rollouts');
  const [verb, setVerb] = useState<RolloutVerb | null>(null);
  const may = useCan('operate');
  const paused = rollout.status === 'paused';
  const hold: RolloutVerb = paused ? 'resume' : 'pause';
  return (
    <>
      <section className={classes.bar} aria-label={t('controls')}>
        <Button
          variant="default"
          px="xs"
          leftSection={paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
          disabled={!may || !rollout.can[hold]}
          onClick={() => setVerb(hold)}
        >
          {t(`command.${hold}`)}
        </Button>
        <Button
          variant="default"
          px="xs"
          leftSection={<IconPlayerTrackNext size={16} />}
          disabled={!may || !rollout.can.advance}
          onClick={() => setVerb('advance')}
        >
          {t('command.advance')}
        </Button>
        <Button
          color="red.9"
          px="xs"
          leftSection={<IconArrowBackUp size={16} />}
          disabled={!may || !rollout.can.rollback}
          onClick={() => setVerb('rollback')}
        >
          {t('command.rollback')}
        </Button>
      </section>
      <CommandDialog rollout={rollout} verb={verb} onClose={() => setVerb(null)} />
    </>
  );
}
