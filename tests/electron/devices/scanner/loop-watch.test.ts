import { describe, expect, test } from 'vitest';
import { LoopWatch } from '../../../../electron/main/devices/scanner/loop-watch.ts';

describe('the watch over the event loop', () => {
  test('takes the time of an event for true while the beats come in time', () => {
    const watch = new LoopWatch(0);
    expect(watch.beat(5, true)).toBe(100);
    expect(watch.earliestMs(60)).toBe(60);
    watch.beat(112, true);
    expect(watch.earliestMs(113)).toBe(113);
  });

  test('looks closer while keys come, and less often in the background', () => {
    const watch = new LoopWatch(0);
    watch.keyCame(4);
    expect(watch.beat(5, true)).toBe(20);
    expect(watch.beat(1003, true)).toBe(20);
    expect(watch.beat(1024, true)).toBe(100);
    expect(watch.beat(1124, false)).toBe(1000);
  });

  test('an event after a missing beat may be as old as the last one', () => {
    const watch = new LoopWatch(0);
    watch.keyCame(4);
    watch.beat(5, true);
    expect(watch.earliestMs(45)).toBe(45);
    expect(watch.earliestMs(46)).toBe(5);
    expect(watch.earliestMs(900)).toBe(5);
  });

  test('also when the late beat itself comes before the event', () => {
    const watch = new LoopWatch(0);
    watch.keyCame(4);
    watch.beat(5, true);
    expect(watch.beat(400, true)).toBe(20);
    expect(watch.earliestMs(401)).toBe(5);
    watch.beat(800, true);
    expect(watch.earliestMs(801)).toBe(5);
    watch.beat(821, true);
    expect(watch.earliestMs(822)).toBe(822);
  });
});
