'use client';

import type { UiEvent } from '@gradus/contracts/events';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { affectedBy } from './affected-by';

export type Liveness = 'connecting' | 'live' | 'polling';
const LivenessContext = createContext<Liveness>('connecting');
export const useLiveness = () => useContext(LivenessContext);

const gatherMs = 400;
const pollMs = 5000;

/**
 * The tab's one event stream. An event is a nudge: it marks queries as stale and react-query reads the ones on screen
 * again. While the stream is down, everything on screen is read again every few seconds instead.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>('connecting');

  useEffect(() => {
    const stream = new EventSource('/api/v1/events');
    const stale = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const flush = () => {
      timer = null;
      const nouns = new Set(stale);
      stale.clear();
      void client.invalidateQueries({ predicate: ({ queryKey }) => nouns.has(String(queryKey[0])) });
    };
    stream.onopen = () => {
      setLiveness('live');
      void client.invalidateQueries();
    };
    stream.onerror = () => setLiveness('polling');
    stream.onmessage = (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as UiEvent;
      for (const noun of affectedBy(event.subject.type)) stale.add(noun);
      timer ??= setTimeout(flush, gatherMs);
    };
    return () => {
      stream.close();
      if (timer) clearTimeout(timer);
    };
  }, [client]);

  useEffect(() => {
    if (liveness !== 'polling') return;
    const poll = setInterval(() => void client.invalidateQueries(), pollMs);
    return () => clearInterval(poll);
  }, [client, liveness]);

  return <LivenessContext value={liveness}>{children}</LivenessContext>;
}
