import { copyFileSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupFolderOf } from '../../../electron/main/db/backup.ts';
import { hubTables } from '../../../electron/main/db/hub-schema.ts';
import type { Migration } from '../../../electron/main/db/migrate.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import { asDeskDatabase } from '../../../electron/main/db/open.ts';
import { closeDesk, databaseFileOf, openDeskFile } from '../../../electron/main/db/start.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { readHubState } from '../../../electron/main/desk/store/hub.queries.ts';
import { countPending } from '../../../electron/main/desk/store/pending-steps.queries.ts';
import { hubOf } from '../../../electron/main/sync/hub.ts';
import { prepareSync } from '../../../electron/main/sync/prepare-sync.ts';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { nextVersion } from '../../support/hub/next-version.ts';
import { expectSound, sharedLibrary } from '../../support/hub/shared-library.ts';
import { beginSync, openSyncDesk, type SyncDesk } from '../../support/hub/sync-desk.ts';
import { lifeTries } from '../../support/life-tries.ts';
import { valueOf } from '../../support/results.ts';

const shared = sharedLibrary();
const clock = (): Date => new Date('2026-11-25T08:00:00Z');
const known = migrations.at(-1)?.version ?? 0;

const next: Migration = { version: known + 1, up: nextVersion };

const fileIn = (dataDir: string, steps: readonly Migration[]): ReturnType<typeof openDeskFile> =>
  openDeskFile({ dataDir, migrations: steps, now: clock });

/** Starts this version of the program, or the next one, in the data folder of the first workstation. */
const start = async (dataDir: string, steps = migrations): Promise<SyncDesk> => {
  const opened = await fileIn(dataDir, steps);
  if (!opened.ok) throw new Error(opened.fault.kind);
  beginSync(opened.db, 1);
  asDeskDatabase(opened.db);
  return openSyncDesk(opened.db, {
    login: 1,
    query: shared.hub.queryAs(1),
    clock,
    newOpId: () => newOpId() as OpId,
  });
};

/** A data folder with the library of the first workstation. */
const newDataFolder = (name: string): string => {
  const dataDir = join(shared.library.folder, name);
  mkdirSync(dataDir);
  const raw = shared.library.deskFile(1);
  raw.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(raw.name, databaseFileOf(dataDir));
  return dataDir;
};

/** Greets the hub and syncs, as the connection does. @returns why it does not share; null if it does */
const share = async ({ login, parts, sync }: SyncDesk, schemaVersion = known): Promise<string | null> => {
  const { cursor, confirmedN } = readHubState(parts.db) ?? { cursor: 0, confirmedN: 0 };
  const said = await hubOf(shared.hub.queryAs(login)).hello({
    program: '',
    schemaVersion,
    cursor,
    confirmedN,
    waiting: 0,
  });
  const why = await prepareSync(parts, said, { schemaVersion, bringUp: null });
  if (why === null) await sync();
  return why;
};

/** What the guide to updates says under *Go back*: the newest backup that this version knows takes the place of the database. */
const goBack = (dataDir: string): void => {
  const file = databaseFileOf(dataDir);
  const away = join(dataDir, 'away');
  mkdirSync(away);
  for (const name of readdirSync(dataDir).filter((each) =>
    /^borrow-desk\.sqlite(?:-wal|-shm|\.mark)?$/u.test(each),
  ))
    renameSync(join(dataDir, name), join(away, name));
  const backups = backupFolderOf(dataDir);
  const newest = readdirSync(backups)
    .filter((name) => name.includes(`-v${known}`))
    .sort()
    .at(-1);
  copyFileSync(join(backups, newest ?? ''), file);
};

const addNote = (desk: SyncDesk, requestId: number, text: string): void =>
  void valueOf(
    take(desk.context, 'add-note', {
      opId: newOpId(),
      requestId: requestId as RequestId,
      text,
      active: false,
    }),
  );
const notesAt = ({ raw }: SyncDesk): unknown =>
  raw.prepare('SELECT body FROM request_note ORDER BY body').pluck().all();
const idsAt = ({ raw }: SyncDesk): unknown =>
  raw.prepare('SELECT id, body FROM request_note ORDER BY id').raw().all();
const numberOf = ({ parts }: SyncDesk): number => readHubState(parts.db)?.workstation ?? 0;
const statusOf = ({ raw }: SyncDesk, id: number): unknown =>
  raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(id);

test('a workstation that goes back to the older version gets its shared steps from the hub, and its new steps count', () =>
  shared.hub.playOn(async () => {
    const other = shared.openDesk(2);
    const dataDir = newDataFolder('gone-back');
    const before = await start(dataDir);
    expect(await share(before)).toBeNull();
    addNote(before, 3, 'sent before the update');
    expect(await share(before)).toBeNull();
    addNote(before, 3, 'waited during the update');
    closeDesk(before.raw);

    const newer = await start(dataDir, [...migrations, next]);
    expect(await share(newer, next.version)).toBeNull();
    newer.raw.exec("UPDATE request SET shelf_mark = 'new' WHERE id = 4");
    addNote(newer, 4, 'sent by the newer version');
    expect(lifeTries(newer)['receive']?.(2 as RequestId, newOpId(), 1).ok).toBe(true);
    expect(await share(newer, next.version)).toBeNull();
    addNote(other, 4, 'of another workstation');
    expect(await share(other)).toBeNull();
    expect(await share(newer, next.version)).toBeNull();
    const number = numberOf(newer);
    addNote(newer, 4, 'never sent');
    closeDesk(newer.raw);

    expect(await fileIn(dataDir, migrations)).toMatchObject({ ok: false, fault: { kind: 'newer' } });
    goBack(dataDir);
    const older = await start(dataDir);
    // The hub cannot be reached yet: what is done now gets ids that the newer version has used.
    addNote(older, 3, 'done after going back');
    expect(await share(older)).toBeNull();
    expect(await share(other)).toBeNull();
    expect(await share(older)).toBeNull();
    expectSound(older, other);
    expect(notesAt(older)).toEqual([
      'done after going back',
      'of another workstation',
      'sent before the update',
      'sent by the newer version',
      'waited during the update',
    ]);
    expect(idsAt(other)).toEqual(idsAt(older));
    for (const desk of [older, other]) expect(statusOf(desk, 2)).toBe('RECEIVED_PHYSICALLY');
    expect(numberOf(older), 'no step or row of it has the number of another one').toBeGreaterThan(number);
    closeDesk(older.raw);

    // Updated once more, it has what the hub kept for it.
    const again = await start(dataDir, [...migrations, next]);
    expect(await share(again, next.version)).toBeNull();
    expect(
      again.raw.prepare('SELECT shelf_mark FROM request WHERE id IN (1, 2, 4) ORDER BY id').pluck().all(),
    ).toEqual(['of R-1', 'of R-2', 'new']);
    expectSound(again, other);
    closeDesk(again.raw);
  }));

test('after the hub was updated for the newer version, the older one shares; or, if the hub wants the newer one, its steps wait for the update', () =>
  shared.hub.playOn(async () => {
    const other = shared.openDesk(2);
    const dataDir = newDataFolder('gone-back-alone');
    closeDesk((await start(dataDir)).raw);
    const newer = await start(dataDir, [...migrations, next]);
    await shared.hub.query('SET LOCAL ROLE borrow_desk_owner', []);
    await shared.hub.run(hubTables(newer.raw));
    await shared.hub.query('RESET ROLE', []);
    expect(await share(newer, next.version)).toBeNull();
    addNote(newer, 4, 'sent by the newer version');
    expect(await share(newer, next.version)).toBeNull();
    closeDesk(newer.raw);

    goBack(dataDir);
    const older = await start(dataDir);
    addNote(older, 3, 'shared after going back');
    expect(await share(older)).toBeNull();
    await shared.hub.query('UPDATE hub.head SET oldest_version = $1', [next.version]);
    addNote(older, 3, 'waited after going back');
    expect(await share(older)).toBe('needs-update');
    expect(countPending(older.parts.db)).toBe(1);
    closeDesk(older.raw);

    const again = await start(dataDir, [...migrations, next]);
    expect(await share(again, next.version)).toBeNull();
    expect(await share(other, next.version)).toBeNull();
    expectSound(again, other);
    expect(notesAt(other)).toEqual([
      'sent by the newer version',
      'shared after going back',
      'waited after going back',
    ]);
    expect(idsAt(again)).toEqual(idsAt(other));
    closeDesk(again.raw);
  }));
