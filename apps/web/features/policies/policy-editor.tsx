'use client';

import type { Policy } from '@gradus/contracts/api/policies';
import { Alert, Button, Group, JsonInput, List, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ApiError, fieldErrors } from '../../api-client/api-error';
import { apiPath, request } from '../../api-client/request';
import { FailureAlert } from '../../ui/states/failure';
import { links } from '../links';
import { etagOf } from './etag';
import { PolicyFields } from './policy-fields';
import { type PolicyForm, type PolicySpec, toBody, toForm, toFormPath } from './policy-form';

/** The same policy as fields or as JSON. Errors of the API stand at the fields, and in JSON mode in a list of pointers. */
export function PolicyEditor({ initial, editing = null }: { initial: PolicySpec; editing?: Policy | null }) {
  const t = useTranslations('policies');
  const f = useTranslations('fields');
  const router = useRouter();
  const client = useQueryClient();
  const [mode, setMode] = useState<'form' | 'json'>('form');
  const [json, setJson] = useState('');
  const [jsonError, setJsonError] = useState<string | null>(null);
  const form = useForm<PolicyForm>({ initialValues: toForm(initial, editing?.name) });

  const save = useMutation({
    mutationFn: (body: unknown) =>
      editing
        ? request<Policy>(apiPath(['policies', editing.name]), { method: 'PATCH', body, ifMatch: etagOf(editing) })
        : request<Policy>(apiPath(['policies']), { method: 'POST', body }),
    onSuccess: (policy) => {
      void client.invalidateQueries({ queryKey: ['policies'] });
      notifications.show({ message: t(editing ? 'saved' : 'created') });
      router.push(links.policy(policy.name));
    },
    onError: (error) =>
      form.setErrors(
        Object.fromEntries(Object.entries(fieldErrors(error)).map(([path, detail]) => [toFormPath(path), detail])),
      ),
  });

  const chooseMode = (next: string) => {
    if (next === 'json') {
      setJson(JSON.stringify(toBody(form.values), null, 2));
      setMode('json');
    } else setMode('form');
  };

  const submit = () => {
    if (mode === 'form') return save.mutate(toBody(form.values));
    try {
      const body: unknown = JSON.parse(json);
      setJsonError(null);
      save.mutate(body);
    } catch (error) {
      setJsonError(t('jsonBad', { detail: error instanceof Error ? error.message : '' }));
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md" maw={960}>
        <Group>
          <SegmentedControl
            aria-label={t('mode')}
            value={mode}
            onChange={chooseMode}
            data={[
              { value: 'form', label: t('form') },
              { value: 'json', label: t('json') },
            ]}
          />
        </Group>
        {mode === 'form' ? (
          <>
            <TextInput label={f('name')} maw={360} required withAsterisk={false} {...form.getInputProps('name')} />
            <PolicyFields form={form} />
          </>
        ) : (
          <JsonInput
            label={t('jsonLabel')}
            autosize
            minRows={20}
            value={json}
            onChange={setJson}
            error={jsonError}
            formatOnBlur
          />
        )}
        {save.error ? <FailureAlert error={save.error} /> : null}
        {save.error instanceof ApiError && save.error.fields.length > 0 ? (
          <Alert color="red" variant="light" title={t('fieldErrors')}>
            <List size="sm">
              {save.error.fields.map(({ pointer, detail }) => (
                <List.Item key={pointer + detail}>
                  <code>{pointer}</code>: {detail}
                </List.Item>
              ))}
            </List>
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {t(editing ? 'save' : 'create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
