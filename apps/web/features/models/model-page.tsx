'use client';

import type { Model } from '@gradus/contracts/api/models';
import { Tabs } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useResource } from '../../api-client/queries';
import { Facts } from '../../ui/facts';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/states/query-view';
import { Time } from '../../ui/time';
import { AliasVersion } from './alias-version';
import { ModelEvaluations } from './model-evaluations';
import { ModelMonitoring } from './model-monitoring';
import { ModelReleases } from './model-releases';
import { ModelVersions } from './model-versions';
import { ProductionHistory } from './production-history';

const tabs = ['versions', 'evaluations', 'releases', 'production', 'monitoring'] as const;

export function ModelPage({ name }: { name: string }) {
  const t = useTranslations('models');
  const f = useTranslations('fields');
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(tabs).withDefault('versions'));
  const query = useResource<Model>(['models', name]);
  return (
    <Page title={name} crumbs={[{ label: t('title'), href: '/models' }]} description={query.data?.description || null}>
      <QueryView query={query}>
        {(model) => (
          <>
            <Panel>
              <Facts
                items={[
                  { label: f('task'), value: f(`tasks.${model.task ?? 'unknown'}`) },
                  { label: f('champion'), value: <AliasVersion model={model} alias="champion" /> },
                  { label: f('candidate'), value: <AliasVersion model={model} alias="candidate" /> },
                  { label: f('owner'), value: model.owner || t('none') },
                  {
                    label: f('tags'),
                    value:
                      Object.entries(model.tags)
                        .map(([key, value]) => `${key}=${value}`)
                        .join(', ') || t('none'),
                  },
                  { label: f('updated'), value: <Time iso={model.updatedAt} /> },
                ]}
              />
            </Panel>
            <Tabs
              value={tab}
              onChange={(value) => void setTab(tabs.find((known) => known === value) ?? null)}
              keepMounted={false}
            >
              <Tabs.List aria-label={t('tabs.label')} mb="md">
                {tabs.map((value) => (
                  <Tabs.Tab key={value} value={value}>
                    {t(`tabs.${value}`)}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              <Tabs.Panel value="versions">
                <ModelVersions model={model} />
              </Tabs.Panel>
              <Tabs.Panel value="evaluations">
                <ModelEvaluations model={model.name} />
              </Tabs.Panel>
              <Tabs.Panel value="releases">
                <ModelReleases model={model.name} />
              </Tabs.Panel>
              <Tabs.Panel value="production">
                <ProductionHistory model={model} />
              </Tabs.Panel>
              <Tabs.Panel value="monitoring">
                <ModelMonitoring model={model} />
              </Tabs.Panel>
            </Tabs>
          </>
        )}
      </QueryView>
    </Page>
  );
}
