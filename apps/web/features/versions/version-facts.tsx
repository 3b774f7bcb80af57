'use client';

import type { Version } from '@gradus/contracts/api/models';
import { useTranslations } from 'next-intl';
import { Copyable, shortDigest } from '../../ui/copyable';
import { Facts } from '../../ui/facts';
import { noData, useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { Panel } from '../../ui/panel';
import { Time } from '../../ui/time';
import { links } from '../links';

export function VersionFacts({ version }: { version: Version }) {
  const t = useTranslations('versions');
  const f = useTranslations('fields');
  const format = useFormat();
  return (
    <Panel>
      <Facts
        items={[
          { label: f('source'), value: t(`sources.${version.source}`) },
          {
            label: t('run'),
            value: version.run ? (
              <TextLink href={links.run(version.run)}>{`${version.run.slice(0, 12)}…`}</TextLink>
            ) : (
              noData
            ),
          },
          {
            label: f('dataset'),
            value: version.dataset ? (
              <TextLink href={links.dataset(version.dataset)}>{`${version.dataset.slice(0, 12)}…`}</TextLink>
            ) : (
              noData
            ),
          },
          {
            label: t('parent'),
            value:
              version.parent === null ? (
                noData
              ) : (
                <TextLink href={links.version(version.model, version.parent)}>v{version.parent}</TextLink>
              ),
          },
          { label: f('size'), value: format.bytes(version.sizeBytes) },
          {
            label: f('digest'),
            value: version.digest ? <Copyable value={version.digest} shown={shortDigest(version.digest)} /> : noData,
          },
          { label: f('createdBy'), value: version.createdBy },
          { label: f('created'), value: <Time iso={version.createdAt} /> },
        ]}
      />
    </Panel>
  );
}
