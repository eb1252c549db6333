import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inTransaction } from '../../../electron/main/db/open.ts';
import { savedViewsService } from '../../../electron/main/desk/queries/list/saved-views.service.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { readHubState } from '../../../electron/main/desk/store/hub.queries.ts';
import { notePinFailures } from '../../../electron/main/desk/store/operators.queries.ts';
import { listPending } from '../../../electron/main/desk/store/pending-steps.queries.ts';
import { openImportLog } from '../../../electron/main/files/import-log.ts';
import { prepareSync } from '../../../electron/main/sync/prepare-sync.ts';
import { hubOf } from '../../../electron/main/sync/hub.ts';
import { outgoingStep } from '../../../electron/main/sync/outgoing-step.ts';
import { takeNewNumber } from '../../../electron/main/sync/pull-steps.ts';
import { syncSteps } from '../../../electron/main/sync/sync-steps.ts';
import type { Greeting } from '../../../electron/main/sync/wire.ts';
import type { OperatorId, OpId, RequestId } from '../../../shared/domain/ids.ts';
import { anyRequest } from '../../../shared/domain/request-list.ts';
import { newOpId } from '../../support/desk.ts';
import { importerAt } from '../../support/hub/imports.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import { openSyncDesk, type SyncDesk } from '../../support/hub/sync-desk.ts';
import { valueOf } from '../../support/results.ts';

const shared = sharedLibrary();
const version = 1_000;

const addNote = (desk: SyncDesk, requestId: number): void => {
  const note = { opId: newOpId(), requestId: requestId as RequestId, text: 'Look here', active: false };
  valueOf(take(desk.context, 'add-note', note));
};

const notes = (desk: SyncDesk): unknown =>
  desk.raw.prepare('SELECT id FROM request_note ORDER BY id').pluck().all();

/** Connects the workstation, and lets an administrator there bring a restored hub up to date. */
const greet = async (desk: SyncDesk): Promise<void> => {
  expect(await answered(desk, await greeting(desk))).toBe(null);
};

const greeting = ({ login, parts }: SyncDesk): Promise<Greeting> => {
  const { cursor, confirmedN } = readHubState(parts.db) ?? { cursor: 0, confirmedN: 0 };
  const asked = { program: '', schemaVersion: version, cursor, confirmedN, waiting: 0 };
  return hubOf(shared.hub.queryAs(login)).hello(asked);
};

const answered = ({ parts }: SyncDesk, said: Greeting): ReturnType<typeof prepareSync> => {
  const bringUp = { operatorId: 1 as OperatorId, opId: 'bring-up' as OpId };
  return prepareSync(parts, said, { schemaVersion: version, bringUp });
};

/** Pushes pending steps, and loses the network before anything is pulled. */
const onlyPush = async ({ parts }: SyncDesk): Promise<void> => {
  const pull = (): Promise<never> => Promise.reject(new Error('gone'));
  await syncSteps({ ...parts, hub: { ...parts.hub, pull } }).catch(() => undefined);
};

/** Restarts the program on the file with which the workstation joined. */
const onFirstFile = ({ login, raw, context }: SyncDesk): SyncDesk =>
  openSyncDesk(shared.library.openedAgain(raw, shared.library.firstFile(login)), {
    login,
    query: shared.hub.queryAs(login),
    clock: context.now,
    newOpId,
  });

test('a restored workstation gets a new number, even from a hub that was restored in the meantime', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    addNote(one, 3);
    await one.sync();
    await shared.hub.backUp();
    addNote(other, 3);
    await other.sync();
    await shared.hub.restore();
    await greet(other);
    await other.sync();

    const restored = onFirstFile(one);
    // It conflicts with nothing, so the hub places it before anything is pulled.
    inTransaction(restored.context.db, (db) => notePinFailures(db, 2 as OperatorId, 1, null));
    addNote(restored, 4);
    const before = readHubState(restored.parts.db)?.workstation;
    await greet(restored);
    await restored.sync();
    expect(readHubState(restored.parts.db)?.workstation).not.toBe(before);
    expect(restored.faults).toEqual([]);
    await other.sync();
    expect(notes(restored)).toHaveLength(3);
    expect(notes(other)).toEqual(notes(restored));
  }));

test('a restored hub never reassigns a number that it assigned after its backup', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await shared.hub.backUp();
    // As if its data folder had been restored twice. The other workstation never learned of these numbers.
    await takeNewNumber(other.parts);
    await takeNewNumber(other.parts);
    const before = readHubState(other.parts.db)?.workstation ?? 0;
    addNote(other, 3);
    addNote(one, 4);
    await one.sync();
    await shared.hub.restore();
    await greet(one);
    await one.sync();
    await greet(other);
    await other.sync();
    expect(readHubState(other.parts.db)?.workstation).toBeGreaterThan(before);
    expect(other.faults).toEqual([]);
    await one.sync();
    expect(notes(one)).toHaveLength(2);
    expect(notes(other)).toEqual(notes(one));
  }));

test('a restored hub is told by another workstation that an import ended, even while that workstation runs an import itself', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const begin = ({ context: { db, now } }: SyncDesk): unknown =>
      openImportLog(db, now).begin(importerAt(other), 'requests.json');
    begin(other);
    await other.sync();
    await one.sync();
    begin(one);
    await one.sync();
    await shared.hub.backUp();
    // The next start of the program ends the import.
    openImportLog(other.context.db, other.context.now);
    await other.sync();
    await one.sync();
    await shared.hub.restore();
    await greet(one);
    await one.sync();
    expect(one.faults).toEqual([]);
    await greet(other);
    await other.sync();
    for (const { raw } of [one, other])
      expect(
        raw.prepare("SELECT answer ->> '$.outcome' FROM command_log WHERE kind = 'import'").pluck().all(),
      ).toEqual(['interrupted', 'running']);
  }));

test('a workstation that had only pushed pulls everything it lacks from a restored hub', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    addNote(other, 3);
    await other.sync();
    addNote(one, 4);
    inTransaction(one.context.db, (db) => notePinFailures(db, 2 as OperatorId, 1, null));
    await onlyPush(one);
    await shared.hub.backUp();
    addNote(other, 3);
    await other.sync();
    await shared.hub.restore();
    await greet(other);
    await other.sync();

    const before = readHubState(one.parts.db)?.workstation;
    await greet(one);
    await one.sync();
    expect(notes(one)).toHaveLength(3);
    expect(notes(other)).toEqual(notes(one));
    expect(readHubState(one.parts.db)?.workstation, 'its number is its own').toBe(before);
  }));

test('a copy of a data folder accepts steps that the original pushed under their shared number in place of those a restored hub lost', () =>
  shared.hub.playOn(async () => {
    const one = shared.openDesk(1);
    addNote(one, 3);
    await one.sync();
    await shared.hub.backUp();
    const copy = openSyncDesk(shared.library.copied(readFileSync(one.file)), {
      login: one.login,
      query: shared.hub.queryAs(one.login),
      clock: one.context.now,
      newOpId,
    });
    addNote(copy, 3);
    await copy.sync();
    await shared.hub.restore();
    // The same number, and the same id of a note.
    addNote(one, 4);
    await one.sync();
    await greet(copy);
    await copy.sync();
    await one.sync();
    expect(copy.faults).toEqual([]);
    expect(notes(one)).toHaveLength(3);
    expect(notes(copy)).toEqual(notes(one));
  }));

test('steps that a workstation pushed under an earlier number are not written twice', () =>
  shared.hub.playOn(async () => {
    const one = shared.openDesk(1);
    const view = { name: 'Mine', query: anyRequest, sort: { column: 'title', direction: 'ascending' } };
    valueOf(savedViewsService(one.context).saveView(view as never));
    await onlyPush(one);
    await takeNewNumber(one.parts);
    await one.sync();
    expect(one.raw.prepare('SELECT seq, why FROM hub_aside').all()).toEqual([]);
  }));

test('a restored hub that has since received everything it lacked is not brought up to date again', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await shared.hub.backUp();
    addNote(one, 3);
    const waiting = listPending(one.context.db).map((step) => outgoingStep(one.context.db, step));
    await one.parts.hub.push(0, waiting);
    await other.sync();
    await shared.hub.restore();
    // The other workstation is greeted; then the first one, which never learned that its step was placed, pushes it again.
    const said = await greeting(other);
    await one.sync();
    expect(await answered(other, said)).toBe(null);
    await other.sync();
    expect(notes(other)).toEqual(notes(one));
  }));
