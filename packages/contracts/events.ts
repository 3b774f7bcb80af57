import { z } from 'zod';

/** A nudge for the browser: what changed, never the content. The client refetches the view model. */
export const UiEvent = z.object({
  id: z.string(),
  at: z.string(),
  /** noun.verb, for example `rollout.decided` */
  type: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }),
});
export type UiEvent = z.infer<typeof UiEvent>;
