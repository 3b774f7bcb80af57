'use client';

import type { ScenarioResult } from '@gradus/contracts/api/evaluations';
import { Text } from '@mantine/core';
import { IconArrowDownCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Column, DataTable } from '../../ui/data-table';
import { useFormat } from '../../ui/format';
import { matrixMetrics, sortWorstFirst, worstLoss, worstScenario } from './matrix';
import classes from './scenario-matrix.module.css';

interface ScenarioMatrixProps {
  label: string;
  scenarios: ScenarioResult[];
  /** the worst few by the first metric, the rest on request */
  worstFirst?: boolean;
}

const shownFirst = 10;

export function ScenarioMatrix({ label, scenarios, worstFirst = false }: ScenarioMatrixProps) {
  const t = useTranslations('evaluations');
  const f = useTranslations('fields');
  const format = useFormat();
  const metrics = matrixMetrics(scenarios);
  const columns: Column<ScenarioResult>[] = [
    { key: 'scenario', header: t('scenario'), cell: ({ name }) => name },
    { key: 'rows', header: f('rows'), numeric: true, cell: ({ rows }) => format.integer(rows) },
    ...metrics.map((metric): Column<ScenarioResult> => {
      const loss = worstLoss(scenarios, metric);
      return {
        key: metric,
        header: metric,
        numeric: true,
        cell: (scenario) => (
          <Cell scenario={scenario} metric={metric} loss={scenario.name === loss?.name ? loss.change : null} />
        ),
      };
    }),
  ];
  const first = metrics[0];
  const [all, setAll] = useState(!worstFirst || scenarios.length <= shownFirst);
  const sorted = worstFirst && first ? sortWorstFirst(scenarios, first) : scenarios;
  const worst = first ? scenarios.find(({ name }) => name === worstScenario(scenarios, first)) : undefined;
  return (
    <>
      {first && worst ? (
        <Text size="sm" mb="xs">
          {t('summary', { metric: first, value: format.number(worst.metrics[first]), scenario: worst.name })}
        </Text>
      ) : null}
      <DataTable
        label={label}
        rows={all ? sorted : sorted.slice(0, shownFirst)}
        rowKey={({ name }) => name}
        columns={columns}
        more={all ? null : () => setAll(true)}
      />
    </>
  );
}

function Cell({ scenario, metric, loss }: { scenario: ScenarioResult; metric: string; loss: number | null }) {
  const t = useTranslations('evaluations');
  const format = useFormat();
  const interval = scenario.intervals[metric];
  return (
    <div className={classes.cell} data-worst={loss !== null || undefined}>
      <span>
        {loss !== null ? (
          <span className={classes.mark}>
            <IconArrowDownCircle size={13} aria-hidden /> {t('worst')} {loss > 0 ? '+' : ''}
            {format.number(loss, 2)}
          </span>
        ) : null}
        {format.number(scenario.metrics[metric])}
      </span>
      {interval ? (
        <Text size="xs" c="dimmed">
          [{format.number(interval[0], 3)}, {format.number(interval[1], 3)}]
        </Text>
      ) : null}
    </div>
  );
}
