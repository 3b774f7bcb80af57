'use client';

import { Checkbox, Fieldset, NativeSelect, NumberInput, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { randomId } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import type { PolicyForm } from './policy-form';
import { RowList } from './row-list';

/** keeps a field without a description level with its neighbour */
const blankLine = '\u00a0';
const metrics = ['errorRate', 'accuracy', 'latencyP95Ms', 'f1'];

export function PolicyFields({ form }: { form: UseFormReturnType<PolicyForm> }) {
  const t = useTranslations('policies');
  const f = useTranslations('fields');
  return (
    <>
      <RowList
        legend={t('gates')}
        lead={t('gatesLead')}
        addLabel={t('addGate')}
        rows={form.values.gates}
        onAdd={() =>
          form.insertListItem('gates', {
            key: randomId(),
            metric: 'f1',
            scenario: 'clean',
            min: '',
            max: '',
            maxRegression: 0.01,
          })
        }
        onRemove={(at) => form.removeListItem('gates', at)}
      >
        {(at) => (
          <>
            <TextInput label={f('metric')} {...form.getInputProps(`gates.${at}.metric`)} />
            <TextInput label={t('scenario')} {...form.getInputProps(`gates.${at}.scenario`)} />
            <NumberInput label={t('min')} step={0.01} {...form.getInputProps(`gates.${at}.min`)} />
            <NumberInput label={t('max')} step={0.01} {...form.getInputProps(`gates.${at}.max`)} />
            <NumberInput label={t('maxRegression')} step={0.01} {...form.getInputProps(`gates.${at}.maxRegression`)} />
          </>
        )}
      </RowList>
      <RowList
        legend={t('stages')}
        lead={t('stagesLead')}
        addLabel={t('addStage')}
        rows={form.values.stages}
        onAdd={() =>
          form.insertListItem('stages', { key: randomId(), shadow: false, percent: 100, minSamples: 0, minSeconds: 0 })
        }
        onRemove={(at) => form.removeListItem('stages', at)}
      >
        {(at) => (
          <>
            <Checkbox
              mt={28}
              label={t('shadow')}
              {...form.getInputProps(`stages.${at}.shadow`, { type: 'checkbox' })}
            />
            <NumberInput
              label={t('weight')}
              suffix=" %"
              disabled={form.values.stages[at]?.shadow ?? false}
              {...form.getInputProps(`stages.${at}.percent`)}
            />
            <NumberInput label={t('minSamples')} {...form.getInputProps(`stages.${at}.minSamples`)} />
            <NumberInput label={t('minSeconds')} {...form.getInputProps(`stages.${at}.minSeconds`)} />
          </>
        )}
      </RowList>
      <RowList
        legend={t('analysis')}
        lead={t('analysisLead')}
        addLabel={t('addMetric')}
        rows={form.values.analysis}
        onAdd={() =>
          form.insertListItem('analysis', {
            key: randomId(),
            metric: 'errorRate',
            margin: '1.5',
            tolerance: '',
            floor: '',
          })
        }
        onRemove={(at) => form.removeListItem('analysis', at)}
      >
        {(at) => (
          <>
            <NativeSelect label={f('metric')} data={metrics} {...form.getInputProps(`analysis.${at}.metric`)} />
            <TextInput label={t('margin')} {...form.getInputProps(`analysis.${at}.margin`)} />
            <NumberInput label={t('tolerance')} step={0.01} {...form.getInputProps(`analysis.${at}.tolerance`)} />
            <NumberInput label={t('floor')} step={0.01} {...form.getInputProps(`analysis.${at}.floor`)} />
          </>
        )}
      </RowList>
      <LimitFields form={form} />
    </>
  );
}

function LimitFields({ form }: { form: UseFormReturnType<PolicyForm> }) {
  const t = useTranslations('policies');
  const fallback = (value: 'hold' | 'pause' | 'rollback' | 'refuse' | 'queue') => ({
    value,
    label: t(`fallbacks.${value}`),
  });
  const fallbacks = (['hold', 'pause', 'rollback'] as const).map(fallback);
  return (
    <Fieldset legend={t('limits')} bg="var(--surface)">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        <NumberInput label={t('required')} description={t('requiredHelp')} {...form.getInputProps('required')} />
        <NumberInput label={t('alpha')} description={blankLine} step={0.01} {...form.getInputProps('alpha')} />
        <NativeSelect
          label={t('unit')}
          description={blankLine}
          data={(['request', 'user'] as const).map((value) => ({ value, label: t(`units.${value}`) }))}
          {...form.getInputProps('unit')}
        />
        <NumberInput label={t('labelHorizon')} {...form.getInputProps('labelHorizonSeconds')} />
        <NumberInput label={t('maxStage')} {...form.getInputProps('maxStageSeconds')} />
        <NativeSelect label={t('onTimeout')} data={fallbacks} {...form.getInputProps('onTimeout')} />
        <NativeSelect label={t('onNoData')} data={fallbacks} {...form.getInputProps('onNoData')} />
        <NativeSelect
          label={t('onBusy')}
          data={(['refuse', 'queue'] as const).map(fallback)}
          {...form.getInputProps('onBusy')}
        />
      </SimpleGrid>
    </Fieldset>
  );
}
