'use client';

import { type RefObject, useEffect } from 'react';
import { isTyping } from './is-typing';

/** `j` and `k` move the focus to the link of the next and the previous row. */
export function useRowKeys(body: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || event.ctrlKey || event.metaKey || event.altKey || isTyping(event))
        return;
      const rows = [...(body.current?.querySelectorAll<HTMLElement>('tr > td:first-child a') ?? [])];
      const at = rows.findIndex((link) => link === document.activeElement);
      const next = event.key === 'j' ? Math.min(rows.length - 1, at + 1) : Math.max(0, at - 1);
      rows[next]?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [body]);
}
