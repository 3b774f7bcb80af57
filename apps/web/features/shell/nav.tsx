'use client';

import {
  type Icon,
  IconActivity,
  IconBox,
  IconChecklist,
  IconDatabase,
  IconFileText,
  IconFlame,
  IconHeartbeat,
  IconHome,
  IconKey,
  IconPlayerPlay,
  IconReportAnalytics,
  IconRocket,
  IconShieldCheck,
  IconWebhook,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

import type { NavGroup } from '../../ui/frame/app-frame';

type Entry = readonly [
  key:
    | 'overview'
    | 'models'
    | 'datasets'
    | 'runs'
    | 'evaluations'
    | 'policies'
    | 'releases'
    | 'rollouts'
    | 'endpoints'
    | 'incidents'
    | 'audit'
    | 'keys'
    | 'webhooks'
    | 'system',
  href: string,
  icon: Icon,
];
type Section = readonly [label: 'build' | 'release' | 'serve' | 'settings' | null, entries: readonly Entry[]];

const sections: readonly Section[] = [
  [null, [['overview', '/', IconHome]]],
  [
    'build',
    [
      ['models', '/models', IconBox],
      ['datasets', '/datasets', IconDatabase],
      ['runs', '/runs', IconPlayerPlay],
      ['evaluations', '/evaluations', IconReportAnalytics],
    ],
  ],
  [
    'release',
    [
      ['policies', '/policies', IconShieldCheck],
      ['releases', '/releases', IconChecklist],
      ['rollouts', '/rollouts', IconRocket],
    ],
  ],
  [
    'serve',
    [
      ['endpoints', '/endpoints', IconActivity],
      ['incidents', '/incidents', IconFlame],
    ],
  ],
  [
    'settings',
    [
      ['audit', '/audit', IconFileText],
      ['keys', '/api-keys', IconKey],
      ['webhooks', '/webhooks', IconWebhook],
      ['system', '/system', IconHeartbeat],
    ],
  ],
];

export function useNav(): NavGroup[] {
  const t = useTranslations('shell.nav');
  return sections.map(([label, entries]) => ({
    label: label && t(label),
    items: entries.map(([key, href, Mark]) => ({ href, label: t(key), icon: <Mark size={18} aria-hidden /> })),
  }));
}
