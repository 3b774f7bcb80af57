import { Code, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconStairs } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyProps {
  title: string;
  /** what this is and why it is empty */
  children: ReactNode;
  action?: ReactNode;
  /** how to do it from a terminal */
  snippet?: string;
}

export function Empty({ title, children, action, snippet }: EmptyProps) {
  return (
    <Stack align="center" gap="xs" py="xl" px="sm" ta="center">
      <ThemeIcon size={44} radius="xl" variant="light" aria-hidden>
        <IconStairs size={24} />
      </ThemeIcon>
      <Text fw={600}>{title}</Text>
      <Text c="dimmed" size="sm" maw={520} component="div">
        {children}
      </Text>
      {action ? <div>{action}</div> : null}
      {snippet ? (
        <Code block maw="100%" ta="left" mt="xs" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {snippet}
        </Code>
      ) : null}
    </Stack>
  );
}
