import { describe, expect, test } from 'vitest';
import { cancelJob, resumeJob } from './command';
import { decideClaim } from './decide';
import type { JobState, JobStatus } from './types';

const job = (status: JobStatus, rest: Partial<JobState> = {}): JobState => ({
  status,
  attempt: 1,
  maxAttempts: 3,
  cancelRequested: false,
  ...rest,
});

describe('cancel', () => {
  test('ends a queued job at once', () => {
    expect(cancelJob(job('queued'))).toMatchObject({ ok: true, value: { status: 'cancelled' } });
  });
  test('asks a running job', () => {
    expect(cancelJob(job('running'))).toMatchObject({ ok: true, value: { status: 'running', cancelRequested: true } });
  });
  test('twice is as once', () => {
    expect(cancelJob(job('cancelled'))).toMatchObject({ ok: true, value: { status: 'cancelled' } });
  });
  test.each(['succeeded', 'failed'] as const)('is refused when it has %s', (status) => {
    expect(cancelJob(job(status))).toMatchObject({ ok: false, refusal: { code: 'illegal_transition' } });
  });
});

describe('resume', () => {
  test.each(['failed', 'cancelled'] as const)('goes on from the checkpoint of a %s job', (status) => {
    expect(resumeJob(job(status, { attempt: 3, cancelRequested: true }), true)).toEqual({
      ok: true,
      value: job('queued', { attempt: 0 }),
    });
  });
  test('is refused without a checkpoint', () => {
    expect(resumeJob(job('failed'), false)).toMatchObject({ ok: false });
  });
  test.each(['queued', 'running', 'succeeded'] as const)('is refused when it is %s', (status) => {
    expect(resumeJob(job(status), true)).toMatchObject({ ok: false, refusal: { code: 'illegal_transition' } });
  });
});

describe('claim', () => {
  test.each(['succeeded', 'failed', 'cancelled'] as const)('leaves a job that has %s', (status) => {
    expect(decideClaim(job(status), true)).toBe('leave');
  });
  test('leaves a job that another worker holds', () => {
    expect(decideClaim(job('running', { cancelRequested: true }), false)).toBe('leave');
  });
  test('works on a free job, taking over from a dead worker', () => {
    expect(decideClaim(job('queued', { attempt: 0 }), true)).toBe('work');
    expect(decideClaim(job('running', { attempt: 2 }), true)).toBe('work');
  });
  test('ends a cancelled job whose worker died', () => {
    expect(decideClaim(job('running', { cancelRequested: true }), true)).toBe('cancel');
  });
  test('gives up after the last attempt', () => {
    expect(decideClaim(job('running', { attempt: 3 }), true)).toBe('give_up');
  });
});
