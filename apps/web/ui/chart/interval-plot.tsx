import { Group, Text } from '@mantine/core';
import classes from './interval-plot.module.css';

interface ArmPlot {
  label: string;
  value: number | null;
  interval: [number, number] | null;
  color: string;
  dash?: string;
  note: string;
}

/** Values with their intervals on one shared axis, each also in words. */
export function IntervalPlot({ arms, format }: { arms: ArmPlot[]; format: (value: number | null) => string }) {
  const ends = arms.flatMap(({ value, interval }) => [value, ...(interval ?? [])]).filter((end) => end !== null);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const span = high - low || 1;
  const at = (value: number) => 4 + (92 * (value - low)) / span;
  return (
    <div className={classes.plot}>
      {arms.map((arm) => (
        <div key={arm.label}>
          <Group justify="space-between" gap="xs">
            <Text size="xs">
              {arm.label}: <b>{format(arm.value)}</b>
              {arm.interval ? ` [${format(arm.interval[0])}, ${format(arm.interval[1])}]` : ''}
            </Text>
            <Text size="xs" c="dimmed">
              {arm.note}
            </Text>
          </Group>
          <svg className={classes.line} aria-hidden="true">
            <title>{arm.label}</title>
            {arm.interval ? (
              <line
                x1={`${at(arm.interval[0])}%`}
                x2={`${at(arm.interval[1])}%`}
                y1="6"
                y2="6"
                stroke={arm.color}
                strokeWidth="3"
                strokeDasharray={arm.dash}
              />
            ) : null}
            {arm.value !== null ? <circle cx={`${at(arm.value)}%`} cy="6" r="5" fill={arm.color} /> : null}
          </svg>
        </div>
      ))}
    </div>
  );
}
