'use client';

import type { Incident } from '@gradus/contracts/api/admin';
import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { apiPath, request } from '../../api-client/request';
import { FailureAlert } from '../../ui/states/failure';
import { useCan } from '../session/api';

type Verb = 'acknowledge' | 'resolve';

/** "I work on it", then "it is over". */
export function IncidentActions({ incident }: { incident: Incident }) {
  const t = useTranslations('incidents');
  const client = useQueryClient();
  const mayOperate = useCan('operate');
  const command = useMutation({
    mutationFn: (verb: Verb) =>
      request<Incident>(apiPath(['incidents', incident.id, verb]), { method: 'POST', body: {} }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['incidents'] }),
        client.invalidateQueries({ queryKey: ['overview'] }),
      ]),
  });
  if (!mayOperate || incident.status === 'resolved') return null;
  const verbs: Verb[] = incident.status === 'open' ? ['acknowledge', 'resolve'] : ['resolve'];
  return (
    <>
      <Group gap="xs">
        {verbs.map((verb) => (
          <Button
            key={verb}
            size="compact-sm"
            variant="default"
            aria-label={t(`${verb}Of`, { title: incident.title })}
            onClick={() => command.mutate(verb)}
            disabled={command.isPending}
          >
            {t(verb)}
          </Button>
        ))}
      </Group>
      {command.error ? <FailureAlert error={command.error} /> : null}
    </>
  );
}
