'use client';

import { useFormat } from '../../ui/format';

/** Rates as percent, latencies in ms, F1 as the number that it is. */
export function useMetricFormat(metric: string): (value: number | null) => string {
  const format = useFormat();
  if (metric === 'f1') return (value) => format.number(value, 3);
  return metric.endsWith('Ms') ? (value) => format.ms(value) : (value) => format.percent(value, 2);
}
