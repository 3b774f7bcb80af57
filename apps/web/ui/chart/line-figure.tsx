'use client';

import { Skeleton } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import type { Column } from '../data-table';
import { ChartFrame, type LegendItem } from './chart-frame';
import { type ChartRow, mergeSeries, type Series } from './merge-series';

const usualHeight = 220;
/** The drawing library is fetched when a line is drawn, not with the page. */
const SeriesChart = dynamic(() => import('./series-chart').then((module) => module.SeriesChart), {
  ssr: false,
  loading: () => <Skeleton height={usualHeight} />,
});

interface LineFigureProps {
  title: string;
  unit?: string;
  summary: string;
  xLabel: string;
  series: Series[];
  /** where one entry for each line would be too many */
  legend?: LegendItem[];
  formatX: (x: number) => string;
  formatY: (y: number) => string;
  limits?: { value: number; label: string }[];
  events?: { value: number; label: string }[];
  domain?: [number | 'auto', number | 'auto'];
  logarithmic?: boolean;
  height?: number;
}

/** A line chart in its frame, with the table made from the same series. */
export function LineFigure({ title, unit, summary, xLabel, series, legend, ...chart }: LineFigureProps) {
  const t = useTranslations('ui.chart');
  const drawn = series.filter((line) => line.points.some((point) => point.y !== null));
  const rows = mergeSeries(drawn);
  const columns: Column<ChartRow>[] = [
    { key: 'x', header: xLabel, cell: (row) => chart.formatX(row.x) },
    ...drawn.map((line) => ({
      key: line.key,
      header: line.label,
      numeric: true,
      cell: (row: ChartRow) => {
        const value = row[line.key];
        const range = row[`${line.key}:interval`];
        if (typeof value !== 'number') return t('none');
        return Array.isArray(range)
          ? `${chart.formatY(value)} [${chart.formatY(range[0])}, ${chart.formatY(range[1])}]`
          : chart.formatY(value);
      },
    })),
  ];
  return (
    <ChartFrame
      title={title}
      {...(unit ? { unit } : {})}
      summary={summary}
      legend={legend ?? drawn}
      rows={rows}
      columns={columns}
      rowKey={(row) => String(row.x)}
    >
      {rows.length === 0 ? null : <SeriesChart series={drawn} {...chart} />}
    </ChartFrame>
  );
}
