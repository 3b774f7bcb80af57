'use client';

import { MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useMemo, useState } from 'react';
import { ApiError } from '../api-client/api-error';
import { cssVariables, theme } from '../ui/theme';

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(makeQueryClient);
  const t = useTranslations('ui');
  const close = t('close');
  const named = useMemo(() => mergeThemeOverrides(theme, nameClose(close)), [close]);
  return (
    <MantineProvider theme={named} defaultColorScheme="auto" cssVariablesResolver={cssVariables}>
      <QueryClientProvider client={client}>
        <NuqsAdapter>
          <Notifications position="top-right" limit={3} />
          {children}
        </NuqsAdapter>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Mantine's own close buttons are bare icons, which need a word in the reader's language; its text lacks contrast. */
const nameClose = (label: string) => ({
  components: {
    Notification: {
      defaultProps: { closeButtonProps: { 'aria-label': label } },
      styles: { description: { color: 'var(--mantine-color-dimmed)' } },
    },
  },
});

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2000,
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
        retryDelay: (attempt) => 500 * 2 ** attempt,
      },
    },
  });
}
