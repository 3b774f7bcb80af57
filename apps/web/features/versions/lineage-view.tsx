'use client';

import type { Lineage, Version } from '@gradus/contracts/api/models';
import { Text, Timeline } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { TextLink } from '../../ui/link';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/states/query-view';
import { links, linkTo } from '../links';
import { lineageOrder } from './lineage-order';

const kinds = ['dataset', 'run', 'version', 'release', 'evaluation', 'endpoint'] as const;

export function LineageView({ version }: { version: Version }) {
  const t = useTranslations('versions');
  const query = useResource<Lineage>(['models', version.model, 'versions', version.version, 'lineage']);
  return (
    <Panel title={t('lineage')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('lineageLead')}
      </Text>
      <QueryView query={query} rows={2}>
        {(lineage) => (
          <Timeline bulletSize={14} lineWidth={2} active={lineage.nodes.length}>
            {lineageOrder(lineage).map((node) => {
              const href = nodeLink(node, version.model);
              const kind = kinds.find((known) => known === node.kind) ?? 'other';
              return (
                <Timeline.Item key={node.id} title={t(`lineageKinds.${kind}`)}>
                  {href ? <TextLink href={href}>{node.label}</TextLink> : <Text size="sm">{node.label}</Text>}
                  {node.status ? (
                    <Text size="xs" c="dimmed">
                      {node.status.replaceAll('_', ' ')}
                    </Text>
                  ) : null}
                </Timeline.Item>
              );
            })}
          </Timeline>
        )}
      </QueryView>
    </Panel>
  );
}

function nodeLink(node: Lineage['nodes'][number], model: string): string | null {
  if (node.kind !== 'version') return linkTo(node.kind, node.id);
  const number = Number(/(\d+)\D*$/.exec(node.label)?.[1]);
  return Number.isInteger(number) ? links.version(model, number) : null;
}
