'use client';

import { ActionIcon, Button, Fieldset, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

interface RowListProps {
  legend: string;
  lead: string;
  addLabel: string;
  rows: { key: string }[];
  onAdd: () => void;
  onRemove: (at: number) => void;
  children: (at: number) => ReactNode;
}

export function RowList({ legend, lead, addLabel, rows, onAdd, onRemove, children }: RowListProps) {
  const t = useTranslations('policies');
  return (
    <Fieldset legend={legend} bg="var(--surface)">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {lead}
        </Text>
        {rows.map(({ key }, at) => (
          <Group key={key} align="flex-start" wrap="nowrap">
            <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} flex={1} spacing="xs">
              {children(at)}
            </SimpleGrid>
            <ActionIcon
              variant="subtle"
              color="gray"
              mt={28}
              size={32}
              onClick={() => onRemove(at)}
              aria-label={t('remove', { row: at + 1 })}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        ))}
        <div>
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={onAdd}>
            {addLabel}
          </Button>
        </div>
      </Stack>
    </Fieldset>
  );
}
