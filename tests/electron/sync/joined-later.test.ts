import type BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { inTransaction } from '../../../electron/main/db/open.ts';
import { detailsService } from '../../../electron/main/desk/queries/details/details.service.ts';
import { fieldsOf } from '../../../electron/main/desk/steps/edit-request.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { findRequestRowByExternalId } from '../../../electron/main/desk/store/requests.queries.ts';
import type { RowImage } from '../../../electron/main/desk/store/change-log.queries.ts';
import { removeRefusedStep } from '../../../electron/main/desk/store/past-imports.queries.ts';
import { openImportLog } from '../../../electron/main/files/import-log.ts';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import { undoImported } from '../files/undo-import/journaled-desk.ts';
import { newOpId } from '../../support/desk.ts';
import { importEnded, importerAt, workOnImport } from '../../support/hub/imports.ts';
import { pushedStep, pushOne } from '../../support/hub/pushed.ts';
import { joinedLibrary } from '../../support/hub/joined-library.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import { newFields } from '../../support/hub/staff-acts.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { valueOf } from '../../support/results.ts';

// A workstation that joins later has the log and the history of those that were there before.

const shared = sharedLibrary();

const logOf = (db: BetterSqlite3.Database): unknown[] =>
  db
    .prepare(
      `SELECT op_id, kind, operator_id, desk_id, at, request_id, input, answer, undone_by FROM command_log ORDER BY op_id`,
    )
    .all();
const historyOf = (db: BetterSqlite3.Database): unknown[] =>
  db
    .prepare(
      `SELECT op_id, request_id, at, kind, status_before, status_after, headline, turn_id FROM request_event ORDER BY op_id, request_id`,
    )
    .all();

/** Expects that all workstations, and one that joins now, have the same log and history. */
const expectSame = async (...desks: readonly SyncDesk[]): Promise<void> => {
  const joined = await joinedLibrary(shared);
  try {
    const [first, ...others] = [...desks.map(({ raw }) => raw), joined as unknown as BetterSqlite3.Database];
    if (!first) throw new Error('no workstation');
    for (const other of others) {
      expect(logOf(other)).toEqual(logOf(first));
      expect(historyOf(other)).toEqual(historyOf(first));
    }
  } finally {
    joined.close();
  }
};

/** The hub empties all steps, as those that are older than they are kept. */
const allAreOld = async (): Promise<void> => {
  await shared.hub.query("UPDATE hub.op SET hub_at = hub_at - interval '91 days'", []);
  await shared.hub.query('UPDATE hub.workstation SET reached = (SELECT seq FROM hub.head)', []);
  await shared.hub.queryAs(1)('SELECT hub.empty_steps()', []);
  expect(await shared.hub.query("SELECT 1 FROM hub.op WHERE body ? 'changes'", [])).toEqual([]);
};

const inStep = async (...desks: readonly SyncDesk[]): Promise<void> => {
  for (const desk of [...desks, ...desks]) await desk.sync();
  for (const { faults } of desks) expect(faults).toEqual([]);
};

/** Imports rows of a file, with its end. @param pick which rows (`tests/support/hub/imports.ts`). */
const imported = async (desk: SyncDesk, pick: number): Promise<{ opId: OpId; number: number }> => {
  const opId = newOpId();
  await workOnImport(desk, { opId, requestId: 1 as RequestId, pick, earlier: [] });
  importEnded(desk);
  const number = desk.raw.prepare('SELECT seq FROM command_log WHERE op_id = ?').pluck().get(opId);
  return { opId, number: number as number };
};

test('that an import has ended', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const { db, now } = one.context;
    const log = openImportLog(db, now);
    const { opId } = log.begin(importerAt(one), 'requests.json');
    await inStep(one, other);
    importEnded(one);
    await inStep(one, other);
    expect(logOf(other.raw)).toContainEqual(
      expect.objectContaining({ op_id: opId, answer: '{"outcome":"interrupted"}' }),
    );
    await expectSame(one, other);
    await allAreOld();
    await expectSame(one, other);
  }));

test('that an import was undone', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const { opId, number } = await imported(one, 26);
    await inStep(one, other);
    expect(await undoImported({ db: one.raw }, { opId, number })).toMatchObject({ kind: 'done' });
    await inStep(one, other);
    await expectSame(one, other);
    await allAreOld();
    await expectSame(one, other);
  }));

test('what the history says of an import that was undone', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    // FILE-2 is shipped, edited here, and then cancelled by its partner.
    await imported(one, 26);
    const request = findRequestRowByExternalId(one.context.db, 'FILE-2');
    if (!request) throw new Error('The file brought no request.');
    const edited = { requestId: request.id, fields: { ...fieldsOf(request), title: 'Ours' } };
    valueOf(take(one.context, 'edit-request', { opId: newOpId(), ...edited }));
    const second = await imported(one, 2);
    await inStep(one, other);
    const undoneBy = newOpId();
    // The hub has its line before it undoes its first row.
    await undoImported({ db: one.raw }, second, undoneBy, 0);
    await inStep(one, other);
    expect(await undoImported({ db: one.raw }, second, undoneBy)).toMatchObject({ kind: 'done' });
    await inStep(one, other);
    for (const { context } of [one, other]) {
      const { history } = valueOf(detailsService(context).details({ requestId: request.id }));
      expect(history.map(({ kind, undone }) => [kind, undone])).toContainEqual([
        'partner-answer',
        'Undone together with the import it came from',
      ]);
    }
    await expectSame(one, other);
  }));

test('that undoing an import was refused', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const { opId, number } = await imported(one, 26);
    const undoneBy = newOpId();
    // It begins, and ends before its first row.
    await undoImported({ db: one.raw }, { opId, number }, undoneBy, 0);
    await inStep(one, other);
    inTransaction(one.context.db, (db) => removeRefusedStep(db, undoneBy));
    await inStep(one, other);
    expect(logOf(other.raw)).toHaveLength(1);
    await expectSame(one, other);
    await allAreOld();
    await expectSame(one, other);
  }));

test('a login that takes a line out of the log to which others refer keeps nobody from joining', () =>
  shared.hub.playOn(async () => {
    const one = shared.openDesk(1);
    const { opId, number } = await imported(one, 26);
    const undoneBy = newOpId();
    expect(await undoImported({ db: one.raw }, { opId, number }, undoneBy)).toMatchObject({ kind: 'done' });
    await inStep(one);
    const n = one.raw.prepare('SELECT confirmed_n FROM hub_state').pluck().get() as number;
    const b = one.raw.prepare('SELECT * FROM command_log WHERE op_id = ?').get(undoneBy) as RowImage;
    const gone = { log: 'command_log' as const, b, a: null };
    expect(await pushOne(shared, pushedStep(n + 1, { kind: null, amends: [gone] }))).toBe('accepted');
    await expectSame(one);
  }));

test('that a request was created and is gone', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const opId = newOpId();
    const asked = { opId, externalId: 'R-NEW', fields: newFields, partnerIds: [1 as never] };
    valueOf(take(one.context, 'create-request', asked) as never);
    await inStep(one, other);
    valueOf(take(one.context, 'undo', { opId: newOpId(), undoes: opId }) as never);
    await inStep(one, other);
    await expectSame(one, other);
  }));
