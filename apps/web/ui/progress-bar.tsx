import { Group, Progress, Text } from '@mantine/core';

interface ProgressBarProps {
  label: string;
  /** share done, in [0, 1] */
  value: number;
  detail?: string;
  active?: boolean;
}

export function ProgressBar({ label, value, detail, active = true }: ProgressBarProps) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm">{label}</Text>
        <Text size="sm" c="dimmed">
          {detail ? `${detail} · ` : ''}
          {percent}%
        </Text>
      </Group>
      <Progress.Root size={8}>
        <Progress.Section value={percent} aria-label={label} animated={active} />
      </Progress.Root>
    </div>
  );
}
