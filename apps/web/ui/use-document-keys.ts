'use client';

import { useEffect, useEffectEvent } from 'react';
import { isTyping } from './is-typing';

const sequenceMs = 1200;

/** Single keys (`a`, `?`, `/`) and two-key sequences (`g m`), never while someone types or a dialog is open. */
export function useDocumentKeys(bindings: Record<string, () => void>): void {
  const run = useEffectEvent((keys: string): boolean => {
    const command = bindings[keys];
    command?.();
    return command !== undefined;
  });
  useEffect(() => {
    let prefix = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || event.key === 'Shift') return;
      const keys = prefix ? `${prefix} ${event.key}` : event.key;
      clearTimeout(timer);
      prefix = '';
      if (run(keys)) event.preventDefault();
      else if (event.key === 'g') {
        prefix = 'g';
        timer = setTimeout(() => {
          prefix = '';
        }, sequenceMs);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}
