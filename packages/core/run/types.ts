/** The life of every long job: run, evaluation, and later study and optimisation. */
export type JobStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface JobState {
  status: JobStatus;
  attempt: number;
  maxAttempts: number;
  cancelRequested: boolean;
}
