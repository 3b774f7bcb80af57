/** Waits for a ring or for a time, whichever comes first; a ring while nobody waits is kept. */
export function createBell() {
  let rung = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    /** @returns whether it rang */
    async next(atMostMs: number): Promise<boolean> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, atMostMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      const rang = rung;
      rung = false;
      wake = null;
      return rang;
    },
  };
}
