'use client';

import type { EndpointDrift } from '@gradus/contracts/api/endpoints';
import { useTranslations } from 'next-intl';
import { ChartFrame } from '../../ui/chart/chart-frame';
import { useFormat } from '../../ui/format';
import classes from './bin-figure.module.css';

type Feature = EndpointDrift['features'][number];

const share = (counts: number[], at: number) => {
  const total = counts.reduce((sum, n) => sum + n, 0);
  return total > 0 ? (counts[at] ?? 0) / total : 0;
};

/** Where the mass of the input that moved most went: training data and now, bin by bin. */
export function BinFigure({ feature }: { feature: Feature }) {
  const t = useTranslations('endpoints');
  const format = useFormat();
  const rows = feature.bins.map((bin, at) => ({
    bin,
    reference: share(feature.reference, at),
    current: share(feature.current, at),
  }));
  const largest = Math.max(...rows.flatMap(({ reference, current }) => [reference, current]), 1e-9);
  return (
    <ChartFrame
      title={t('driftBins', { feature: feature.name })}
      unit="%"
      summary={`PSI ${format.number(feature.psi, 3)}, n = ${format.integer(feature.n)}`}
      legend={[
        { key: 'reference', label: t('reference'), color: 'var(--series-5)' },
        { key: 'current', label: t('current'), color: 'var(--series-2)', dash: '6 3' },
      ]}
      rows={rows}
      rowKey={(row) => row.bin}
      columns={[
        { key: 'bin', header: t('bin'), cell: (row) => row.bin },
        { key: 'reference', header: t('reference'), numeric: true, cell: (row) => format.percent(row.reference) },
        { key: 'current', header: t('current'), numeric: true, cell: (row) => format.percent(row.current) },
      ]}
    >
      <div className={classes.bins}>
        {rows.map((row) => (
          <div key={row.bin} className={classes.bin}>
            <span className={classes.label}>{row.bin}</span>
            <span className={classes.bars}>
              <span className={classes.reference} style={{ width: `${(100 * row.reference) / largest}%` }} />
              <span className={classes.current} style={{ width: `${(100 * row.current) / largest}%` }} />
            </span>
          </div>
        ))}
      </div>
    </ChartFrame>
  );
}
