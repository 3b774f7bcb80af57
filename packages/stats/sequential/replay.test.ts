import { describe, expect, it } from 'vitest';
import { StageRecorder } from './index';

describe('StageRecorder', () => {
  it('counts a live stage by arm', () => {
    const recorder = new StageRecorder(100);
    recorder.openStage(false, 0.25);
    recorder.recordRequest('stable', false, 50);
    recorder.recordRequest('candidate', true, 150);
    recorder.recordRequest('candidate', null, null);
    expect(recorder.countsOf('errorRate')).toEqual([
      { kind: 'live', share: 0.25, candidate: { n: 1, bad: 1 }, stable: { n: 1, bad: 0 } },
    ]);
    expect(recorder.countsOf('latencyP95Ms')).toMatchObject([
      { candidate: { n: 1, bad: 1 }, stable: { n: 1, bad: 0 } },
    ]);
    expect(recorder.requests).toEqual({ candidate: 2, stable: 1 });
  });

  it('pairs a shadow stage in order, whichever arm comes first', () => {
    const recorder = new StageRecorder(null);
    recorder.openStage(true, 0);
    for (const [arm, failed] of [
      ['stable', false],
      ['stable', true],
      ['candidate', true],
      ['candidate', true],
      ['candidate', false],
      ['stable', true],
      ['stable', false],
    ] as const) {
      recorder.recordRequest(arm, failed, null);
    }
    expect(recorder.countsOf('errorRate')).toEqual([
      { kind: 'shadow', pairs: { candidateBad: 1, bothBad: 1, stableBad: 1, bothGood: 0 } },
    ]);
  });

  it('gives a late label to the stage that served its request', () => {
    const recorder = new StageRecorder(null);
    recorder.openStage(false, 0.05);
    recorder.openStage(false, 0.25);
    recorder.recordLabel(0, 'candidate', false);
    recorder.recordLabel(7, 'candidate', false);
    expect(recorder.countsOf('accuracy')).toMatchObject([{ candidate: { n: 1, bad: 1 } }, { candidate: { n: 0 } }]);
  });

  it('counts failures in a row and freezes the latency level before it compares', () => {
    const recorder = new StageRecorder(null);
    recorder.openStage(false, 0.5);
    for (let i = 1; i <= 200; i++) recorder.recordRequest('stable', false, i);
    expect(recorder.countsOf('latencyP95Ms')).toMatchObject([{ stable: { n: 0 } }]);
    for (const latency of [100, 250]) recorder.recordRequest('candidate', true, latency);
    expect(recorder.countsOf('latencyP95Ms')).toMatchObject([{ candidate: { n: 2, bad: 1 } }]);
    expect(recorder.failuresInARow).toBe(2);
    recorder.recordRequest('candidate', false, null);
    expect(recorder.failuresInARow).toBe(0);
  });
});
