'use client';

import type { Endpoint } from '@gradus/contracts/api/endpoints';
import type { Model } from '@gradus/contracts/api/models';
import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import { IconActivity, IconBox, IconPlus, IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useResource } from '../../api-client/queries';
import { useNav } from './nav';

/** Ctrl/Cmd-K: every page, and the models and endpoints by name. */
export function Palette({ asked }: { asked: number }) {
  const t = useTranslations('shell.palette');
  const create = useTranslations();
  const router = useRouter();
  const nav = useNav();
  const [opened, setOpened] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time someone asks opens it again
  useEffect(spotlight.open, [asked]);
  const models = useResource<{ items: Model[] }>(['models'], { limit: 50 }, { enabled: opened });
  const endpoints = useResource<{ items: Endpoint[] }>(['endpoints'], { limit: 50 }, { enabled: opened });

  const go = (href: string) => () => router.push(href);
  const actions: SpotlightActionGroupData[] = [
    {
      group: t('actions'),
      actions: [
        { id: 'new-run', label: create('runs.new'), onClick: go('/runs/new'), leftSection: <IconPlus size={18} /> },
        {
          id: 'new-dataset',
          label: create('datasets.upload'),
          onClick: go('/datasets/new'),
          leftSection: <IconPlus size={18} />,
        },
        {
          id: 'new-policy',
          label: create('policies.new'),
          onClick: go('/policies/new'),
          leftSection: <IconPlus size={18} />,
        },
      ],
    },
    {
      group: t('pages'),
      actions: nav.flatMap((group) =>
        group.items.map((item) => ({
          id: item.href,
          label: item.label,
          onClick: go(item.href),
          leftSection: item.icon,
        })),
      ),
    },
    {
      group: t('models'),
      actions: (models.data?.items ?? []).map(({ id, name }) => ({
        id,
        label: name,
        onClick: go(`/models/${encodeURIComponent(name)}`),
        leftSection: <IconBox size={18} />,
      })),
    },
    {
      group: t('endpoints'),
      actions: (endpoints.data?.items ?? []).map(({ id, name }) => ({
        id,
        label: name,
        onClick: go(`/endpoints/${encodeURIComponent(name)}`),
        leftSection: <IconActivity size={18} />,
      })),
    },
  ];
  return (
    <Spotlight
      actions={actions}
      nothingFound={t('nothing')}
      shortcut={null}
      scrollable
      maxHeight={420}
      onSpotlightOpen={() => setOpened(true)}
      onSpotlightClose={() => setOpened(false)}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: t('placeholder'),
        'aria-label': t('placeholder'),
      }}
    />
  );
}
