'use client';

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { mergeSeries, type Series } from './merge-series';
import { type Mark, placeMarks } from './place-marks';

interface SeriesChartProps {
  series: Series[];
  formatX: (x: number) => string;
  formatY: (y: number) => string;
  /** dotted horizontal lines: limits and thresholds */
  limits?: Mark[];
  /** vertical lines: what happened when, in a word or two */
  events?: Mark[];
  domain?: [number | 'auto', number | 'auto'];
  height?: number;
  logarithmic?: boolean;
}

/** Points are drawn as well where a line is short, so that one between two gaps is seen. */
const fewPoints = 70;
/** All zero: an axis that ends just above 0, not at 400 %. */
const flatTop = 0.01;
const markRowPx = 12;
const tick = { fontSize: 11, fill: 'var(--mantine-color-dimmed)' };

/** Lines over a numeric axis, with intervals as areas. Never animated. */
export function SeriesChart(props: SeriesChartProps) {
  const { series, formatX, formatY, limits = [], events = [], domain = ['auto', 'auto'], height = 220 } = props;
  const rows = mergeSeries(series);
  const [low, high] = domain;
  const marks = placeMarks(events, rows[0]?.x ?? 0, rows.at(-1)?.x ?? 0);
  const flat = high === 'auto' && low === 0 && series.every(({ points }) => points.every(({ y }) => !y));
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart data={rows} margin={{ top: 8, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--grid)" vertical={false} />
        <XAxis
          dataKey="x"
          type="number"
          domain={['dataMin', 'dataMax']}
          tickFormatter={formatX}
          tick={tick}
          stroke="var(--line)"
          minTickGap={40}
        />
        <YAxis
          tickFormatter={formatY}
          tick={tick}
          stroke="var(--line)"
          width={56}
          domain={flat ? [0, flatTop] : domain}
          scale={props.logarithmic ? 'log' : 'auto'}
          allowDataOverflow={props.logarithmic ?? false}
        />
        <Tooltip
          isAnimationActive={false}
          labelFormatter={(x) => formatX(Number(x))}
          formatter={(value) => formatTooltip(value, formatY)}
          contentStyle={{
            background: 'var(--surface)',
            border: '1px solid var(--line)',
            borderRadius: 8,
            fontSize: 12,
          }}
        />
        {series.map((line) => (
          <Area
            key={`${line.key}:interval`}
            dataKey={`${line.key}:interval`}
            name={line.label}
            fill={line.color}
            fillOpacity={0.14}
            stroke="none"
            isAnimationActive={false}
            tooltipType="none"
            activeDot={false}
          />
        ))}
        {series.map((line) => (
          <Line
            key={line.key}
            dataKey={line.key}
            name={line.label}
            stroke={line.color}
            strokeWidth={2}
            {...(line.dash ? { strokeDasharray: line.dash } : {})}
            type={line.step ? 'stepAfter' : 'linear'}
            dot={line.points.length <= fewPoints ? { r: 2, fill: line.color, strokeWidth: 0 } : false}
            isAnimationActive={false}
          />
        ))}
        {limits.map((limit) => (
          <ReferenceLine
            key={limit.label}
            y={limit.value}
            stroke="var(--bad)"
            strokeDasharray="2 4"
            ifOverflow="extendDomain"
            label={{ value: limit.label, position: 'insideTopRight', fontSize: 11, fill: 'var(--bad)' }}
          />
        ))}
        {marks.map((mark) => (
          <ReferenceLine
            key={`${mark.value}:${mark.label}`}
            x={mark.value}
            stroke="var(--mantine-color-dimmed)"
            strokeDasharray="3 3"
            {...(mark.row === null
              ? {}
              : {
                  label: {
                    value: mark.label,
                    position: mark.side === 'left' ? ('insideTopRight' as const) : ('insideTopLeft' as const),
                    dy: mark.row * markRowPx,
                    fontSize: 10,
                    fill: 'var(--mantine-color-dimmed)',
                  },
                })}
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function formatTooltip(value: unknown, formatY: (y: number) => string): string {
  return typeof value === 'number' ? formatY(value) : '–';
}
