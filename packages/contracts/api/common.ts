import { z } from 'zod';

export const Timestamp = z.iso.datetime({ offset: true });
export const Name = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._@-]*$/, 'letters, digits and . _ @ - only, starting with a letter or digit');
export const Metrics = z.record(z.string(), z.number().nullable());
export const Tags = z.record(z.string().min(1).max(250), z.string().max(5000));
export const Interval = z.tuple([z.number(), z.number()]);
export const JobStatus = z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']);
export type JobStatus = z.infer<typeof JobStatus>;
export const Task = z.enum(['binary', 'multiclass', 'regression']);
export type Task = z.infer<typeof Task>;

/** Every list takes these and answers `{ items, nextCursor }`. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().optional(),
});
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** A job's failure, in words for the person who started it. */
export const JobError = z.object({ code: z.string(), detail: z.string() });
export type JobError = z.infer<typeof JobError>;
