'use client';

import { AppShell, Burger, Group, NavLink, ScrollArea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect } from 'react';
import { Offline } from '../states/offline';
import classes from './app-frame.module.css';
import { Brand } from './brand';

export interface NavItem {
  href: string;
  label: string;
  icon: ReactNode;
}

export interface NavGroup {
  label: string | null;
  items: NavItem[];
}

/** Header, navigation and the one main region; on narrow screens the navigation hides behind the burger. */
export function AppFrame({ nav, tools, children }: { nav: NavGroup[]; tools: ReactNode; children: ReactNode }) {
  const t = useTranslations('ui');
  const pathname = usePathname();
  const [opened, { toggle, close }] = useDisclosure(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the narrow navigation
  useEffect(close, [pathname]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 216, breakpoint: 'md', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <AppShell.Header className={classes.header}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="md"
              size="sm"
              aria-label={t('navigation')}
              aria-expanded={opened}
            />
            <Link href="/" className={classes.brand} prefetch={false}>
              <Brand /> Gradus
            </Link>
          </Group>
          <Group gap={6} wrap="nowrap">
            {tools}
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label={t('navigation')}>
        <AppShell.Section grow component={ScrollArea} type="scroll" p={8}>
          {nav.map((group) => (
            <div key={group.label ?? 'top'}>
              {group.label ? <div className={classes.group}>{group.label}</div> : null}
              {group.items.map((item) => {
                const active = item.href === '/' ? pathname === '/' : pathname.startsWith(item.href);
                return (
                  <NavLink
                    key={item.href}
                    component={Link}
                    prefetch={false}
                    href={item.href}
                    label={item.label}
                    leftSection={item.icon}
                    active={active}
                    className={classes.item}
                    {...(active ? { 'aria-current': 'page' as const } : {})}
                  />
                );
              })}
            </div>
          ))}
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main className={classes.main} id="main" tabIndex={-1}>
        <Offline />
        {children}
      </AppShell.Main>
    </AppShell>
  );
}
