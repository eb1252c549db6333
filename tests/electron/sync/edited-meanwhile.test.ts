import { expect, test } from 'vitest';
import { eraseEnded } from '../../../electron/main/desk/records/erasure/erase-ended.ts';
import { erasePatron } from '../../../electron/main/desk/records/erasure/patron-data.service.ts';
import { placesService } from '../../../electron/main/desk/records/places/places.service.ts';
import { fieldsOf } from '../../../electron/main/desk/steps/edit-request.ts';
import { returningService } from '../../../electron/main/desk/queries/returning/returning.service.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { findRequestRow } from '../../../electron/main/desk/store/requests.queries.ts';
import type { ItemId, PatronId, RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { did, giveBack, itemOf, shelved } from '../../support/hub/conflicting.ts';
import { importFile } from '../../support/hub/imports.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { sentenceOf, valueOf } from '../../support/results.ts';

// A workstation works on a request whose patron is forgotten at another one at the same time: nothing of the patron comes back with that.

const shared = sharedLibrary();
const name = 'Wanda Memory';
const requestId = shelved;

const edit = ({ context }: SyncDesk, changed: object, id = requestId): void => {
  const stored = findRequestRow(context.db, id);
  if (!stored) throw new Error('no request');
  const fields = { ...fieldsOf(stored), ...changed };
  valueOf(take(context, 'edit-request', { opId: newOpId(), requestId: id, fields }) as never);
};

/** A patron for whom the request was made, known at both workstations. The item is on its way back to the partner. */
const begin = async (one: SyncDesk, other: SyncDesk): Promise<PatronId> => {
  const values = { barcode: 'P7', name, email: '', libraryId: 1, active: true };
  const { id } = valueOf(
    placesService(one.context).savePatron({ opId: newOpId(), id: null, values } as never) as never,
  ) as { readonly id: PatronId };
  edit(one, { patronId: id });
  did(one, giveBack(requestId));
  await one.sync();
  await other.sync();
  expect(findRequestRow(other.context.db, requestId)).toMatchObject({
    status: 'RETURNED_TO_PARTNER',
    patronId: id,
  });
  return id;
};

const forget = {
  'the patron data of the request': ({ context }: SyncDesk) =>
    valueOf(eraseEnded(context, { opId: newOpId() }, [requestId])),
  'the patron': ({ context }: SyncDesk, id: PatronId) =>
    valueOf(erasePatron(context, { opId: newOpId(), id })),
};

/** The tables with rows, not on patrons themselves, that contain the name. */
const whereNamed = ({ raw }: SyncDesk): readonly string[] => {
  const tables = raw
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'patron%' AND name NOT LIKE '%search%' AND name <> 'hub_kept'",
    )
    .pluck()
    .all() as string[];
  return tables.filter((table) =>
    (raw.prepare(`SELECT * FROM ${table}`).all() as { readonly kind?: unknown }[]).some(
      (row) => JSON.stringify(row).includes(name) && row.kind !== 'save-patron',
    ),
  );
};

const expectForgotten = async (one: SyncDesk, other: SyncDesk): Promise<void> => {
  for (const desk of [one, other, one, other]) await desk.sync();
  expect([...one.faults, ...other.faults]).toEqual([]);
  for (const desk of [one, other]) {
    expect(whereNamed(desk)).toEqual([]);
    expect(findRequestRow(desk.context.db, requestId)).toMatchObject({ patronId: null, circulationNote: '' });
  }
};

const cases = Object.entries(forget).flatMap(([what, run]) => [
  { what, run, change: 'a note', changed: { circulationNote: `Call ${name}` } },
  { what, run, change: 'the title', changed: { title: 'Another Title' } },
]);

test.each(cases)('$change is changed where it is not known yet that $what is forgotten', ({ run, changed }) =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const id = await begin(one, other);
    run(one, id);
    await one.sync();
    edit(other, changed);
    await expectForgotten(one, other);
  }),
);

test.each(cases)('$what is forgotten where it is not known yet that $change is changed', ({ run, changed }) =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const id = await begin(one, other);
    edit(other, changed);
    await other.sync();
    run(one, id);
    await expectForgotten(one, other);
  }),
);

test('a note is added where it is not known yet', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await begin(one, other);
    forget['the patron data of the request'](one);
    await one.sync();
    const note = { opId: newOpId(), requestId, text: `Call ${name}`, active: true };
    valueOf(take(other.context, 'add-note', note as never));
    await expectForgotten(one, other);
  }));

test('a request whose item is lent again elsewhere keeps its patron', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const patronId = await begin(one, other);
    const returned = other.raw.prepare("SELECT op_id FROM command_log WHERE kind = 'return'").pluck().get();
    valueOf(take(other.context, 'undo', { opId: newOpId(), undoes: returned } as never) as never);
    const code = itemOf(other, requestId).barcode;
    valueOf(take(other.context, 'lend', { opId: newOpId(), patronId, code } as never) as never);
    await other.sync();
    forget['the patron data of the request'](one);
    for (const desk of [one, other, one]) await desk.sync();
    expect([...one.faults, ...other.faults]).toEqual([]);
    for (const desk of [one, other])
      expect(findRequestRow(desk.context.db, requestId)).toMatchObject({ status: 'LOANED', patronId });
  }));

test('another request is given to the patron where it is not known yet that they are forgotten', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const id = await begin(one, other);
    forget['the patron'](one, id);
    await one.sync();
    edit(other, { patronId: id }, 1 as RequestId);
    for (const desk of [other, one, other]) await desk.sync();
    expect([...one.faults, ...other.faults]).toEqual([]);
    for (const desk of [one, other]) {
      expect(whereNamed(desk)).toEqual([]);
      expect(desk.raw.prepare('SELECT name FROM patron WHERE id = ?').get(id)).toBeUndefined();
    }
  }));

test('what staff enter without a text counts at a workstation that does not know of the erasure yet', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await begin(one, other);
    forget['the patron data of the request'](one);
    await one.sync();
    const answer = { kind: 'checked-in', note: '' } as const;
    valueOf(take(other.context, 'partner-answer', { opId: newOpId(), requestId, asOf: null, answer }));
    await expectForgotten(one, other);
    for (const { context, raw } of [one, other]) {
      expect(findRequestRow(context.db, requestId)).toMatchObject({ status: 'REQUEST_COMPLETED' });
      expect(raw.prepare('SELECT kind FROM task').pluck().all()).toEqual([]);
    }
  }));

test('requests of a file are imported without a patron who was forgotten at another workstation', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const id = await begin(one, other);
    forget['the patron'](one, id);
    await one.sync();
    const row = {
      title: 'A Title',
      format: 'physical',
      pickup: 'MAIN-CIRC',
      status: 'REQUEST_SENT',
      rota: ['NORTH'],
    };
    const loan = { loanedOn: '2026-11-11', dueOn: '2027-01-11' };
    await importFile(other, newOpId(), {
      format: 'borrow-desk/library',
      version: 2,
      requests: [
        { ...row, externalId: 'FILE-1', patron: 'P7' },
        { ...row, externalId: 'FILE-2', patron: 'P1000001' },
        {
          ...row,
          externalId: 'FILE-3',
          patron: 'P7',
          status: 'LOANED',
          items: [
            { barcode: 'F-1', status: 'returned-to-partner', loan: { ...loan, endedOn: '2026-11-20' } },
            { barcode: 'F-2', status: 'on-loan', loan },
          ],
        },
      ],
    });
    const ofFile = "SELECT id FROM request WHERE external_id LIKE 'FILE-%'";
    expect(other.raw.prepare(ofFile).all()).toHaveLength(3);
    const at = '2026-11-17T08:00:00Z';
    const notice = { barcode: 'F-4', patron: 'P7', kind: 'hold-ending', day: '2026-11-20', stage: 0, at };
    const stored = { updatedAt: at, turns: [{ partner: 'NORTH', state: 'shipped' }], notices: [notice] };
    await importFile(other, newOpId(), {
      format: 'borrow-desk/library',
      version: 3,
      requests: [{ externalId: 'FILE-4', title: 'A Title', patron: 'P7', stored }],
    });
    expect(other.raw.prepare('SELECT count(*) FROM notice').pluck().get()).toBe(1);
    for (const desk of [other, one, other, one]) await desk.sync();
    for (const desk of [one, other]) {
      const rows =
        "SELECT external_id, patron_id FROM request WHERE external_id LIKE 'FILE-%' ORDER BY external_id";
      expect(desk.raw.prepare(rows).raw().all()).toEqual([
        ['FILE-1', null],
        ['FILE-2', 1],
        ['FILE-3', null],
        ['FILE-4', null],
      ]);
      // An open loan needs its patron: it is left out.
      const loans = `SELECT barcode, item.status, loan.ended_on, loan.patron_id FROM item LEFT JOIN loan ON item_id = item.id
                      WHERE request_id IN (${ofFile}) ORDER BY barcode`;
      expect(desk.raw.prepare(loans).raw().all()).toEqual([
        ['F-1', 'returned-to-partner', '2026-11-20', null],
        ['F-2', 'on-loan', null, null],
      ]);
      expect(desk.raw.prepare('SELECT count(*) FROM notice').pluck().get()).toBe(0);
      expect(whereNamed(desk)).toEqual([]);
      expect(desk.faults).toEqual([]);
    }
    // It can go on without its loan.
    const lent = one.raw.prepare("SELECT id FROM item WHERE barcode = 'F-2'").pluck().get() as ItemId;
    const scanned = take(one.context, 'scan-in', { opId: newOpId(), code: 'F-2' });
    expect(sentenceOf(scanned)).toBe('F-2 is on loan. If it has come back, return it (Return Items).');
    expect(valueOf(returningService(one.context).look({ code: 'F-2' }))).toMatchObject({ itemId: lent });
    did(one, (desk, opId) => take(desk.context, 'return', { opId, itemId: lent }));
    for (const desk of [one, other]) {
      await desk.sync();
      const ofLent =
        "SELECT request.status FROM item JOIN request ON request.id = request_id WHERE item.barcode = 'F-2'";
      expect(desk.raw.prepare(ofLent).pluck().get()).toBe('RETURNED_TO_PARTNER');
    }
  }));
