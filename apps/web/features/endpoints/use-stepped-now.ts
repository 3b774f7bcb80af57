'use client';

import { useEffect, useState } from 'react';

const stepMs = 30_000;

/** The time, in steps of half a minute, so that a query's key doesn't change with every render. */
export function useSteppedNow(): number {
  const [now, setNow] = useState(() => Math.floor(Date.now() / stepMs) * stepMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(Math.floor(Date.now() / stepMs) * stepMs), stepMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
