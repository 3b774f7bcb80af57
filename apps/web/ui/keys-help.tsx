'use client';

import { Group, Kbd, Modal, Table, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';

export interface KeyHelp {
  keys: string[];
  does: string;
}

export function KeysHelp({ opened, onClose, items }: { opened: boolean; onClose: () => void; items: KeyHelp[] }) {
  const t = useTranslations('ui');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keyboard')}
      closeButtonProps={{ 'aria-label': t('close'), size: 32 }}
    >
      <Table>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={item.does}>
              <Table.Td>
                <Group gap={4}>
                  {item.keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{item.does}</Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
