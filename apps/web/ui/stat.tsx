import { Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** One number with its name. */
export function Stat({ label, value, detail }: { label: string; value: ReactNode; detail?: ReactNode }) {
  return (
    <Paper withBorder p="sm" bg="var(--surface)" style={{ borderColor: 'var(--line)' }}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="xl" fw={650} component="div">
        {value}
      </Text>
      {detail ? (
        <Text size="xs" c="dimmed" component="div">
          {detail}
        </Text>
      ) : null}
    </Paper>
  );
}
