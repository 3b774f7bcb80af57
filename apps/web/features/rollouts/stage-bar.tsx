'use client';

import type { Rollout } from '@gradus/contracts/api/releases';
import { Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormat } from '../../ui/format';
import { Time } from '../../ui/time';
import classes from './stage-bar.module.css';

/** The steps of the rollout, where it stands, and what share the candidate has. */
export function StageBar({ rollout }: { rollout: Rollout }) {
  const t = useTranslations('rollouts');
  const format = useFormat();
  const { stage, stages, status } = rollout;
  const share = status === 'completed' ? 1 : status === 'rolled_back' ? 0 : stage.weight;
  const stable = rollout.stable === null ? t('noStable') : `v${rollout.stable}`;
  const stateOf = (at: number) =>
    status === 'completed' || at < stage.index ? 'done' : at === stage.index ? 'current' : 'next';
  return (
    <div className={classes.root}>
      <ol className={classes.stages} aria-label={t('stages')}>
        {stages.map((step, at) => {
          const state = stateOf(at);
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a stage is its place in the list
              key={at}
              className={classes.stage}
              data-state={state}
              data-outcome={status}
              {...(state === 'current' ? { 'aria-current': 'step' as const } : {})}
            >
              <span className={classes.name}>
                {state === 'done' ? <IconCheck size={14} aria-hidden /> : null}
                {step.shadow ? t('stageShadow') : format.percent(step.weight)}
              </span>
              <span className={classes.state}>
                {t(`stageState.${state === 'current' && status === 'rolled_back' ? 'ended' : state}`)}
              </span>
            </li>
          );
        })}
      </ol>
      <div className={classes.share} aria-hidden>
        <div className={classes.candidate} style={{ width: `${share * 100}%` }} />
      </div>
      <Text size="sm">
        {stage.shadow && status !== 'completed' && status !== 'rolled_back'
          ? t('shareShadow', { candidate: rollout.candidate })
          : t('shareOf', {
              candidate: rollout.candidate,
              share: format.percent(share),
              stable,
              rest: format.percent(1 - share),
            })}
        {stage.startedAt ? (
          <Text span c="dimmed" size="sm">
            {' · '}
            {t('since')} <Time iso={stage.startedAt} />
          </Text>
        ) : null}
      </Text>
    </div>
  );
}
