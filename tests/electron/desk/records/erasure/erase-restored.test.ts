import { copyFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { keepWorkstation } from '../../../../../electron/main/db/workstation-rows.ts';
import { erasePatron } from '../../../../../electron/main/desk/records/erasure/patron-data.service.ts';
import { saveInstallationSettings } from '../../../../../electron/main/desk/records/settings/settings.service.ts';
import type { PatronId } from '../../../../../shared/domain/ids.ts';
import { addRequest, newOpId, openCopyOf, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { valueOf } from '../../../../support/results.ts';
import { erasureClockOf } from './erasure-desk.ts';

// A backup taken before a patron was forgotten is restored: it still contains the patron, who must be removed.

const desks: TestDesk[] = [];
afterEach(() => desks.splice(0).forEach((desk) => desk.close()));
const opened = (desk: TestDesk): TestDesk => {
  desks.push(desk);
  return desk;
};

const look = (desk: TestDesk): Promise<void> =>
  erasureClockOf(desk, { slipFolder: `${desk.file}.slips` }).look();

const kept = ({ raw }: TestDesk): unknown => ({
  patrons: raw.prepare('SELECT name FROM patron WHERE id > 10 ORDER BY id').pluck().all(),
  requests: raw
    .prepare('SELECT external_id FROM request WHERE patron_id IS NOT NULL ORDER BY id')
    .pluck()
    .all(),
  notes: raw.prepare('SELECT count(*) FROM request_note').pluck().get(),
});

/** A library with two more patrons, one with a request that is over, one with an open one too. */
const library = (): TestDesk => {
  const desk = opened(openTestDesk());
  valueOf(
    saveInstallationSettings(desk.context, { opId: newOpId(), settings: { patronData: { afterDays: 0 } } }),
  );
  desk.raw.exec(`
    INSERT INTO patron (id, barcode, name) VALUES (11, 'P-11', 'Eleventh'), (12, 'P-12', 'Twelfth');`);
  for (const externalId of ['E-1', 'E-2', 'E-3']) addRequest(desk, { externalId });
  desk.raw.exec(`
    UPDATE request SET patron_id = iif(external_id = 'E-1', 11, 12);
    UPDATE request SET status = 'REQUEST_COMPLETED', ended_as = 'REQUEST_COMPLETED' WHERE external_id <> 'E-3';
    INSERT INTO request_note (request_id, author, body, active, created_at, operator_name)
    SELECT id, 'staff', 'of a reader', 0, '2026-11-25T08:00:00.000Z', '' FROM request;`);
  return desk;
};
const everyone = { patrons: ['Eleventh', 'Twelfth'], requests: ['E-1', 'E-2', 'E-3'], notes: 3 };

/** Restores the earlier library in place of the current one. */
const restored = (backup: string, now: TestDesk): TestDesk => {
  now.raw.pragma('wal_checkpoint(TRUNCATE)');
  keepWorkstation(now.file, backup);
  return opened(openCopyOf(backup));
};
const backedUp = ({ raw, file }: TestDesk, name: string): string => {
  raw.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(file, `${file}.${name}`);
  return `${file}.${name}`;
};
const forget = (desk: TestDesk, id: number): void =>
  void valueOf(erasePatron(desk.context, { opId: newOpId(), id: id as PatronId }));

test('patrons forgotten since are forgotten again, and others are not', async () => {
  const desk = library();
  const backup = backedUp(desk, 'first');
  forget(desk, 11);
  const again = restored(backup, desk);
  expect(kept(again)).toEqual(everyone);
  await look(again);
  expect(kept(again)).toEqual({ patrons: ['Twelfth'], requests: ['E-2', 'E-3'], notes: 2 });
  expect(again.raw.prepare("SELECT value FROM setting WHERE key = 'forget-again'").pluck().get()).toBe(
    '{"patrons":[],"requests":[]}',
  );
});

test('an open request in the backup keeps its patron until it is over, even if another backup is restored in the meantime', async () => {
  const desk = library();
  const [first, second] = [backedUp(desk, 'first'), backedUp(desk, 'second')];
  const over = "UPDATE request SET status = 'REQUEST_COMPLETED', ended_as = 'REQUEST_COMPLETED'";
  desk.raw.exec(over);
  forget(desk, 12);
  const again = restored(first, desk);
  await look(again);
  expect(kept(again)).toEqual({ patrons: ['Eleventh', 'Twelfth'], requests: ['E-1', 'E-3'], notes: 2 });
  const third = restored(second, again);
  await look(third);
  expect(kept(third)).toEqual({ patrons: ['Eleventh', 'Twelfth'], requests: ['E-1', 'E-3'], notes: 2 });
  third.raw.exec(over);
  await look(third);
  expect(kept(third)).toEqual({ patrons: ['Eleventh'], requests: ['E-1'], notes: 1 });
});
