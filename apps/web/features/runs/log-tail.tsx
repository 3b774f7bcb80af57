'use client';

import type { RunMetrics } from '@gradus/contracts/api/runs';
import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useFormat } from '../../ui/format';
import classes from './log-tail.module.css';

/** The newest lines; it follows the end as long as the reader is there. */
export function LogTail({ lines }: { lines: RunMetrics['log'] }) {
  const t = useTranslations('runs');
  const format = useFormat();
  const box = useRef<HTMLElement>(null);
  const following = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what moves the end
  useEffect(() => {
    if (box.current && following.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines.length]);
  if (lines.length === 0) return <Text c="dimmed">{t('noLog')}</Text>;
  return (
    <section
      ref={box}
      className={classes.log}
      aria-label={t('log')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        following.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
    >
      {lines.map(({ at, line }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever appended
        <div key={index}>
          <span className={classes.at}>{format.clock(new Date(at).getTime())}</span> {line}
        </div>
      ))}
    </section>
  );
}
