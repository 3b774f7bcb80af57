'use client';

import type { Rollout } from '@gradus/contracts/api/releases';
import { Text, Timeline } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormat } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { ExactTime } from '../../ui/time';

const actions = ['hold', 'advance', 'complete', 'pause', 'resume', 'rollback', 'start'] as const;

export function DecisionTimeline({ rollout }: { rollout: Rollout }) {
  const t = useTranslations('rollouts');
  const format = useFormat();
  const newestFirst = [...rollout.decisions].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <Panel title={t('decisions')}>
      <Text size="sm" c="dimmed" mb="sm">
        {newestFirst.length > 0 ? t('decisionsLead') : t('noDecisions')}
      </Text>
      <Timeline bulletSize={14} lineWidth={2} active={newestFirst.length}>
        {newestFirst.map((decision) => {
          const action = actions.find((known) => known === decision.action);
          return (
            <Timeline.Item
              key={decision.id}
              title={`${action ? t(`actions.${action}`) : decision.action} · ${t('stageOf', { at: decision.stage + 1, total: rollout.stages.length })}`}
            >
              <Text size="sm">{decision.reason}</Text>
              <Text size="xs" c="dimmed">
                <ExactTime iso={decision.at} /> · {decision.actor || t('system')}
                {decision.metric ? ` · ${decision.metric}` : ''}
                {decision.evidence !== null
                  ? ` · ${t('decisionNumbers', {
                      evidence: format.number(decision.evidence, 3),
                      threshold: format.number(decision.threshold, 3),
                      n: format.integer(decision.n),
                    })}`
                  : ''}
              </Text>
            </Timeline.Item>
          );
        })}
      </Timeline>
    </Panel>
  );
}
