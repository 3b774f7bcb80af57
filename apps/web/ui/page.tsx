'use client';

import { Box, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { TextLink } from './link';

export interface Crumb {
  label: string;
  href: string;
}

interface PageProps {
  title: string;
  crumbs?: Crumb[];
  badge?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** One screen: its name in the tab and as the heading, the way back, what can be done here. */
export function Page({ title, crumbs = [], badge, description, actions, children }: PageProps) {
  const t = useTranslations('ui');
  return (
    <Stack gap="lg">
      <title>{`${title} · Gradus`}</title>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Box miw={0}>
          {crumbs.length > 0 ? (
            <nav aria-label={t('breadcrumbs')}>
              <Breadcrumbs separator="/" separatorMargin={6} mb={4}>
                {crumbs.map((crumb) => (
                  <TextLink key={crumb.href} href={crumb.href} size="sm" lh="24px">
                    {crumb.label}
                  </TextLink>
                ))}
              </Breadcrumbs>
            </nav>
          ) : null}
          <Group gap="sm">
            <Title order={1} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {badge}
          </Group>
          {description ? (
            <Text c="dimmed" size="sm" mt={4} maw={720} component="div">
              {description}
            </Text>
          ) : null}
        </Box>
        {actions ? <Group gap="xs">{actions}</Group> : null}
      </Group>
      {children}
    </Stack>
  );
}
