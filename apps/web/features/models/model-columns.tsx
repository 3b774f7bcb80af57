'use client';

import type { Model } from '@gradus/contracts/api/models';
import { useTranslations } from 'next-intl';
import type { Column } from '../../ui/data-table';
import { noData } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { Time } from '../../ui/time';
import { links } from '../links';
import { AliasVersion } from './alias-version';

export function useModelColumns(): Column<Model>[] {
  const t = useTranslations('models');
  const f = useTranslations('fields');
  return [
    {
      key: 'name',
      header: f('name'),
      cell: (model) => <TextLink href={links.model(model.name)}>{model.name}</TextLink>,
    },
    { key: 'task', header: f('task'), wide: true, cell: (model) => f(`tasks.${model.task ?? 'unknown'}`) },
    { key: 'champion', header: f('champion'), cell: (model) => <AliasVersion model={model} alias="champion" /> },
    {
      key: 'candidate',
      header: f('candidate'),
      wide: true,
      cell: (model) => <AliasVersion model={model} alias="candidate" />,
    },
    {
      key: 'latest',
      header: t('latest'),
      cell: (model) =>
        model.latestVersion === null ? (
          noData
        ) : (
          <TextLink href={links.version(model.name, model.latestVersion)}>v{model.latestVersion}</TextLink>
        ),
    },
    { key: 'endpoints', header: t('endpoints'), wide: true, cell: (model) => model.endpoints.join(', ') || t('none') },
    { key: 'owner', header: f('owner'), wide: true, cell: (model) => model.owner || noData },
    { key: 'updated', header: f('updated'), cell: (model) => <Time iso={model.updatedAt} /> },
  ];
}
