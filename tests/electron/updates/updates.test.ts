import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { UpdatePorts } from '../../../electron/main/updates/update-ports.ts';
import type { UpdateChannel } from '../../../shared/domain/update-server.ts';
import { deskWithUpdates, listHere, type DeskWithUpdates } from '../../support/updates/desk-with-updates.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const opened: DeskWithUpdates[] = [];
afterEach(async () => {
  for (const desk of opened.splice(0)) {
    desk.updates.stop();
    await desk.server.stop();
  }
});

const program = async (
  change: Partial<UpdatePorts> = {},
  channel?: UpdateChannel,
): Promise<DeskWithUpdates> => {
  const desk = await deskWithUpdates(change, channel);
  opened.push(desk);
  return desk;
};

/** Started, with version 0.1.1 downloaded and verified. */
const withUpdate = async (change: Partial<UpdatePorts> = {}): Promise<DeskWithUpdates> => {
  const desk = await program(change);
  await desk.publish('0.1.1');
  await desk.updates.start();
  await desk.pass(minuteMs);
  return desk;
};

test('by itself: found, downloaded, verified; at night the page is asked, the database backed up, the installer started', async () => {
  const desk = await withUpdate();
  expect(desk.updates.facts()).toMatchObject({ available: '0.1.1', isReady: true, fault: null });
  await desk.pass(5 * minuteMs);
  expect(desk.done).toEqual(['updates.available', 'updates.ready', 'asked page at tick']);
  expect(await desk.updates.install('tick', false)).toBe('asked-again');
  expect(await desk.updates.install('tick', false)).toBeNull();
  expect(desk.done.slice(3)).toEqual([
    'backed up',
    'asked page at tick',
    'updates.started',
    'installer started',
    'quit',
  ]);
});

test('somebody who comes during the backup is not interrupted, and the next attempt makes another backup', async () => {
  const desk = await withUpdate();
  expect(await desk.updates.install('start', false)).toBe('asked-again');
  // The page does not call: somebody works there.
  await desk.pass(5 * minuteMs);
  expect(desk.done).not.toContain('installer started');
  expect(await desk.updates.install('tick', false)).toBe('asked-again');
  expect(desk.done.filter((one) => one === 'backed up')).toHaveLength(2);
  expect(await desk.updates.install('tick', false)).toBeNull();
});

test('between steps only: the page that works declines, and so does the program while a file is imported', async () => {
  const desk = await withUpdate();
  for (const occasion of ['tick', 'start', 'staff'] as const)
    expect(await desk.updates.install(occasion, true)).toBe('at-work');
  desk.set({ moment: () => ({ hasFileWork: true, isPrinting: false, isOpen: false, idleMinutes: 600 }) });
  expect(await desk.updates.install('staff', false)).toBe('file-work');
  expect(desk.done).not.toContain('installer started');
});

test('an update waits while a slip is printed, also one that began during the backup', async () => {
  const desk = await withUpdate();
  const printing = (isPrinting: boolean) => ({
    moment: () => ({ hasFileWork: false, isPrinting, isOpen: false, idleMinutes: 600 }),
  });
  desk.set(printing(true));
  for (const occasion of ['tick', 'start', 'staff'] as const)
    expect(await desk.updates.install(occasion, false)).toBe('printing');
  expect(desk.done).not.toContain('backed up');
  desk.set({ ...printing(false), backUp: () => Promise.resolve(desk.set(printing(true))) });
  expect(await desk.updates.install('staff', false)).toBe('printing');
  expect(desk.done).not.toContain('installer started');
  desk.set(printing(false));
  expect(await desk.updates.install('staff', false)).toBeNull();
});

test('the next start installs before work begins, also without the server', async () => {
  const desk = await withUpdate({
    moment: () => ({ hasFileWork: false, isPrinting: false, isOpen: true, idleMinutes: 1 }),
  });
  await desk.pass(60 * minuteMs);
  expect(desk.done).not.toContain('asked page at tick');
  desk.server.behave('away');
  const updates = await desk.startAgain('0.1.0');
  expect(desk.done.at(-1)).toBe('asked page at start');
  expect(await updates.install('start', false)).toBe('asked-again');
  expect(await updates.install('start', false)).toBeNull();
});

test('after the update staff are told once, and the downloaded file is gone', async () => {
  const desk = await withUpdate();
  await desk.updates.install('staff', false);
  const file = desk.note().ready?.file ?? '';
  expect(existsSync(file)).toBe(true);
  const updates = await desk.startAgain('0.1.1');
  expect(updates.facts()).toMatchObject({ updatedFrom: '0.1.0', isReady: false, available: null });
  expect(existsSync(file)).toBe(false);
  updates.seen('updated 0.1.1');
  expect((await desk.startAgain('0.1.1')).facts().seen).toContain('updated 0.1.1');
});

test('after a start the server is asked again, so that a version for IT to install stays known', async () => {
  const desk = await withUpdate({ installation: 'msi' });
  const updates = await desk.startAgain('0.1.0');
  expect(updates.facts()).toMatchObject({ isChecked: false, available: null });
  await desk.pass(minuteMs);
  expect(updates.facts()).toMatchObject({ isChecked: true, available: '0.1.1' });
  desk.server.behave('away');
  await desk.pass(2 * dayMs);
  expect(updates.facts()).toMatchObject({ available: '0.1.1', fault: 'no-answer', failedDownloads: 0 });
});

test('an installer that failed is not started again by itself, but by staff', async () => {
  const desk = await withUpdate();
  await desk.updates.install('staff', false);
  desk.done.length = 0;
  const updates = await desk.startAgain('0.1.0');
  await desk.pass(3 * dayMs);
  expect(updates.facts()).toMatchObject({ hasFailed: true, isReady: true });
  expect(desk.done.filter((one) => one.startsWith('asked page'))).toEqual([]);
  expect(await updates.install('start', false)).toBe('failed');
  expect(await updates.install('staff', false)).toBeNull();
});

test('one byte changed after the download: nothing is started', async () => {
  const desk = await withUpdate();
  const file = desk.note().ready?.file ?? '';
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(7) ^ 1, 7);
  writeFileSync(file, bytes);
  expect(await desk.updates.install('staff', false)).toBe('not-started');
  expect(desk.done).not.toContain('installer started');
  expect(desk.updates.facts()).toMatchObject({ isReady: false, fault: 'not-started' });
});

test('a file changed on the server: nothing is kept, and each attempt counts as failed', async () => {
  const desk = await program();
  await desk.publish('0.1.1');
  desk.server.put('setup-0.1.1.exe', Buffer.alloc(200_000, '0.1.2'));
  await desk.updates.start();
  await desk.pass(minuteMs);
  expect(desk.updates.facts()).toMatchObject({ isReady: false, fault: 'incomplete', failedDownloads: 1 });
  await desk.pass(60 * minuteMs);
  expect(desk.updates.facts()).toMatchObject({ isReady: false, fault: 'incomplete', failedDownloads: 3 });
});

test('no backup, no update', async () => {
  const desk = await withUpdate({
    backUp: () => Promise.reject(Object.assign(new Error('full'), { code: 'SQLITE_FULL' })),
  });
  expect(await desk.updates.install('staff', false)).toBe('not-started');
  expect(desk.done).not.toContain('installer started');
  expect(desk.updates.facts().fault).toBe('disk-full');
  expect(desk.note().started).toBeNull();
});

test('a version signed with another key, or older than this one, is neither downloaded nor started, and is named', async () => {
  const desk = await program();
  await desk.publish('0.2.0', generateKeyPairSync('ed25519').privateKey);
  await desk.updates.look();
  expect(desk.updates.facts()).toMatchObject({ fault: 'unsigned', available: '0.2.0', isReady: false });
  await desk.publish('0.0.9');
  await desk.updates.look();
  expect(desk.updates.facts()).toMatchObject({ fault: 'older', available: '0.0.9', isReady: false });
  expect(desk.server.asked.filter((name) => name.endsWith('.exe'))).toEqual([]);
  await desk.publish('0.1.1');
  await desk.updates.look();
  expect(desk.updates.facts()).toMatchObject({ fault: null, available: '0.1.1', isReady: true });
});

test('a workstation of the beta channel takes beta and goes back for nothing in it; the others take latest', async () => {
  const [beta, usual] = [await program({}, 'beta'), await program()];
  for (const desk of [beta, usual]) {
    await desk.publish('0.1.1');
    await desk.publish('0.2.0', undefined, 'beta');
    await desk.updates.look();
  }
  expect(beta.updates.facts()).toMatchObject({ available: '0.2.0', isReady: true });
  expect(usual.updates.facts()).toMatchObject({ available: '0.1.1', isReady: true });
  expect(beta.server.asked[0]).toBe(listHere.replace('latest', 'beta'));
  expect(usual.server.asked[0]).toBe(listHere);
  await beta.publish('0.0.9', undefined, 'beta');
  await beta.updates.look();
  expect(beta.updates.facts()).toMatchObject({ fault: 'older', available: '0.0.9' });
  expect(beta.server.asked).not.toContain('setup-0.0.9.exe');
});

test.each(['everybody', 'msi', 'package', 'mac', 'none'] as const)(
  'installed as %s: an update is announced, not downloaded, not installed',
  async (installation) => {
    const desk = await withUpdate({ installation });
    await desk.pass(2 * dayMs);
    expect(desk.updates.facts()).toMatchObject({ available: '0.1.1', isReady: false });
    expect(await desk.updates.install('staff', false)).toBe('elsewhere');
    expect(desk.server.asked.filter((name) => name.endsWith('.exe'))).toEqual([]);
  },
);

test('switched off, without keys, or without a server nothing is asked', async () => {
  for (const change of [
    { mode: () => 'off' as const },
    { installed: { version: '0.1.0', platform: 'win32-x64', keys: [] } },
    { source: null },
  ]) {
    const desk = await program(change);
    await desk.publish('0.1.1');
    await desk.updates.start();
    await desk.pass(3 * dayMs);
    expect(desk.server.asked).toEqual([]);
  }
});

test('switched on while it runs, it looks within a day', async () => {
  const desk = await program({ mode: () => 'off' });
  await desk.publish('0.1.1');
  await desk.updates.start();
  await desk.pass(dayMs);
  desk.set({ mode: () => 'automatic' });
  await desk.pass(dayMs * 1.1);
  expect(desk.updates.facts().isReady).toBe(true);
});

test('a server that is down for a month: fewer and fewer attempts, one line in the log, then a notice; when it is back, all is well', async () => {
  const desk = await program();
  await desk.publish('0.1.1');
  desk.server.behave('away');
  await desk.updates.start();
  await desk.pass(dayMs);
  expect(desk.server.asked.length).toBeLessThan(10);
  await desk.pass(28 * dayMs);
  expect(desk.updates.facts()).toMatchObject({ isSilent: false, fault: 'no-answer' });
  await desk.pass(2 * dayMs);
  expect(desk.updates.facts().isSilent).toBe(true);
  expect(desk.server.asked.length).toBeLessThan(45);
  expect(desk.done).toEqual(['updates.look-failed']);
  desk.server.behave('whole');
  await desk.pass(1.3 * dayMs);
  expect(desk.updates.facts()).toMatchObject({ isSilent: false, fault: null, isReady: true });
});

test('after a month without the program nothing is said before the server was asked', async () => {
  const desk = await withUpdate({ installation: 'msi' });
  desk.updates.stop();
  await desk.pass(40 * dayMs);
  const updates = await desk.startAgain('0.1.0');
  expect(updates.facts().isSilent).toBe(false);
  desk.server.behave('away');
  await desk.pass(minuteMs);
  expect(updates.facts().isSilent).toBe(true);
});

test('a look that is due during the backup happens later', async () => {
  const desk: DeskWithUpdates = await withUpdate({ backUp: () => desk.pass(2 * dayMs) });
  const before = desk.server.asked.length;
  expect(await desk.updates.install('start', false)).toBe('asked-again');
  expect(desk.server.asked).toHaveLength(before);
  await desk.pass(2 * dayMs);
  expect(desk.server.asked.length).toBeGreaterThan(before);
});

test('desks that start together do not ask at the same time: the first look is from half a minute to a minute after the start', async () => {
  for (const [random, waits] of [
    [0, 30_000],
    [0.5, 45_000],
    [1, 60_000],
  ] as const) {
    const desk = await program({ random: () => random });
    await desk.updates.start();
    await desk.pass(waits - 1);
    expect(desk.server.asked).toEqual([]);
    await desk.pass(1);
    expect(desk.server.asked).toEqual([listHere]);
  }
});

test('a connection that is cut during the download is tried again', async () => {
  const desk = await program();
  await desk.publish('0.1.1');
  await desk.updates.start();
  desk.server.behave('cut');
  await desk.pass(minuteMs);
  expect(desk.updates.facts()).toMatchObject({ isReady: false, fault: 'incomplete' });
  desk.server.behave('whole');
  await desk.pass(20 * minuteMs);
  expect(desk.updates.facts()).toMatchObject({ fault: null, isReady: true });
});
