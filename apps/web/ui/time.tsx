'use client';

import { Text, Tooltip } from '@mantine/core';
import { noData, useFormat } from './format';

/** A moment as "3 min ago", with the exact time and its zone for whoever asks. */
export function Time({ iso }: { iso: string | null }) {
  const format = useFormat();
  if (iso === null) return <span>{noData}</span>;
  const exact = format.dateTime(iso);
  return (
    <Tooltip label={exact}>
      <Text component="time" inherit dateTime={iso} title={exact} suppressHydrationWarning>
        {format.relative(iso)}
      </Text>
    </Tooltip>
  );
}

export function ExactTime({ iso }: { iso: string | null }) {
  const format = useFormat();
  return iso === null ? <span>{noData}</span> : <time dateTime={iso}>{format.dateTime(iso)}</time>;
}
