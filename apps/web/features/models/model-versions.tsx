'use client';

import type { Model, Version } from '@gradus/contracts/api/models';
import { useTranslations } from 'next-intl';
import { useList } from '../../api-client/queries';
import type { Column } from '../../ui/data-table';
import { noData, useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { LinkButton } from '../../ui/link-button';
import { ListView } from '../../ui/list-view';
import { Empty } from '../../ui/states/empty';
import { Time } from '../../ui/time';
import { links } from '../links';
import { StateBadge } from '../states/badges';
import { AliasList } from '../versions/alias-list';

export function ModelVersions({ model }: { model: Model }) {
  const t = useTranslations('models');
  const runs = useTranslations('runs');
  const list = useList<Version>(['models', model.name, 'versions']);
  return (
    <ListView
      list={list}
      label={t('tabs.versions')}
      rowKey={(version) => version.id}
      columns={useColumns(model)}
      empty={
        <Empty
          title={t('noVersions.title')}
          action={<LinkButton href={`/runs/new?model=${encodeURIComponent(model.name)}`}>{runs('new')}</LinkButton>}
          snippet={`gradus register --model ${model.name} --file model.onnx`}
        >
          {t('noVersions.text')}
        </Empty>
      }
    />
  );
}

function useColumns(model: Model): Column<Version>[] {
  const f = useTranslations('fields');
  const sources = useTranslations('versions.sources');
  const format = useFormat();
  const metric = (name: string): Column<Version> => ({
    key: name,
    header: name,
    numeric: true,
    cell: (version) => format.number(version.metrics[name]),
  });
  return [
    {
      key: 'version',
      header: f('version'),
      cell: (version) => <TextLink href={links.version(version.model, version.version)}>v{version.version}</TextLink>,
    },
    { key: 'aliases', header: f('aliases'), cell: (version) => <AliasList aliases={version.aliases} /> },
    { key: 'status', header: f('status'), cell: (version) => <StateBadge kind="version" state={version.status} /> },
    ...(model.task === 'regression' ? ['r2', 'rmse'] : ['accuracy', 'f1']).map(metric),
    { key: 'source', header: f('source'), wide: true, cell: (version) => sources(version.source) },
    { key: 'size', header: f('size'), wide: true, numeric: true, cell: (version) => format.bytes(version.sizeBytes) },
    { key: 'by', header: f('createdBy'), wide: true, cell: (version) => version.createdBy || noData },
    { key: 'created', header: f('created'), cell: (version) => <Time iso={version.createdAt} /> },
  ];
}
