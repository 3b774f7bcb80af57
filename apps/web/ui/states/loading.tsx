'use client';

import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';

const patienceMs = 200;

/** Nothing for 200 ms, so that quick answers don't flicker; then a skeleton of the screen. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const t = useTranslations('ui');
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return <div style={{ minHeight: 160 }} />;
  return (
    <Stack gap="sm" role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((row, index) => (
        <Skeleton key={row} height={index === 0 ? 28 : 40} width={index === 0 ? '40%' : '100%'} />
      ))}
    </Stack>
  );
}
