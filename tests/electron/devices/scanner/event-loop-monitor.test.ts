import { describe, expect, test } from 'vitest';
import { EventLoopMonitor } from '../../../../electron/main/devices/scanner/event-loop-monitor.ts';

describe('the watch over the event loop', () => {
  test('trusts the time of an event while the beats are on time', () => {
    const watch = new EventLoopMonitor(0);
    expect(watch.beat(5, true)).toBe(100);
    expect(watch.earliestMs(60)).toBe(60);
    watch.beat(112, true);
    expect(watch.earliestMs(113)).toBe(113);
  });

  test('beats faster while keys arrive, and slower in the background', () => {
    const watch = new EventLoopMonitor(0);
    watch.recordKey(4);
    expect(watch.beat(5, true)).toBe(20);
    expect(watch.beat(1003, true)).toBe(20);
    expect(watch.beat(1024, true)).toBe(100);
    expect(watch.beat(1124, false)).toBe(1000);
  });

  test('dates an event after a missed beat back to the last beat', () => {
    const watch = new EventLoopMonitor(0);
    watch.recordKey(4);
    watch.beat(5, true);
    expect(watch.earliestMs(45)).toBe(45);
    expect(watch.earliestMs(46)).toBe(5);
    expect(watch.earliestMs(900)).toBe(5);
  });

  test('does so even if the late beat comes before the event', () => {
    const watch = new EventLoopMonitor(0);
    watch.recordKey(4);
    watch.beat(5, true);
    expect(watch.beat(400, true)).toBe(20);
    expect(watch.earliestMs(401)).toBe(5);
    watch.beat(800, true);
    expect(watch.earliestMs(801)).toBe(5);
    watch.beat(821, true);
    expect(watch.earliestMs(822)).toBe(822);
  });
});
