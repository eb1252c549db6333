import { demoFile } from './library.ts';
import type BetterSqlite3 from 'better-sqlite3';
import type { Door } from '../doors.ts';
import type { Known } from './inputs.ts';
import type { Random } from './random.ts';

/** Knowledge of the database, so that calls really do something, to the operator's own rows and to others'. */
export type Knowledge = {
  /** Returns the first column of a random row of a query. */
  readonly any: (sql: string) => unknown;
  /** Returns a random row of a query. */
  readonly row: (sql: string) => Readonly<Record<string, unknown>> | undefined;
  readonly of: (door: Door) => Known;
  /** Sets the token of the last chosen file. */
  readonly setToken: (token: string) => void;
  readonly random: Random;
};

const requestAims: Partial<Record<Door, string>> = {
  receive: `status IN ('SHIPPED_PHYSICALLY', 'WILL_SUPPLY', 'REQUEST_SENT') OR receiving_open = 1`,
  'finish-receiving': 'receiving_open = 1',
  'conditional-reply': `status = 'CONDITIONAL'`,
  'send-request': `status IN ('READY_TO_SEND', 'CREATED', 'NEW')`,
  'request-renewal': `status IN ('LOANED', 'OVERDUE_ITEM', 'RENEWED')`,
  'dismiss-note': 'active_notes > 0',
};

/** The table of the `id` of a channel. */
const tablesOfId: Readonly<Record<string, string>> = {
  letters: 'outbox',
  incomingMail: 'incoming_mail',
  operators: 'operator',
  reasons: 'cancellation_reason',
  requests: 'saved_view',
};
const placeTables = ['library', 'desk', 'partner', 'patron'] as const;
const placeOf: Partial<Record<Door, (typeof placeTables)[number]>> = {
  'places.saveLibrary': 'library',
  'places.deskWork': 'desk',
  'places.saveDesk': 'desk',
  'places.savePartner': 'partner',
  'places.savePatron': 'patron',
};

/** Calls that search for a text and do not store it. Stored texts must name no patron, or their readers would seem to see too much. */
const searched: readonly Door[] = [
  'requests.list',
  'requests.facets',
  'requests.saveView',
  'loans.findPatron',
  'places.patrons',
  'places.partners',
];

const tables: Readonly<Record<string, string>> = {
  itemId: 'item',
  patronId: 'patron',
  pickupDeskId: 'desk',
  deskId: 'desk',
  moveTo: 'desk',
  libraryId: 'library',
  partnerId: 'partner',
  operatorId: 'operator',
  noteId: 'request_note',
  jobId: 'print_job',
};

/** Opens the knowledge of a database. */
export const knowledgeOf = (raw: BetterSqlite3.Database, random: Random): Knowledge => {
  let token = random.uuid();
  let fresh = 0;
  const statements = new Map<string, BetterSqlite3.Statement>();
  const rowsOf = (sql: string): readonly Readonly<Record<string, unknown>>[] => {
    const statement = statements.get(sql) ?? raw.prepare(sql);
    statements.set(sql, statement);
    return statement.all() as readonly Readonly<Record<string, unknown>>[];
  };
  const row: Knowledge['row'] = (sql) => random.pick(rowsOf(sql));
  const any: Knowledge['any'] = (sql) => Object.values(row(sql) ?? {})[0];
  const idOf = (table: string): unknown => any(`SELECT id FROM ${table}`);

  const requestIdFor = (door: Door): unknown => {
    const aim = requestAims[door];
    const aimed =
      aim !== undefined && random.chance(0.7) ? any(`SELECT id FROM request WHERE ${aim}`) : undefined;
    if (aimed !== undefined) return aimed;
    // By status first, because some statuses are rare.
    const status = any('SELECT DISTINCT status FROM request');
    return random.pick(
      rowsOf('SELECT id, status FROM request').filter((each) => each['status'] === status),
    )?.['id'];
  };

  const codeFor = (door: Door): unknown => {
    const some = {
      identifier: () =>
        any(
          random.chance(0.6)
            ? `SELECT external_id FROM request WHERE status = 'SHIPPED_PHYSICALLY' OR receiving_open = 1`
            : 'SELECT external_id FROM request',
        ),
      item: () => any('SELECT barcode FROM item'),
      card: () => any('SELECT barcode FROM patron'),
      fresh: () => `F-${(fresh += 1)}`,
    };
    if (door.startsWith('places.') || door.startsWith('reasons.') || door === 'create-request')
      return random.chance(0.8) ? some.fresh() : some.card();
    const usual =
      door === 'receive' ? some.fresh : door.startsWith('receiving.') ? some.identifier : some.item;
    return random.chance(0.7) ? usual() : random.oneOf(some.identifier, some.item, some.card, some.fresh)();
  };

  const textFor = (): unknown =>
    random.oneOf(
      () => any('SELECT name FROM patron'),
      () => String(any('SELECT name FROM patron')).split(/[ ,]/u)[0],
      () => any('SELECT barcode FROM patron'),
      () => any('SELECT external_id FROM request'),
      () => any('SELECT title FROM request'),
      () => `status:${String(any('SELECT status FROM request')).toLowerCase()}`,
    )();

  const of =
    (door: Door): Known =>
    (field) => {
      const table = tables[field];
      if (table !== undefined) return idOf(table);
      switch (field) {
        case 'opId':
          // Usually a new step, occasionally the id of another one.
          return random.chance(0.04)
            ? any('SELECT op_id FROM command_log ORDER BY seq DESC LIMIT 50')
            : undefined;
        case 'undoes':
          return any('SELECT op_id FROM command_log ORDER BY seq DESC LIMIT 30');
        case 'requestId':
          return requestIdFor(door);
        case 'id':
          return idOf(placeOf[door] ?? tablesOfId[door.split('.')[0] ?? ''] ?? random.oneOf(...placeTables));
        case 'code':
        case 'barcode':
        case 'externalId':
          return door === 'letters.preview' ? any('SELECT external_id FROM request') : codeFor(door);
        case 'text':
        case 'search':
          return searched.includes(door) && random.chance(0.7) ? textFor() : undefined;
        case 'reason':
          return random.chance(0.8) ? any('SELECT code FROM cancellation_reason') : undefined;
        case 'asOf':
          return random.chance(0.8) ? null : any('SELECT updated_at FROM request');
        case 'pin':
        case 'current':
          return random.chance(0.9) ? null : random.oneOf('2468', '1234', '', '0'.repeat(64));
        case 'token':
          return token;
        case 'path':
          return random.chance(0.8) ? demoFile : undefined;
        case 'opens':
        case 'closes':
          return field === 'opens' ? '08:30' : random.oneOf('17:00', '24:00', '08:00');
        case 'email':
        case 'fromAddress':
          return random.oneOf('a@example.org', '', 'x');
        case 'offset':
          return random.oneOf(0, 0, 0, 10, 300);
        case 'limit':
          return random.oneOf(1, 20, 100, 500);
        default:
          return undefined;
      }
    };

  return { any, row, of, random, setToken: (value) => (token = value) };
};
