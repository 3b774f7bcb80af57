'use client';

import { useMounted } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Loading } from './states/loading';

/** For forms: what someone types before the page is alive would be lost, so the fields come with it. */
export function ClientOnly({ children }: { children: ReactNode }) {
  return useMounted() ? children : <Loading />;
}
