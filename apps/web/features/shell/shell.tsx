'use client';

import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { ApiError } from '../../api-client/api-error';
import { LiveProvider } from '../../api-client/live';
import { AppFrame } from '../../ui/frame/app-frame';
import { useMe } from '../session/api';
import { Keys } from './keys';
import { useNav } from './nav';
import { Tools } from './tools';

/** The frame around every screen behind the sign-in. */
export function Shell({ children }: { children: ReactNode }) {
  const nav = useNav();
  const me = useMe();
  const [palette, setPalette] = useState(0);
  const openPalette = () => setPalette((times) => times + 1);
  const signedOut = me.error instanceof ApiError && me.error.status === 401;
  useEffect(() => {
    if (signedOut)
      window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);
  }, [signedOut]);
  return (
    <LiveProvider>
      <AppFrame nav={nav} tools={<Tools openPalette={openPalette} />}>
        {children}
      </AppFrame>
      <Keys palette={palette} openPalette={openPalette} />
    </LiveProvider>
  );
}
