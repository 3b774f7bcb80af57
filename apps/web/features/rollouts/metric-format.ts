'use client';

import { useFormat } from '../../ui/format';

/** Rates as percent, latencies in ms. */
export function useMetricFormat(metric: string): (value: number | null) => string {
  const format = useFormat();
  return metric.endsWith('Ms') ? (value) => format.ms(value) : (value) => format.percent(value, 2);
}
