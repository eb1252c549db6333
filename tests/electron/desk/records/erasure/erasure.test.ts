import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { anyRequest } from '../../../../../shared/domain/request-list.ts';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { detailsService } from '../../../../../electron/main/desk/queries/details/details.service.ts';
import { listService } from '../../../../../electron/main/desk/queries/list/list.service.ts';
import { placesService } from '../../../../../electron/main/desk/records/places/places.service.ts';
import { lastErasure } from '../../../../../electron/main/desk/records/erasure/erase-ended.ts';
import { todaysStepsService } from '../../../../../electron/main/desk/queries/history/steps.service.ts';
import { saveInstallationSettings } from '../../../../../electron/main/desk/records/settings/settings.service.ts';
import type { ItemId, LibraryId, OpId, PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import { addRequest, countRows, newOpId } from '../../../../support/desk.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { erasureClockOf, patron, useErasureDesk } from './erasure-desk.ts';

const { desk, saved, patronData, slips, value, tracesLeft, addPatron } = useErasureDesk();

/** A request of the patron from receipt to return, with a note, letters, slips and all its log entries. */
const wholeLoan = async (
  patronId: PatronId,
  externalId: string,
  end = true,
): Promise<{ readonly id: RequestId; readonly received: OpId }> => {
  const id = addRequest(desk(), { externalId });
  desk()
    .raw.prepare(
      "UPDATE request SET patron_id = ?, circulation_note = 'for Xiomara Quetzalcoatl' WHERE id = ?",
    )
    .run(patronId, id);
  const received = newOpId();
  const barcode = `B-${externalId}`;
  value(receivingAt(() => desk()).receive({ opId: received, requestId: id, barcode }));
  const note = { opId: newOpId(), requestId: id, text: 'Xiomara asks for help with it', active: false };
  value(take(desk().context, 'add-note', note));
  value(take(desk().context, 'lend', { opId: newOpId(), patronId, code: barcode }));
  const itemId = desk().raw.prepare('SELECT id FROM item WHERE barcode = ?').pluck().get(barcode) as ItemId;
  if (end) value(take(desk().context, 'return', { opId: newOpId(), itemId }));
  // It was listed and searched by the patron's name before.
  value(
    listService(desk().context).list({
      query: { ...anyRequest, text: 'xiomara' },
      sort: { column: 'createdAt', direction: 'descending' },
      offset: 0,
      limit: 50,
    }),
  );
  return { id, received };
};

test('after a patron is forgotten, no name, card or address is in the bytes of the database', async () => {
  const id = addPatron();
  const first = await wholeLoan(id, 'E-1');
  await wholeLoan(id, 'E-2');
  expect(tracesLeft().length).toBeGreaterThan(5);
  mkdirSync(slips());
  const job = desk().raw.prepare('SELECT min(id) FROM print_job').pluck().get() as number;
  for (const name of [`${job}-E_1.pdf`, '9999-other.pdf']) writeFileSync(join(slips(), name), '');

  const gone = value(await patronData().forget({ opId: newOpId(), id }));
  expect(gone).toMatchObject({ requests: 2, loans: 2 });
  expect(tracesLeft()).toEqual([]);
  expect(readdirSync(slips())).toEqual(['9999-other.pdf']);
  expect(desk().raw.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(desk().raw.pragma('foreign_key_check')).toEqual([]);

  // The request keeps its dates and partner, and the history its steps; the pages still work.
  const details = value(detailsService(desk().context).details({ requestId: first.id }));
  expect(JSON.stringify(details)).toContain('Patron data removed');
  expect(JSON.stringify(details)).toContain('North University Library');
  value(todaysStepsService(desk().context).today({ limit: 100 }));
  expect(take(desk().context, 'undo', { opId: newOpId(), undoes: first.received })).toMatchObject({
    ok: false,
  });
  expect(desk().raw.prepare('SELECT count(*) FROM loan WHERE patron_id IS NULL').pluck().get()).toBe(2);
});

test('a patron with open requests or loans is not forgotten, and the refusal lists them', async () => {
  const id = addPatron();
  await wholeLoan(id, 'E-OPEN', false);
  const refused = await patronData().forget({ opId: newOpId(), id });
  expect(refused).toMatchObject({ ok: false, error: { code: 'record-in-use' } });
  expect(JSON.stringify(refused)).toMatch(/1 request \(E-OPEN\), 1 loan/);
  expect(tracesLeft().length).toBeGreaterThan(0);
});

test('a patron whose closed request has an item on loan to another patron is not forgotten before it is back', async () => {
  const id = addPatron();
  await wholeLoan(id, 'E-LENT', false);
  // A file closed the request, and the loan was made to a patron who stays.
  const other = value(
    placesService(desk().context).savePatron({
      opId: newOpId(),
      id: null,
      values: { barcode: 'OTHER1', name: 'Other, Olga', email: '', libraryId: 1 as LibraryId },
    }),
  ).id;
  desk().raw.prepare('UPDATE loan SET patron_id = ?').run(other);
  desk().raw.exec("UPDATE request SET status = 'CANCELLED'");
  const refused = await patronData().forget({ opId: newOpId(), id });
  expect(JSON.stringify(refused)).toMatch(/Still open: 1 request \(E-LENT\)\. Close/);
  expect(countRows(desk(), 'request_note')).toBe(1);

  desk().raw.exec("UPDATE loan SET ended_on = '2026-12-27'");
  expect(value(await patronData().forget({ opId: newOpId(), id }))).toMatchObject({ requests: 1, notes: 1 });
});

test('all data about a patron is saved as one file, as JSON or as a page', async () => {
  const id = addPatron();
  await wholeLoan(id, 'E-1');
  value(await patronData().save({ id, as: 'json' }));
  value(await patronData().save({ id, as: 'html' }));
  const [json, html] = saved();
  expect(JSON.parse(json?.text ?? '')).toMatchObject({
    patron: [patron],
    requests: [{ external_id: 'E-1', title: 'The Voyage of the Beagle' }],
    loans: [{ barcode: 'B-E-1' }],
    notes: [{ body: 'Xiomara asks for help with it' }],
  });
  expect([json?.name, html?.name]).toEqual([`patron-${id}.json`, `patron-${id}.html`]);
  expect(html?.text).toContain('<td>Quetzalcoatl, Xiomara</td>');
  expect(html?.text).not.toContain('<script');
});

const clock = (change: { readonly mayNot?: () => boolean } = {}) =>
  erasureClockOf(desk(), { slipFolder: slips(), ...change });

const keepDays = (afterDays: number): void =>
  void value(
    saveInstallationSettings(desk().context, { opId: newOpId(), settings: { patronData: { afterDays } } }),
  );

test('a leftover PDF is deleted at the next check: its slip is no longer kept', async () => {
  await wholeLoan(addPatron(), 'E-1');
  mkdirSync(slips());
  const job = desk().raw.prepare('SELECT min(id) FROM print_job').pluck().get() as number;
  for (const name of [`${job}-E_1.pdf`, '9999-E_9.pdf', 'read-me.pdf'])
    writeFileSync(join(slips(), name), '');
  await clock({ mayNot: () => true }).look();
  expect(readdirSync(slips()).sort()).toEqual([`${job}-E_1.pdf`, 'read-me.pdf']);
});

test('patron data of ended requests is deleted some days after the last change, never before, and never with 0', async () => {
  const id = addPatron();
  const { id: ended } = await wholeLoan(id, 'E-1');
  await wholeLoan(id, 'E-2', false);
  const isKept = (): boolean =>
    desk().raw.prepare('SELECT patron_id FROM request WHERE id = ?').pluck().get(ended) !== null;
  keepDays(0);
  desk().setNow('2028-01-01T09:00:00Z');
  await clock().look();
  expect(isKept()).toBe(true);
  keepDays(30);
  desk().setNow('2026-12-24T09:00:00Z');
  await clock().look();
  expect(isKept()).toBe(true);
  desk().setNow('2026-12-26T09:00:00Z');
  await clock({ mayNot: () => true }).look();
  expect(isKept()).toBe(true);
  await clock().look();
  expect(isKept()).toBe(false);
  // The open one is unchanged, and so is the record.
  expect(desk().raw.prepare("SELECT patron_id FROM request WHERE external_id = 'E-2'").pluck().get()).toBe(
    id,
  );
  const log = desk()
    .raw.prepare("SELECT answer FROM command_log WHERE kind = 'forget-patron-data'")
    .pluck()
    .all() as string[];
  expect(log).toHaveLength(1);
  expect(JSON.parse(log[0] ?? '')).toMatchObject({ requests: 1, loans: 1 });
  // When the open one has ended long enough ago, only the record names the patron.
  desk().raw.exec("UPDATE loan SET ended_on = '2026-12-27' WHERE ended_on IS NULL");
  desk().raw.exec("UPDATE item SET status = 'returned-to-partner'");
  desk().raw.exec("UPDATE request SET status = 'REQUEST_COMPLETED' WHERE external_id = 'E-2'");
  desk().setNow('2027-06-01T09:00:00Z');
  await clock().look();
  value(placesService(desk().context).remove({ opId: newOpId(), kind: 'patron', id }));
  expect(tracesLeft()).toEqual([]);
});

test('many requests are processed in small batches', async () => {
  for (let n = 0; n < 45; n += 1) addRequest(desk(), { externalId: `M-${n}`, status: 'REQUEST_COMPLETED' });
  keepDays(1);
  desk().setNow('2027-06-01T09:00:00Z');
  await clock().look();
  const kind = "SELECT count(*) FROM command_log WHERE kind = 'forget-patron-data'";
  expect(desk().raw.prepare(kind).pluck().get()).toBe(3);
  expect(desk().raw.prepare('SELECT count(*) FROM request WHERE patron_id IS NOT NULL').pluck().get()).toBe(
    0,
  );
  // Once only: nothing is left to forget.
  await clock().look();
  expect(desk().raw.prepare(kind).pluck().get()).toBe(3);
  expect(countRows(desk(), 'request')).toBe(45);
});

test('a new library starts with 90 days; patron data that a file mentioned since is kept, because the next file would restore it', async () => {
  const { id } = await wholeLoan(addPatron(), 'E-1');
  const isKept = (): boolean =>
    desk().raw.prepare('SELECT patron_id FROM request WHERE id = ?').pluck().get(id) !== null;
  desk()
    .raw.prepare(
      "INSERT INTO file_said (request_id, source, digest, said, at) VALUES (?, 'alma-list', 'x', '{}', ?)",
    )
    .run(id, '2027-01-10T09:00:00.000Z');
  desk().setNow('2027-03-01T09:00:00Z');
  await clock().look();
  expect(isKept()).toBe(true);
  desk().setNow('2027-04-12T09:00:00Z');
  await clock().look();
  expect(isKept()).toBe(false);
});

test('the last deletion of patron data is recorded, whether manual or by the clock', async () => {
  expect(lastErasure(desk().context.db)).toBe(null);
  value(await patronData().forget({ opId: newOpId(), id: addPatron() }));
  expect(lastErasure(desk().context.db)).toEqual(desk().context.now());
});
