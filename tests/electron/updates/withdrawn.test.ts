import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { UpdatePorts } from '../../../electron/main/updates/update-ports.ts';
import type { UpdateSource } from '../../../electron/main/updates/update-source.ts';
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

const askedPage = (desk: DeskWithUpdates): readonly string[] =>
  desk.done.filter((one) => one.startsWith('asked page'));

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
    expect(askedPage(desk)).toEqual([]);
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

test('a network that comes up some seconds after the start: a version that was withdrawn is not installed', async () => {
  const desk = await withUpdate();
  await desk.publish('0.1.0');
  desk.server.behave('away');
  const changed = (): void => {
    if (desk.updates.facts().fault === 'no-answer') desk.server.behave('whole');
  };
  desk.set({ changed });
  const updates = await desk.startAgain('0.1.0');
  expect(askedPage(desk)).toEqual([]);
  expect(updates.facts()).toMatchObject({ isReady: false, fault: null });
});

test('a server that was away at the start is asked again before the update is installed later', async () => {
  const desk = await withUpdate();
  desk.server.behave('away');
  const before = desk.server.asked.length;
  await desk.startAgain('0.1.0');
  expect(askedPage(desk)).toEqual(['asked page at start']);
  expect(desk.server.asked.slice(before)).toHaveLength(5);
  await desk.pass(5 * minuteMs);
  expect(askedPage(desk)).toEqual(['asked page at start', 'asked page at tick']);
  expect(desk.server.asked.slice(before)).toHaveLength(6);
  await desk.publish('0.1.0');
  desk.server.behave('whole');
  await desk.pass(5 * minuteMs);
  expect(askedPage(desk)).toHaveLength(2);
});

test('while the server has no list, nothing is installed by itself, and the download is kept for the next list', async () => {
  const desk = await withUpdate();
  desk.server.remove(listHere);
  const updates = await desk.startAgain('0.1.0');
  await desk.pass(60 * minuteMs);
  expect(askedPage(desk)).toEqual([]);
  expect(updates.facts()).toMatchObject({ fault: 'no-list', isReady: true });
  await desk.publish('0.1.1');
  await desk.pass(15 * minuteMs);
  expect(askedPage(desk)[0]).toBe('asked page at tick');
});

test('a list that was deleted stays deleted while the server is away: the download is not installed by itself', async () => {
  const desk = await withUpdate();
  desk.server.remove(listHere);
  const changed = (): void => {
    if (desk.updates.facts().fault === 'no-list') desk.server.behave('away');
  };
  desk.set({ changed });
  const updates = await desk.startAgain('0.1.0');
  await desk.pass(60 * minuteMs);
  expect(askedPage(desk)).toEqual([]);
  expect(updates.facts()).toMatchObject({ fault: 'no-answer', isReady: true });
});

test('while the server has no list, it is not asked again at each attempt of the night', async () => {
  const desk = await withUpdate();
  desk.server.remove(listHere);
  const before = desk.server.asked.length;
  await desk.startAgain('0.1.0');
  await desk.pass(60 * minuteMs);
  expect(desk.server.asked.slice(before).length).toBeLessThan(7);
});

/** A server whose answer comes when the test says so: it offers nothing. */
const lateSource = () => {
  let answer = (): void => undefined;
  const answered = new Promise<readonly []>((resolve) => {
    answer = () => resolve([]);
  });
  const source: UpdateSource = {
    look: () => answered,
    download: () => Promise.reject(new Error('Nothing is offered.')),
    clear: () => Promise.resolve(),
  };
  return { source, answer: () => answer() };
};

test('an update waits for a check that is under way', async () => {
  const desk = await withUpdate();
  const { source, answer } = lateSource();
  desk.set({ source });
  const look = desk.updates.look();
  const passing = desk.pass(5 * minuteMs);
  await setImmediate();
  expect(askedPage(desk)).toEqual([]);
  answer();
  await Promise.all([look, passing]);
  expect(askedPage(desk)).toEqual([]);
});

test('a check that ends while the file is verified stops the installation of a version that was withdrawn', async () => {
  const desk = await withUpdate();
  expect(await desk.updates.install('start', false)).toBe('asked-again');
  const { source, answer } = lateSource();
  desk.set({ source });
  const look = desk.updates.look();
  const installing = desk.updates.install('start', false);
  answer();
  expect(await installing).toBe('not-ready');
  await look;
  expect(desk.done).not.toContain('installer started');
  expect(desk.updates.facts().isInstalling).toBe(false);
});

test('somebody who has begun to work while the server was asked at the start is not interrupted', async () => {
  const desk = await withUpdate();
  let activeAt = 0;
  const { nowMs } = desk;
  desk.set({
    moment: () => ({
      hasFileWork: false,
      isPrinting: false,
      isOpen: true,
      idleMinutes: (nowMs() - activeAt) / minuteMs,
    }),
    changed: () => {
      if (desk.updates.facts().fault === 'no-answer') activeAt = nowMs();
    },
  });
  desk.server.behave('away');
  await desk.startAgain('0.1.0');
  expect(askedPage(desk)).toEqual([]);
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

test('a server without any list is reported like one that does not answer, and the fault says which', async () => {
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
