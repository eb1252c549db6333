import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fieldsOf } from '../../../electron/main/desk/steps/edit-request.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { findRequestRowByExternalId } from '../../../electron/main/desk/store/requests.queries.ts';
import { openImportLog } from '../../../electron/main/files/import-log.ts';
import { takeNewNumber } from '../../../electron/main/sync/pull-steps.ts';
import { outgoingStep } from '../../../electron/main/sync/outgoing-step.ts';
import { listPending } from '../../../electron/main/desk/store/pending-steps.queries.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { importerAt, workOnImport } from '../../support/hub/imports.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import { openSyncDesk, type SyncDesk } from '../../support/hub/sync-desk.ts';
import { valueOf } from '../../support/results.ts';

const shared = sharedLibrary();

/** Returns the outcomes of imports in a workstation's log. */
const outcomes = ({ raw }: SyncDesk): unknown[] =>
  raw.prepare("SELECT answer ->> '$.outcome' FROM command_log WHERE kind = 'import'").pluck().all();

/** Copies its data folder to another computer, with the same login. */
const copyOf = ({ file, login, context }: SyncDesk): SyncDesk =>
  openSyncDesk(shared.library.copied(readFileSync(file)), {
    login,
    query: shared.hub.queryAs(login),
    clock: context.now,
    newOpId,
  });

/** Imports rows of a file. @param pick which rows (`tests/support/hub/imports.ts`). */
const bring = async (desk: SyncDesk, pick: number): Promise<void> => {
  await workOnImport(desk, { opId: newOpId(), requestId: 1 as RequestId, pick, earlier: [] });
};

/** Returns the tables in which the last answer of a partner changed rows, according to the log. */
const changedByAnswer = ({ raw }: SyncDesk): unknown[] =>
  raw
    .prepare(
      `SELECT table_name FROM change_log WHERE op_id = (SELECT op_id FROM command_log WHERE kind = 'partner-answer' ORDER BY seq DESC LIMIT 1)
        ORDER BY table_name`,
    )
    .pluck()
    .all();

test('request fields that an import changes along with an answer are not part of the answer when that is undone', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    // FILE-2 is shipped; then it is cancelled there, and gets another title at both workstations.
    await bring(one, 26);
    const request = findRequestRowByExternalId(one.context.db, 'FILE-2');
    if (!request) throw new Error('The file brought no request.');
    const fields = { ...fieldsOf(request), title: 'Ours' };
    valueOf(take(one.context, 'edit-request', { opId: newOpId(), requestId: request.id, fields }));
    await bring(one, 2);
    await one.sync();
    await other.sync();
    for (const desk of [one, other]) expect(changedByAnswer(desk)).toEqual(['request', 'turn']);
  }));

test.each([true, false])(
  'an import continues even if a copy of the data folder has ended it (under another number: %s)',
  (anew) =>
    shared.hub.playOn(async () => {
      const one = shared.openDesk(1);
      await bring(one, 26);
      await one.sync();
      const copy = copyOf(one);
      if (anew) await takeNewNumber(copy.parts);
      openImportLog(copy.context.db, copy.context.now);
      await copy.sync();
      await bring(one, 8);
      await one.sync();
      expect(one.faults).toEqual([]);
      expect(findRequestRowByExternalId(one.context.db, 'FILE-2')?.title).toBe('Title 3');
    }),
);

test('the end of an import stays in the log when its beginning comes back from the hub', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const { db, now } = one.context;
    openImportLog(db, now).begin(importerAt(one), 'requests.json');
    // The hub has it, but the answer is lost.
    await one.parts.hub.push(
      0,
      listPending(db).map((step) => outgoingStep(db, step)),
    );
    openImportLog(db, now);
    expect(outcomes(one)).toEqual(['interrupted']);
    await one.sync();
    await other.sync();
    for (const desk of [one, other]) expect(outcomes(desk)).toEqual(['interrupted']);
    expect(one.faults).toEqual([]);
  }));

test('each of two copies of a data folder records that the import that was running during the copy was interrupted', () =>
  shared.hub.playOn(async () => {
    const one = shared.openDesk(1);
    openImportLog(one.context.db, one.context.now).begin(importerAt(one), 'requests.json');
    await one.sync();
    const copy = copyOf(one);
    for (const desk of [one, copy]) {
      openImportLog(desk.context.db, desk.context.now);
      await desk.sync();
      expect(desk.faults).toEqual([]);
      expect(outcomes(desk)).toEqual(['interrupted']);
    }
  }));
