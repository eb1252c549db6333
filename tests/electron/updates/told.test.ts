import { expect, onTestFinished, test } from 'vitest';
import type { UpdatePorts } from '../../../electron/main/updates/update-ports.ts';
import { deskWithUpdates, type DeskWithUpdates } from '../../support/updates/desk-with-updates.ts';

// What the installer, the page and the log are told.

const program = async (change: Partial<UpdatePorts> = {}): Promise<DeskWithUpdates> => {
  const desk = await deskWithUpdates(change);
  onTestFinished(async () => {
    desk.updates.stop();
    await desk.server.stop();
  });
  return desk;
};

/** With version 0.1.1 downloaded and verified. */
const withUpdate = async (change: Partial<UpdatePorts> = {}): Promise<DeskWithUpdates> => {
  const desk = await program(change);
  await desk.publish('0.1.1');
  await desk.updates.look();
  return desk;
};

test.each(['staff', 'start'] as const)('the installer is told who asked for it: %s', async (occasion) => {
  const told: unknown[] = [];
  const desk = await withUpdate({
    startInstaller: (_, asked) => Promise.resolve(void told.push(asked)),
  });
  await desk.updates.install(occasion, false);
  if (occasion === 'start') await desk.updates.install(occasion, false);
  expect(told).toEqual([occasion]);
});

test('it says that it downloads only while it does', async () => {
  const desk = await program();
  await desk.publish('0.1.1');
  const shown: boolean[] = [];
  desk.set({ changed: () => void shown.push(desk.updates.facts().isDownloading) });
  await desk.updates.look();
  expect(shown).toEqual([false, true, false]);
  await desk.updates.look();
  expect(shown.slice(3)).toEqual([false, false]);
});

test('after each mend of the server, Check now writes into the log what is wrong still, or which version there is', async () => {
  const desk = await program({ installation: 'msi' });
  desk.server.behave('away');
  await desk.updates.look();
  desk.server.behave('whole');
  const faults: unknown[] = [];
  desk.set({
    log: { info: (event) => void faults.push(event), warn: (_, facts) => void faults.push(facts) },
  });
  await desk.updates.look();
  await desk.updates.look();
  expect(faults).toEqual([{ fault: 'no-list' }]);
  await desk.publish('0.1.1');
  await desk.updates.look();
  await desk.updates.look();
  expect(faults.slice(1)).toEqual(['updates.available']);
});

test('a version that waited since an earlier start is in the log again when the server names it', async () => {
  const desk = await withUpdate();
  desk.done.length = 0;
  await desk.startAgain('0.1.0');
  expect(desk.done).toContain('updates.available');
});
