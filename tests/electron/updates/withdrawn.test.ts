import { existsSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import type { UpdatePorts } from '../../../electron/main/updates/update-ports.ts';
import { deskWithUpdates, listHere, type DeskWithUpdates } from '../../support/updates/desk-with-updates.ts';

// What the server is asked before a downloaded version is installed: a bad one may have been withdrawn.

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Started, with version 0.1.1 downloaded and verified. */
const withUpdate = async (change: Partial<UpdatePorts> = {}): Promise<DeskWithUpdates> => {
  const desk = await deskWithUpdates(change);
  onTestFinished(async () => {
    desk.updates.stop();
    await desk.server.stop();
  });
  await desk.publish('0.1.1');
  await desk.updates.start();
  await desk.pass(minuteMs);
  return desk;
};

test.each([
  ['the list of the version that runs', '0.1.0'],
  ['an older list', '0.0.9'],
])('a downloaded version that was withdrawn is dropped at the next look: %s', async (_, to) => {
  const desk = await withUpdate();
  const file = desk.note().ready?.file ?? '';
  await desk.publish(to);
  await desk.pass(2 * dayMs);
  expect(desk.updates.facts().isReady).toBe(false);
  expect(existsSync(file)).toBe(false);
  expect(await desk.updates.install('staff', false)).toBe('not-ready');
});

test.each([
  ['the list of the version that runs', '0.1.0'],
  ['an older list', '0.0.9'],
])(
  'a downloaded version that was withdrawn meanwhile is not installed at the next start: %s',
  async (_, to) => {
    const desk = await withUpdate();
    await desk.publish(to);
    const updates = await desk.startAgain('0.1.0');
    await desk.pass(dayMs);
    expect(desk.done.filter((one) => one.startsWith('asked page'))).toEqual([]);
    expect(updates.facts().isReady).toBe(false);
    expect(await updates.install('start', false)).toBe('not-ready');
  },
);

test('a version that was withdrawn in the evening is not installed at night', async () => {
  let isOpen = true;
  const desk = await withUpdate({
    moment: () => ({ hasFileWork: false, isPrinting: false, isOpen, idleMinutes: 60 }),
  });
  await desk.pass(2 * 60 * minuteMs);
  await desk.publish('0.1.0');
  isOpen = false;
  await desk.pass(60 * minuteMs);
  expect(desk.done).toEqual(['updates.available', 'updates.ready']);
  expect(desk.updates.facts().isReady).toBe(false);
});

test('a version that replaced the downloaded one is installed at the next start in its place', async () => {
  const desk = await withUpdate();
  await desk.publish('0.1.2');
  const updates = await desk.startAgain('0.1.0');
  expect(desk.done.at(-1)).toBe('asked page at start');
  expect(updates.facts().available).toBe('0.1.2');
  expect(desk.note().ready?.version).toBe('0.1.2');
});

test('a server that does not come to an end holds the update up at the start for ten seconds', async () => {
  const desk = await withUpdate();
  const waits: number[] = [];
  desk.set({
    later: (ms, run) => {
      waits.push(ms);
      if (ms === 10_000) setTimeout(run);
      return () => undefined;
    },
  });
  desk.server.behave('slow');
  await desk.startAgain('0.1.0');
  expect(waits).toContain(10_000);
  expect(desk.done.at(-1)).toBe('asked page at start');
});

test('while somebody works the server is not asked again at each attempt of the night', async () => {
  const desk = await withUpdate();
  await desk.pass(60 * minuteMs);
  expect(desk.done.filter((one) => one === 'asked page at tick').length).toBeGreaterThan(10);
  expect(desk.server.asked.filter((name) => name === listHere).length).toBeLessThan(7);
});

test('a server without any list counts as one that does not answer, and the fault says which', async () => {
  const desk = await deskWithUpdates({});
  onTestFinished(async () => {
    desk.updates.stop();
    await desk.server.stop();
  });
  await desk.updates.start();
  await desk.pass(minuteMs);
  expect(desk.updates.facts()).toMatchObject({ fault: 'no-list', isSilent: false, answeredAt: null });
  await desk.pass(40 * dayMs);
  expect(desk.updates.facts()).toMatchObject({ fault: 'no-list', isSilent: true });
});
