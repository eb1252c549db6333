import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openImportLog } from '../../../electron/main/files/import-log.ts';
import { outgoingStep } from '../../../electron/main/sync/outgoing-step.ts';
import { listPending } from '../../../electron/main/desk/store/pending-steps.queries.ts';
import { newOpId } from '../../support/desk.ts';
import { importerAt } from '../../support/hub/imports.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import { openSyncDesk, type SyncDesk } from '../../support/hub/sync-desk.ts';

const shared = sharedLibrary();

/** What came of imports, as the log of a workstation says it. */
const outcomes = ({ raw }: SyncDesk): unknown[] =>
  raw.prepare("SELECT answer ->> '$.outcome' FROM command_log WHERE kind = 'import'").pluck().all();

test('the end of an import stays in the log when its beginning comes back from the hub', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const { db, now } = one.context;
    openImportLog(db, now).begin(importerAt(one), 'requests.json');
    // The hub has it, and the answer is lost.
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

test('each of two copies of a data folder says that the import was interrupted which ran when it was copied', () =>
  shared.hub.playOn(async () => {
    const one = shared.openDesk(1);
    openImportLog(one.context.db, one.context.now).begin(importerAt(one), 'requests.json');
    await one.sync();
    const bytes = readFileSync(one.file);
    const copy = openSyncDesk(shared.library.copied(bytes), {
      login: one.login,
      query: shared.hub.queryAs(one.login),
      clock: one.context.now,
      newOpId,
    });
    for (const desk of [one, copy]) {
      openImportLog(desk.context.db, desk.context.now);
      await desk.sync();
      expect(desk.faults).toEqual([]);
      expect(outcomes(desk)).toEqual(['interrupted']);
    }
  }));
