import * as z from 'zod';
import { expect, test } from 'vitest';
import { inTransaction } from '../../../electron/main/db/open.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { eraseEnded, lastErasure } from '../../../electron/main/desk/records/erasure/erase-ended.ts';
import { erasePatron } from '../../../electron/main/desk/records/erasure/patron-data.service.ts';
import { placesService } from '../../../electron/main/desk/records/places/places.service.ts';
import { runRecordCommand } from '../../../electron/main/desk/records/run-record-command.ts';
import { fieldsOf } from '../../../electron/main/desk/steps/edit-request.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { insertRequestEvent } from '../../../electron/main/desk/store/command-log.queries.ts';
import { findRequestRow } from '../../../electron/main/desk/store/requests.queries.ts';
import { markSending } from '../../../electron/main/desk/store/sending.queries.ts';
import { answerOf } from '../../../electron/main/sync/hub.ts';
import type { PatronId, RequestId } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { newOpId } from '../../support/desk.ts';
import { joinedLibrary } from '../../support/hub/joined-library.ts';
import { countAllAsOver, sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { addLetter } from '../../support/letters.ts';
import { valueOf } from '../../support/results.ts';

// A patron who is forgotten at one workstation is forgotten at all of them, at the hub, and at workstations that join later.

const shared = sharedLibrary();
countAllAsOver(shared);

const name = 'Wanda Memory';
const requestId = 2 as RequestId;

const isNamed = (row: unknown): boolean =>
  JSON.stringify(row).includes(name) && (row as { readonly kind?: unknown }).kind !== 'save-patron';

/** Returns the tables that contain the name, except the patron's own record, which still exists. */
const whereNamed = (db: ReadableDB): readonly string[] => {
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'patron%' AND name NOT LIKE '%search%'",
    )
    .pluck()
    .all() as string[];
  return tables.filter((table) =>
    db
      .prepare(`SELECT * FROM ${table}`)
      .all()
      .some((row) => isNamed(row)),
  );
};

const work = ({ context }: SyncDesk): void => {
  const stored = findRequestRow(context.db, requestId);
  if (!stored) throw new Error('no request');
  const fields = { ...fieldsOf(stored), patronId: 1 as never, circulationNote: `Call ${name}` };
  valueOf(take(context, 'edit-request', { opId: newOpId(), requestId, fields }) as never);
  const asked = { opId: newOpId(), requestId, barcode: 'B-9', several: false, printSlip: true };
  valueOf(take(context, 'receive', { ...asked, notifyPatron: false, use: 'for-patron' }) as never);
};

const forget = ({ context }: SyncDesk): void => {
  valueOf(eraseEnded(context, { opId: newOpId() }, [requestId]));
};

const historyOf = (db: ReadableDB, id: RequestId): unknown[] =>
  db.prepare('SELECT kind, headline FROM request_event WHERE request_id = ? ORDER BY at, id').raw().all(id);

const joined = (): ReturnType<typeof joinedLibrary> => joinedLibrary(shared);

/** Returns the kinds of steps in the hub's order that contain the name. */
const inHub = async (): Promise<unknown[]> =>
  (
    await shared.hub.query('SELECT DISTINCT kind FROM hub.op WHERE body::text LIKE $1 ORDER BY kind', [
      `%${name}%`,
    ])
  ).map((row) => (row as { readonly kind: unknown }).kind);

const allHaveAll = (): Promise<unknown> =>
  shared.hub.query('UPDATE hub.workstation SET reached = (SELECT seq FROM hub.head)', []);

/** Acts as the workstation that does the housekeeping: a few steps at a time, until nothing is left. */
const forgetAtHub = async (): Promise<void> => {
  while (
    answerOf(await shared.hub.queryAs(1)('SELECT hub.forget_patrons($1) AS answer', [3]), z.number()) > 0
  );
};

test('a patron who is forgotten is forgotten everywhere', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const { savePatron } = placesService(one.context);
    const values = { barcode: 'P1000001', name, email: '', libraryId: 1, active: true };
    valueOf(savePatron({ opId: newOpId(), id: 1 as never, values } as never) as never);
    await one.sync();
    await other.sync();
    work(other);
    await other.sync();
    await one.sync();
    expect(whereNamed(other.context.db)).toContain('print_job');
    expect(whereNamed(one.context.db)).toContain('command_log');

    const slips = other.context.db.prepare('SELECT id FROM print_job').pluck().all();
    forget(one);
    await one.sync();
    await other.sync();
    expect(other.removedSlips, 'their PDFs go').toEqual(slips);
    expect(lastErasure(other.context.db), 'their backups go in time').not.toBe(null);
    // Steps kept for a restored hub expire later.
    expect(whereNamed(one.context.db).filter((table) => table !== 'hub_kept')).toEqual([]);
    expect(whereNamed(other.context.db).filter((table) => table !== 'hub_kept')).toEqual([]);

    expect(await inHub()).toEqual(['edit-request', 'forget-patron-data', 'receive', 'save-patron']);
    await forgetAtHub();
    expect(await inHub(), 'some workstation may lack them').toHaveLength(4);
    await allHaveAll();
    await forgetAtHub();
    // The patron's record still exists.
    expect(await inHub()).toEqual(['save-patron']);

    const third = await joined();
    expect(whereNamed(third)).toEqual([]);
    expect(historyOf(third, requestId)).toEqual(historyOf(one.context.db, requestId));
    expect(historyOf(other.context.db, requestId)).toEqual(historyOf(one.context.db, requestId));
    third.close();
  }));

test("another workstation is told the patron's identifying texts: its import reports may contain them", () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const values = { barcode: 'P7', name, email: 'wanda@reader.example', libraryId: 1, active: true };
    const saved = valueOf(
      placesService(one.context).savePatron({ opId: newOpId(), id: null, values } as never) as never,
    ) as { readonly id: PatronId };
    await one.sync();
    await other.sync();
    expect(other.forgottenNames).toEqual([]);
    valueOf(erasePatron(one.context, { opId: newOpId(), id: saved.id }));
    await one.sync();
    await other.sync();
    expect(other.forgottenNames).toEqual([name, 'P7', 'wanda@reader.example']);
  }));

test('sent letters, and files, do not name a forgotten patron', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const { db } = one.context;
    const another = 1 as RequestId;
    addLetter(one, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
    const id = db.prepare('SELECT id FROM outbox').pluck().get() as number;
    const letter = JSON.stringify({ to: 'wanda@patrons.example', body: `Dear ${name}` });
    inTransaction(db, (write) =>
      markSending(write, { id, messageId: '<1@desk>', letter, at: one.context.now().toISOString() as never }),
    );
    const opId = newOpId();
    valueOf(
      runRecordCommand(one.context, 'take-from-file' as never, { opId }, (write, at) => {
        for (const of of [requestId, another]) {
          write.prepare('UPDATE request SET circulation_note = ? WHERE id = ?').run(`For ${name}`, of);
          const event = { requestId: of, at, kind: 'take-from-file', statusBefore: '', statusAfter: '' };
          insertRequestEvent(write, { ...event, opId, headline: 'Came with a file' });
        }
        return ok(null);
      }) as never,
    );
    await one.sync();
    await other.sync();
    forget(one);
    await one.sync();
    await other.sync();
    expect(await inHub()).toEqual(expect.arrayContaining(['take-from-file', null]));
    await allHaveAll();
    await forgetAtHub();
    expect(await inHub()).toEqual([]);
    const third = await joined();
    for (const of of [requestId, another])
      expect(historyOf(third, of), 'what names nobody stays').toEqual(historyOf(other.context.db, of));
    third.close();
  }));

test('the task of a refused step no longer names a forgotten patron either', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const { savePatron } = placesService(one.context);
    const values = { barcode: 'P1000001', name, email: '', libraryId: 1, active: true };
    valueOf(savePatron({ opId: newOpId(), id: 1 as never, values } as never) as never);
    await one.sync();
    await other.sync();
    work(other);
    const stored = findRequestRow(one.context.db, requestId);
    if (!stored) throw new Error('no request');
    const fields = { ...fieldsOf(stored), patronId: 1 as never, circulationNote: 'Call somebody else' };
    valueOf(take(one.context, 'edit-request', { opId: newOpId(), requestId, fields }) as never);
    await one.sync();
    await other.sync();
    await one.sync();
    for (const desk of [one, other]) expect(whereNamed(desk.context.db)).toContain('task');
    forget(one);
    await one.sync();
    await other.sync();
    for (const desk of [one, other])
      expect(whereNamed(desk.context.db).filter((table) => table !== 'hub_kept')).toEqual([]);
    const said = other.context.db.prepare('SELECT facts FROM task').pluck().all().join();
    expect(said).toContain('Request changed');
    expect(said, 'nor what was typed').not.toContain('Call');
    expect(await shared.hub.query('SELECT id FROM hub_rows.task WHERE facts LIKE $1', [`%${name}%`])).toEqual(
      [],
    );
  }));

test.each([
  ['reached the hub', true],
  ['waits', false],
] as const)('if the patron is not forgotten after all, the words of a step that %s are kept', (_, syncs) =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const [patronId, over, open] = [3 as PatronId, 5 as RequestId, 1 as RequestId];
    const note = { opId: newOpId(), requestId: over, text: 'Call her', active: true };
    valueOf(take(one.context, 'add-note', note as never));
    if (syncs) await one.sync();
    await other.sync();
    const words = historyOf(one.context.db, over);

    valueOf(erasePatron(one.context, { opId: newOpId(), id: patronId }));
    expect(historyOf(one.context.db, over)).not.toEqual(words);
    // In the meantime the patron gets another request elsewhere.
    const fields = { ...fieldsOf(findRequestRow(other.context.db, open) as never), patronId };
    valueOf(take(other.context, 'edit-request', { opId: newOpId(), requestId: open, fields }) as never);
    for (const desk of [other, one, other]) await desk.sync();
    for (const desk of [one, other]) expect(historyOf(desk.context.db, over)).toEqual(words);
  }),
);

test('a step that named a forgotten patron can be undone before both reach the hub', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const { savePatron } = placesService(one.context);
    const values = { name, email: '', libraryId: 1, active: true };
    const saved = valueOf(
      savePatron({ opId: newOpId(), id: null, values: { ...values, barcode: 'P7' } } as never) as never,
    ) as { readonly id: PatronId };
    // The borrower of this request has the same name.
    valueOf(
      savePatron({
        opId: newOpId(),
        id: 1 as never,
        values: { ...values, barcode: 'P1000001' },
      } as never) as never,
    );
    const note = { opId: newOpId(), requestId: 4 as RequestId, text: 'Call her', active: true };
    valueOf(take(one.context, 'add-note', note as never));
    await one.sync();
    await other.sync();
    valueOf(erasePatron(one.context, { opId: newOpId(), id: saved.id }));
    valueOf(take(one.context, 'undo', { opId: newOpId(), undoes: note.opId } as never));
    // Other records arrive: the erasure is replayed, with the undo that follows it on the same line of the log.
    const partner = { code: 'NEW', name: 'New', address: [], email: '', phone: '' };
    const flags = { renewsAutomatically: false, cancelNeedsConsent: false, active: true };
    valueOf(
      placesService(other.context).savePartner({
        opId: newOpId(),
        id: null,
        values: { ...partner, ...flags },
      } as never) as never,
    );
    await other.sync();
    await one.sync();
    await other.sync();
    expect(one.faults).toEqual([]);
    for (const { context } of [one, other])
      expect(
        context.db
          .prepare(
            "SELECT undone_by IS NOT NULL AS isUndone, answer ->> '$.patronName' AS name FROM command_log WHERE op_id = ?",
          )
          .get(note.opId),
      ).toEqual({ isUndone: 1, name: '' });
  }));
