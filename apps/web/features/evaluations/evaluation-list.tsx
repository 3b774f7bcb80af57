'use client';

import type { Evaluation } from '@gradus/contracts/api/evaluations';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useList } from '../../api-client/queries';
import type { Column } from '../../ui/data-table';
import { noData, useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { ListView } from '../../ui/list-view';
import { Time } from '../../ui/time';
import { links } from '../links';
import { StateBadge } from '../states/badges';

interface EvaluationListProps {
  filter: { model?: string; version?: number };
  empty: ReactNode;
}

export function EvaluationList({ filter, empty }: EvaluationListProps) {
  const t = useTranslations('evaluations');
  const list = useList<Evaluation>(['evaluations'], filter);
  return (
    <ListView
      list={list}
      label={t('title')}
      rowKey={(evaluation) => evaluation.id}
      columns={useColumns()}
      empty={empty}
    />
  );
}

function useColumns(): Column<Evaluation>[] {
  const t = useTranslations('evaluations');
  const f = useTranslations('fields');
  const format = useFormat();
  const clean = (evaluation: Evaluation) => evaluation.scenarios.find(({ kind }) => kind === 'clean')?.metrics ?? {};
  const main = (evaluation: Evaluation) => {
    const metrics = clean(evaluation);
    const name = ['f1', 'f1Macro', 'r2'].find((known) => metrics[known] !== undefined);
    return name ? `${name} ${format.number(metrics[name])}` : noData;
  };
  return [
    {
      key: 'version',
      header: f('version'),
      cell: (evaluation) => (
        <TextLink href={links.evaluation(evaluation.id)}>
          {evaluation.model} v{evaluation.version}
        </TextLink>
      ),
    },
    { key: 'status', header: f('status'), cell: (evaluation) => <StateBadge kind="job" state={evaluation.status} /> },
    { key: 'main', header: t('compare'), numeric: true, cell: main },
    {
      key: 'dataset',
      header: f('dataset'),
      wide: true,
      cell: (evaluation) => <TextLink href={links.dataset(evaluation.dataset)}>{evaluation.datasetName}</TextLink>,
    },
    { key: 'split', header: t('split'), wide: true, cell: (evaluation) => evaluation.split },
    { key: 'by', header: f('requestedBy'), wide: true, cell: (evaluation) => evaluation.requestedBy },
    { key: 'created', header: f('created'), cell: (evaluation) => <Time iso={evaluation.createdAt} /> },
  ];
}
