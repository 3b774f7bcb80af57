'use client';

import { Alert, Button, Center, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ApiError } from '../../api-client/api-error';
import { Brand } from '../../ui/frame/brand';
import { LanguageSwitch } from '../../ui/frame/language-switch';
import { ThemeSwitch } from '../../ui/frame/theme-switch';
import { signIn } from './api';
import { returnPath } from './return-path';

export function SignInPage() {
  const t = useTranslations('session');
  const router = useRouter();
  const target = returnPath(useSearchParams().get('next'));
  const alive = useMounted();
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: () => {
      router.replace(target);
      router.refresh();
    },
  });
  return (
    <Center component="main" mih="100vh" p="md">
      <title>{`${t('title')} · Gradus`}</title>
      <Stack w="100%" maw={400} gap="md">
        <Group justify="space-between">
          <Group gap={8}>
            <Brand size={30} />
            <Text fw={700} size="xl">
              Gradus
            </Text>
          </Group>
          <Group gap={4}>
            <LanguageSwitch />
            <ThemeSwitch />
          </Group>
        </Group>
        <Text c="dimmed">{t('lead')}</Text>
        <Paper withBorder p="lg" bg="var(--surface)">
          <form
            method="post"
            onSubmit={(event) => {
              event.preventDefault();
              attempt.mutate(readCredentials(event.currentTarget));
            }}
          >
            <Stack gap="md">
              <Title order={1}>{t('title')}</Title>
              {attempt.error ? (
                <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />}>
                  {t(reason(attempt.error))}
                </Alert>
              ) : null}
              <TextInput
                label={t('email')}
                type="email"
                name="email"
                autoComplete="username"
                required
                withAsterisk={false}
              />
              <PasswordInput
                label={t('password')}
                name="password"
                autoComplete="current-password"
                required
                withAsterisk={false}
                visibilityToggleButtonProps={{ 'aria-label': t('show') }}
              />
              <Button type="submit" disabled={!alive} loading={attempt.isPending || attempt.isSuccess}>
                {t('submit')}
              </Button>
            </Stack>
          </form>
        </Paper>
        <Text size="sm" c="dimmed">
          {t('hint')}
        </Text>
      </Stack>
    </Center>
  );
}

/** From the fields themselves: a password manager may have filled them before the page was alive. */
function readCredentials(form: HTMLFormElement): { email: string; password: string } {
  const fields = new FormData(form);
  return { email: String(fields.get('email')), password: String(fields.get('password')) };
}

function reason(error: Error): 'wrong' | 'limited' | 'unreachable' {
  if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) return 'unreachable';
  return error.status === 429 ? 'limited' : 'wrong';
}
