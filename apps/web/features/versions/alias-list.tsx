import { Group } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import classes from './alias-list.module.css';

export function AliasList({ aliases }: { aliases: string[] }) {
  return (
    <Group gap={4}>
      {aliases.map((alias) => (
        <span key={alias} className={classes.alias}>
          <IconTag size={12} aria-hidden /> {alias}
        </span>
      ))}
    </Group>
  );
}
