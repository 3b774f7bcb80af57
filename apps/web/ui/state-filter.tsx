'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';

interface StateFilterProps<S extends string> {
  label: string;
  value: S | null;
  options: { value: S; label: string }[];
  onChange: (value: S | null) => void;
}

/** One state or all of them; the choice belongs into the address. */
export function StateFilter<S extends string>({ label, value, options, onChange }: StateFilterProps<S>) {
  const t = useTranslations('ui');
  return (
    <NativeSelect
      aria-label={label}
      maw={240}
      value={value ?? ''}
      data={[{ value: '', label: `${label}: ${t('all')}` }, ...options]}
      onChange={(event) =>
        onChange(options.find((option) => option.value === event.currentTarget.value)?.value ?? null)
      }
    />
  );
}
