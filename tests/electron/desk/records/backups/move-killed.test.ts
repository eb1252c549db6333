import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { FolderGoneError } from '../../../../../electron/main/db/outside-tasks.ts';
import { resolveInterruptedMove } from '../../../../../electron/main/desk/records/backups/move-library.ts';
import type { MovedAwayNote } from '../../../../../electron/main/desk/records/backups/moved-away.ts';
import { openMovedAway } from '../../../../../electron/main/desk/records/backups/moved-away.ts';
import { runOutsideHere, testBackups } from '../../../../support/backups.ts';
import { openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { wasKilled } from '../../../../support/was-killed.ts';

// Moving a library to another workstation, interrupted at each point: exactly one library is in use afterwards, never two.

vi.setConfig({ testTimeout: 60_000 });

const desk = forEachTest(openTestDesk);
let target: string;
let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  target = join(folder, 'library.borrow-desk');
});

const moveAndDieAt = (point: string): void => {
  const script = join(import.meta.dirname, '../../../../fixtures/crash/move-and-die.ts');
  const { status, signal, stderr } = spawnSync(process.execPath, [script, desk.file, target, point], {
    encoding: 'utf8',
    timeout: 50_000,
  });
  expect([point, wasKilled({ code: status, signal }), stderr]).toEqual([point, true, '']);
};

/** The next start. */
const startAgain = async (runOutside = runOutsideHere): Promise<MovedAwayNote> => {
  const movedAway = openMovedAway(desk.context.db);
  await resolveInterruptedMove({ movedAway, runOutside, changed: () => undefined });
  return movedAway;
};

test.each([
  'before begin',
  'after begin',
  'before copy-unnamed',
  'in copy-unnamed',
  'after copy-unnamed',
  'before naming',
  'after naming',
  'before give-name',
])('killed %s: the file does not exist, nothing is left of it, and this desk is in use', async (point) => {
  moveAndDieAt(point);
  const movedAway = await startAgain();
  expect(existsSync(target)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
  expect([movedAway.rests(), movedAway.said(), movedAway.unsettled()]).toEqual([false, null, null]);
});

test.each(['after give-name', 'before end', 'after end'])(
  'killed %s: the file may be opened elsewhere, so this desk is inactive from the beginning of the next start',
  async (point) => {
    moveAndDieAt(point);
    expect(existsSync(target)).toBe(true);
    expect(openMovedAway(desk.context.db).rests()).toBe(true);
    const movedAway = await startAgain();
    expect([movedAway.rests(), movedAway.said()]).toMatchObject([true, { fileName: 'library.borrow-desk' }]);
    expect(readdirSync(folder)).toEqual(['library.borrow-desk']);
    expect(openMovedAway(desk.context.db).unsettled()).toBe(null);
  },
);

test('if the drive is missing on the next start, the desk is inactive until the result is known, or it is reactivated', async () => {
  moveAndDieAt('after naming');
  const away = (): Promise<never> => Promise.reject(new FolderGoneError('away'));
  expect((await startAgain(away)).rests()).toBe(true);
  expect((await startAgain()).rests()).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('a drive that disappears while the copy is removed leaves the desk in use, and the cleanup for the next start', async () => {
  moveAndDieAt('after naming');
  const movedAway = await startAgain((task) =>
    task.kind === 'remove-unnamed' ? Promise.reject(new FolderGoneError('away')) : runOutsideHere(task),
  );
  expect([movedAway.rests(), movedAway.unsettled()?.mayHaveName]).toEqual([false, false]);
  expect((await startAgain()).unsettled()).toBe(null);
  expect(readdirSync(folder)).toEqual([]);
});

test('a partly written file is removed when its drive is back, and the desk works until then', async () => {
  moveAndDieAt('in copy-unnamed');
  const away = (): Promise<never> => Promise.reject(new FolderGoneError('away'));
  expect((await startAgain(away)).rests()).toBe(false);
  expect(readdirSync(folder)).toHaveLength(1);
  expect((await startAgain()).rests()).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('a rejected name leaves the desk in use; a drive that does not respond leaves it inactive, and says so', async () => {
  const chooseTarget = (): Promise<string> => Promise.resolve(target);
  const refused = testBackups(desk, {
    chooseTarget,
    runOutside: async (task) => {
      if (task.kind === 'give-name') throw Object.assign(new Error('refused'), { code: 'EACCES' });
      return await runOutsideHere(task);
    },
  });
  expect(await refused.move({})).toMatchObject({ ok: false, error: { code: 'file-unwritable' } });
  expect([refused.rests(), readdirSync(folder)]).toEqual([false, []]);

  const silent = testBackups(desk, {
    chooseTarget,
    runOutside: async (task) => {
      const done = await runOutsideHere(task);
      if (task.kind === 'give-name') throw Object.assign(new Error('silent'), { code: 'ETIMEDOUT' });
      return done;
    },
  });
  const said = await silent.move({});
  expect(said).toMatchObject({ ok: false, error: { code: 'file-unwritable' } });
  expect(JSON.stringify(said)).toContain('did not confirm that “library.borrow-desk” was written');
  expect([silent.rests(), readdirSync(folder)]).toEqual([true, ['library.borrow-desk']]);
});
