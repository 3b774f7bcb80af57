'use client';

import { type ReactNode, useState } from 'react';

/** Nothing until it is opened first: its code need not come with the page. It then stays, closes softly and gives the focus back. */
export function OnceOpened({ opened, children }: { opened: boolean; children: ReactNode }) {
  const [wanted, setWanted] = useState(opened);
  if (opened && !wanted) setWanted(true);
  return wanted ? children : null;
}
