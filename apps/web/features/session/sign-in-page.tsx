'use client';

import { Alert, Button, Center, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
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
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '', password: '' } });
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
          <form onSubmit={form.onSubmit((values) => attempt.mutate(values))}>
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
                key={form.key('email')}
                {...form.getInputProps('email')}
              />
              <PasswordInput
                label={t('password')}
                name="password"
                autoComplete="current-password"
                required
                withAsterisk={false}
                visibilityToggleButtonProps={{ 'aria-label': t('show') }}
                key={form.key('password')}
                {...form.getInputProps('password')}
              />
              <Button type="submit" loading={attempt.isPending || attempt.isSuccess}>
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

function reason(error: Error): 'wrong' | 'limited' | 'unreachable' {
  if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) return 'unreachable';
  return error.status === 429 ? 'limited' : 'wrong';
}
