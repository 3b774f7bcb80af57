'use client';

import type { Family } from '@gradus/contracts/api/runs';
import { Checkbox, NativeSelect, NumberInput, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslations } from 'next-intl';
import type { RunForm } from './run-form';

type Option = Family['options'][number];

/** The fields that a model family asks for; what they are comes from the API. */
export function FamilyFields({ options, form }: { options: Option[]; form: UseFormReturnType<RunForm> }) {
  if (options.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} mt="md">
      {options.map((option) => (
        <OptionField key={option.name} option={option} form={form} />
      ))}
    </SimpleGrid>
  );
}

function OptionField({ option, form }: { option: Option; form: UseFormReturnType<RunForm> }) {
  const t = useTranslations('runs');
  const path = `architecture.${option.name}`;
  const field = { label: option.label, description: option.description };
  switch (option.type) {
    case 'boolean':
      return <Checkbox {...field} {...form.getInputProps(path, { type: 'checkbox' })} />;
    case 'enum':
      return <NativeSelect {...field} data={option.values ?? []} {...form.getInputProps(path)} />;
    case 'integers':
      return <TextInput {...field} description={option.description || t('listHelp')} {...form.getInputProps(path)} />;
    case 'integer':
    case 'number':
      return (
        <NumberInput
          {...field}
          allowDecimal={option.type === 'number'}
          {...(option.min === undefined ? {} : { min: option.min })}
          {...(option.max === undefined ? {} : { max: option.max })}
          {...form.getInputProps(path)}
        />
      );
  }
}
