import BetterSqlite3 from 'better-sqlite3';
import { keepWhatWasSaid } from './said-since.ts';

// The table `setting` belongs to the workstation, and yet is stored in the library's file: the code that replaces the file decides which
// settings are kept.

/** Settings of this computer only: its window, its printer, its folders. */
const ofThisComputer = ['window', 'printing', 'secondFolder', 'movedAway'] as const;

type Row = { readonly key: string; readonly value: string };

/**
 * Adapts a library that will replace another one to this workstation. If both have a common origin, it keeps all settings of the
 * workstation and the record of what has been sent: a letter that is waiting in an old backup is not sent twice, and a slip is not printed
 * twice. Of another library it keeps only the settings of this computer.
 * @throws SqliteError.
 */
export const keepWorkstation = (from: string, to: string): void => {
  const db = new BetterSqlite3(to, { fileMustExist: true });
  try {
    db.prepare('ATTACH ? AS now').run(from);
    db.transaction(() => {
      const same = isSameLibrary(db);
      const isAnew = preservePendingSteps(db);
      // For a library that came from the hub, the hub or a pending step knows what was sent.
      if (same && !isAnew) {
        preserveSentState(db);
        keepWhatWasSaid(db);
      }
      putRows(db, same);
      if (same) noteErasedSince(db);
      db.prepare("DELETE FROM main.setting WHERE key IN ('movedAway', 'import-running')").run();
    }).immediate();
  } finally {
    db.close();
  }
};

/**
 * The key under which a library reloaded from its hub holds the steps that were pending here: the start that opens it rechecks them
 * (sync/replay-waiting.ts).
 */
export const waitingKey = 'waiting-steps';

/** The tables that hold a step that waits for the hub. */
export const waitingTables = [
  'hub_pending',
  'command_log',
  'request_event',
  'print_job',
  'hub_change',
] as const;

/**
 * Steps were taken until the program exited: only now is it known which are pending. @returns whether the library was reloaded from the
 * hub.
 */
const preservePendingSteps = (db: BetterSqlite3.Database): boolean => {
  const rows = Object.fromEntries(
    waitingTables.map((table) => [
      table,
      db
        .prepare(
          `SELECT * FROM now.${table} WHERE op_id IN (SELECT op_id FROM now.hub_pending) ORDER BY rowid`,
        )
        .all(),
    ]),
  );
  const { changes } = db
    .prepare("UPDATE main.setting SET value = json_set(value, '$.rows', json(?)) WHERE key = ?")
    .run(JSON.stringify(rows), waitingKey);
  return changes > 0;
};

const isSameLibrary = (db: BetterSqlite3.Database): boolean =>
  db
    .prepare('SELECT EXISTS (SELECT 1 FROM main.command_log JOIN now.command_log AS other USING (op_id))')
    .pluck()
    .get() === 1;

const putRows = (db: BetterSqlite3.Database, all: boolean): void => {
  const rows = db.prepare('SELECT key, value FROM now.setting').all() as Row[];
  const put = db.prepare(
    'INSERT INTO main.setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const kept: readonly string[] = ofThisComputer;
  for (const { key, value } of rows) if (all || kept.includes(key)) put.run(key, value);
};

/** The key that lists who was forgotten after the restored backup was made: they are forgotten again (records/erasure/erasure-clock.ts). */
export const eraseAgainKey = 'forget-again';

/** With a hub, the steps that forgot them are pulled again. */
const noteErasedSince = (db: BetterSqlite3.Database): void => {
  const left = (part: string): string =>
    `SELECT json_each.value AS id FROM now.setting, json_each(setting.value, '$.${part}') WHERE setting.key = '${eraseAgainKey}'`;
  const listed = (ids: string): string => `(SELECT json_group_array(id) FROM (${ids}))`;
  db.exec(`
    INSERT INTO main.setting (key, value)
    SELECT '${eraseAgainKey}', json_object('patrons', json(patrons), 'requests', json(requests))
      FROM (SELECT ${listed(`
              SELECT id FROM main.patron WHERE id NOT IN (SELECT id FROM now.patron) AND id IN (
                SELECT input ->> '$.asked.id' FROM now.command_log WHERE kind = 'forget-patron')
              UNION ${left('patrons')}`)} AS patrons, ${listed(`
              SELECT old.id FROM main.request AS old JOIN now.request AS gone USING (id)
               WHERE old.patron_forgotten_at IS NULL AND gone.patron_forgotten_at IS NOT NULL
              UNION ${left('requests')}`)} AS requests)
     WHERE (patrons <> '[]' OR requests <> '[]') AND NOT EXISTS (SELECT 1 FROM main.hub_state)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
};

const preserveSentState = (db: BetterSqlite3.Database): void => {
  db.exec(`
    UPDATE main.outbox SET state = 'sent', note = '', next_at = NULL
     WHERE state NOT IN ('sent', 'printed', 'by-hand') AND EXISTS (
       SELECT 1 FROM now.outbox AS gone
        WHERE gone.id = outbox.id AND gone.created_at = outbox.created_at AND gone.kind = outbox.kind
          AND gone.state = 'sent');
    UPDATE main.print_job SET state = 'printed'
     WHERE state <> 'printed' AND EXISTS (
       SELECT 1 FROM now.print_job AS out
        WHERE out.id = print_job.id AND out.created_at = print_job.created_at AND out.kind = print_job.kind
          AND out.state = 'printed');`);
};

/**
 * Removes from a copy what makes no sense on another workstation, and what must not leave this one: the passwords of the mail accounts are
 * encrypted with this computer's key.
 * @throws SqliteError.
 */
export const stripForMove = (file: string): void => {
  const db = new BetterSqlite3(file, { fileMustExist: true });
  try {
    // Removed data must not remain in the bytes of the file either.
    db.pragma('secure_delete = ON');
    db.transaction(() => {
      db.prepare(
        `DELETE FROM setting WHERE key IN (${[...ofThisComputer, 'session', 'import-running', 'pageMemory', 'partnerSecrets', 'endpoint', 'message-folder'].map((key) => `'${key}'`).join(', ')})`,
      ).run();
      db.prepare(
        `UPDATE setting SET value = json_set(value, '$.sealedPassword', NULL, '$.forgotten', NULL)
          WHERE key IN ('mailAccount', 'mailboxAccount') AND json_type(value) = 'object'`,
      ).run();
    }).immediate();
  } finally {
    db.close();
  }
};
