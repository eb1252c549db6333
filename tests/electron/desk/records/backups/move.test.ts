import BetterSqlite3 from 'better-sqlite3';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { contract } from '../../../../../shared/ipc/contract.ts';
import { testBackups } from '../../../../support/backups.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import { useBackupDesk } from './backup-desk.ts';

const { desk, value, own, note, service } = useBackupDesk();

test('a library moves in one file without the password; this desk is inactive until it is reactivated', async () => {
  note('moves along');
  const secret = 'sealed-with-the-key-of-this-computer';
  const put = desk().raw.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  put.run('mailAccount', JSON.stringify({ host: 'mail.example', sealedPassword: secret, forgotten: null }));
  put.run('printing', JSON.stringify({ target: 'queue', printerName: 'THIS-PRINTER', paper: '80mm' }));
  put.run('scanner', JSON.stringify({ prefix: '#', suffix: '' }));
  const target = join(own(), 'library.borrow-desk');
  const backups = service({ chooseTarget: () => Promise.resolve(target) });
  value(await backups.move({}));
  expect(backups.rests()).toBe(true);
  const bytes = readFileSync(target);
  expect([bytes.includes(secret), bytes.includes('THIS-PRINTER')]).toEqual([false, false]);
  const moved = new BetterSqlite3(target, { readonly: true });
  expect(moved.prepare('SELECT count(*) FROM request').pluck().get()).toBe(1);
  expect(
    moved.prepare("SELECT key FROM setting WHERE key IN ('scanner', 'movedAway')").pluck().all(),
  ).toEqual(['scanner']);
  moved.close();
  // Still inactive after another start.
  expect(service().rests()).toBe(true);
  expect(await backups.takeBack({ typed: 'yes' })).toMatchObject({ error: { code: 'word-missing' } });
  value(await backups.takeBack({ typed: 'TAKE BACK' }));
  expect(service().rests()).toBe(false);
});

test('a failed move leaves the desk in use, and so does one that the program did not live to finish', async () => {
  const backups = service({
    chooseTarget: () => Promise.resolve(join(own(), 'no such folder', 'library.borrow-desk')),
  });
  expect(await backups.move({})).toMatchObject({ ok: false });
  expect(backups.rests()).toBe(false);
  expect(readdirSync(dirname(desk().file)).filter((name) => name.includes('incoming'))).toEqual([]);
  desk()
    .raw.prepare("INSERT OR REPLACE INTO setting (key, value) VALUES ('movedAway', ?)")
    .run(JSON.stringify({ state: 'moving', at: '2026-11-25T09:30:00.000Z', fileName: 'x' }));
  expect(service().rests()).toBe(false);
});

test('another workstation’s file is opened with the same preview, whatever its name', async () => {
  const elsewhere = openTestDesk();
  onTestFinished(elsewhere.close);
  addRequest(elsewhere, { externalId: 'FROM-ELSEWHERE' });
  const target = join(own(), 'library.borrow-desk');
  value(await testBackups(elsewhere, { chooseTarget: () => Promise.resolve(target) }).move({}));
  note('here');
  const picture = value(await service({ chooseLibrary: () => Promise.resolve(target) }).bringFile({}));
  expect(picture).toMatchObject({
    sameLibrary: false,
    takenAt: null,
    fileName: 'library.borrow-desk',
    there: { requests: 1 },
    onlyHere: { count: 1 },
  });
  // No step was taken there.
  expect(contract['backups.bringFile'].output.parse(picture)?.there.newestStepAt).toBe(null);
});
