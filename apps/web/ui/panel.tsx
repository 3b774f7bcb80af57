import { Group, Paper, type PaperProps, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface PanelProps extends PaperProps {
  title?: string;
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled part of a screen. */
export function Panel({ title, aside, children, ...props }: PanelProps) {
  const id = useId();
  return (
    <Paper
      component="section"
      withBorder
      p="md"
      bg="var(--surface)"
      style={{ borderColor: 'var(--line)' }}
      {...(title ? { 'aria-labelledby': id } : {})}
      {...props}
    >
      {title ? (
        <Group justify="space-between" mb="sm" gap="xs">
          <Title order={2} id={id}>
            {title}
          </Title>
          {aside}
        </Group>
      ) : null}
      {children}
    </Paper>
  );
}
