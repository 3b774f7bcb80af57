'use client';

import type { Model } from '@gradus/contracts/api/models';
import { noData } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { links } from '../links';

export function AliasVersion({ model, alias }: { model: Model; alias: string }) {
  const held = model.aliases.find(({ name }) => name === alias);
  if (!held) return <span>{noData}</span>;
  return <TextLink href={links.version(model.name, held.version)}>v{held.version}</TextLink>;
}
