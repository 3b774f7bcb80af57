'use client';

import type { Overview } from '@gradus/contracts/api/overview';
import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { links } from '../links';

export function JobList({ runs, evaluations }: Pick<Overview, 'runs' | 'evaluations'>) {
  const t = useTranslations('overview');
  const format = useFormat();
  const jobs = [
    ...runs.map((run) => ({
      id: run.id,
      href: links.run(run.id),
      title: t('runOf', { model: run.model }),
      progress: run.progress,
      detail: run.etaMs === null ? run.phase : `${run.phase}, ${format.duration(run.etaMs)}`,
    })),
    ...evaluations.map((evaluation) => ({
      id: evaluation.id,
      href: links.evaluation(evaluation.id),
      title: t('evaluationOf', { model: evaluation.model, version: evaluation.version }),
      progress: evaluation.progress,
      detail: evaluation.datasetName,
    })),
  ];
  return (
    <Panel title={t('jobs')} aside={<TextLink href="/runs">{t('all')}</TextLink>}>
      {jobs.length === 0 ? <Text c="dimmed">{t('jobsNone')}</Text> : null}
      <Stack gap="sm">
        {jobs.map((job) => (
          <div key={job.id}>
            <TextLink href={job.href}>{job.title}</TextLink>
            <ProgressBar label={job.detail} value={job.progress} />
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
