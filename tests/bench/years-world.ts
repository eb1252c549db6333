import type pg from 'pg';
import { sharedTables } from '../../electron/main/db/hub-capture.ts';
import { idsOfWorkstation, newId } from '../../electron/main/db/new-id.ts';
import { inTransaction } from '../../electron/main/db/open.ts';
import { queueWritesForHub } from '../../electron/main/desk/steps/frame/queue-for-hub.ts';
import { beginSharing } from '../../electron/main/desk/store/hub.queries.ts';
import { listPending } from '../../electron/main/desk/store/pending-steps.queries.ts';
import { markSending } from '../../electron/main/desk/store/sending.queries.ts';
import { openImportLog } from '../../electron/main/files/import-log.ts';
import { fillHub } from '../../electron/main/sync/link/fill-hub.ts';
import { outgoingStep } from '../../electron/main/sync/outgoing-step.ts';
import type { OutgoingStep } from '../../electron/main/sync/wire.ts';
import type { Instant, RequestId } from '../../shared/domain/ids.ts';
import type { StepKind } from '../../shared/domain/steps/all-steps.ts';
import { newOpId, openTestDesk, type TestDesk } from '../support/desk.ts';
import { hubSql } from '../support/hub/hub-server.ts';
import { password } from '../support/hub/postgres.ts';
import { addAddresses } from '../support/letters.ts';
import { lifeTries } from '../support/life-tries.ts';

// A generated hub of five years: the life of one request, with steps as a workstation takes them, and copies of it made by the server.

/** The number of its workstations. */
export const desksOfYears = 50;
export const loginOfYears = (workstation: number): string => `borrow_desk_years_${workstation}`;
export const passwordOfYears = password.padEnd(32, 'x');

/** The ids of the copied life begin with these digits, and no other number does; in a copy they are replaced. */
const digits = String(idsOfWorkstation).slice(0, 7);

/** The desk of a new hub, whose steps are pending. */
export type YearsDesk = {
  readonly desk: TestDesk;
  /** Runs the lives of this many requests, and returns their steps as they are offered. */
  readonly lives: (count: number) => readonly OutgoingStep[];
};

/** Creates a hub with a small library and fifty workstations. @param client connected to a new database as a superuser. */
export const makeYearsHub = async (client: pg.Client, folder: string): Promise<YearsDesk> => {
  const desk = openTestDesk(folder);
  addAddresses(desk);
  const { db, session, now } = desk.context;
  await client.query('BEGIN');
  await fillHub({
    db,
    query: async (text, values) => (await client.query(text, [...values])).rows as unknown[],
    run: (text) => client.query(text),
    makes: hubSql,
    first: { login: loginOfYears(1), password: passwordOfYears, name: 'Desk 1' },
  });
  for (let number = 2; number <= desksOfYears; number += 1)
    await client.query('SELECT hub.add_workstation($1, $2, $3)', [
      loginOfYears(number),
      passwordOfYears,
      `Desk ${number}`,
    ]);
  await client.query('COMMIT; RESET ROLE');
  inTransaction(db, (write) => beginSharing(write, { epoch: 'years', workstation: 1, cursor: 0 }));
  queueWritesForHub(db, () => 'UTC');
  // The hub accepts rows of requests from a running import.
  openImportLog(db, now).begin(
    { operator: session.operator(), desk: session.desk(), operators: session.operators() },
    'years.csv',
  );
  let lived = 0;
  let offered = 0;
  return {
    desk,
    lives: (count) => {
      // The first one is copied and has this number; the others must not collide with the copies.
      for (let one = 0; one < count; one += 1) live(desk, (lived += 1) === 1 ? 1 : 90_000_000 + lived);
      const steps = listPending(db).filter(({ n }) => n > offered);
      offered = steps.at(-1)?.n ?? offered;
      return steps.map((step) => outgoingStep(db, step, nowOf(desk)));
    },
  };
};

const nowOf = (desk: TestDesk): Instant => desk.context.now().toISOString() as Instant;

const say = (result: { readonly ok: boolean } | undefined, what: string): void => {
  if (result?.ok !== true)
    throw new Error(`The life of a request does not go so: ${what} ${JSON.stringify(result)}`);
};

/** The whole life of a request from its file to its end: about fifteen steps. */
const live = (desk: TestDesk, number: number): void => {
  const { db } = desk.context;
  const tries = lifeTries(desk);
  const id = addFromFile(desk, number);
  const take = (name: StepKind, pick = 0): void => say(tries[name]?.(id, newOpId(), pick), name);
  const letters = (): void => {
    const waiting = desk.raw
      .prepare("SELECT id FROM outbox WHERE request_id = ? AND state = 'waiting'")
      .pluck()
      .all(id);
    for (const letter of waiting as number[]) {
      const at = nowOf(desk);
      const sent = {
        id: letter,
        messageId: `<${letter}@library.example>`,
        letter: JSON.stringify(aLetter),
        at,
      };
      inTransaction(db, (write) => markSending(write, sent));
      inTransaction(db, (write) =>
        write.prepare("UPDATE outbox SET state = 'sent' WHERE id = ?").run(letter),
      );
    }
  };
  take('receive', 1);
  letters();
  for (const name of ['add-note', 'lend', 'request-renewal'] as const) take(name);
  take('partner-answer', 10);
  take('partner-answer', 13);
  for (const name of ['add-note', 'return', 'add-note'] as const) take(name);
  take('partner-answer', 15);
};

const aLetter = {
  to: 'reader@library.example',
  subject: 'Your item is here',
  body: 'Dear reader, '.repeat(40),
};

/** Adds a request as a file does. */
const addFromFile = ({ context, raw }: TestDesk, number: number): RequestId =>
  inTransaction(context.db, (write) => {
    const at = context.now().toISOString();
    const request = { id: newId(write, 'request'), number: `BIB-${number}`, at };
    raw
      .prepare(
        `INSERT INTO request (id, external_id, title, author, publisher, patron_id, pickup_desk_id, partner_id, status, turn_state, turn_at, due_on, wanted_on, volumes_expected, created_at, updated_at)
         VALUES (@id, @number, 'The Voyage of the Beagle, with notes on the geology of the parts', 'Darwin, Charles', 'Henry Colburn', 1, 1, 1, 'SHIPPED_PHYSICALLY', 'shipped', @at, '2027-01-15', '2027-01-15', 1, @at, @at)`,
      )
      .run(request);
    raw
      .prepare(
        `INSERT INTO turn (id, request_id, partner_id, position, state, state_at, heard, asked_at, shipped_at, due_on)
         VALUES (@id, @request, 1, 1, 'shipped', @at, 1, @at, @at, '2027-01-15')`,
      )
      .run({ id: newId(write, 'turn'), request: request.id, at });
    return request.id as RequestId;
  });

/** The steps of one request are as far apart as this many requests. */
const between = 300;
/** More steps than a life has. */
const maxSteps = 16;

/** SQL that replaces the parts of a text that differ in each copy. @param id the request; @param at the moment. */
const copied = (text: string, id: string, at: string): string =>
  `replace(replace(replace(${text}, '${digits}', (${digits} + ${id})::text), 'BIB-1"', 'COPY-' || ${id} || '"'), '2026-11-25T09:30:00.000Z', ${at})`;

const momentOf = (time: string): string =>
  `to_char((${time}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const end = new Date().toISOString();
/** Five years in this many parts: the moment of a part. */
const timeOf = (part: string, parts: number): string =>
  `timestamptz '${end}' - interval '1826 days' * (1 - (${part})::float8 / ${parts})`;

/** Fills the hub with this many copies of the life, over five years that end now. */
export const fillYears = async (client: pg.Client, requests: number): Promise<void> => {
  await client.query('SET session_replication_role = replica; SET synchronous_commit = off; SET jit = off');
  await client.query(
    `CREATE TEMP TABLE life AS SELECT (row_number() OVER (ORDER BY seq) - 1)::integer AS step, * FROM hub.op WHERE kind IS DISTINCT FROM 'import' AND seq > 0`,
  );
  await client.query(`DELETE FROM hub.op USING life WHERE op.op_id = life.op_id`);
  const parts = requests + between * maxSteps;
  const started = timeOf('$1', parts);
  // The id of a copied step, by its place in the years; like real ids, they are in order of time.
  await client.query(
    `CREATE FUNCTION pg_temp.op_of(bigint, integer) RETURNS text LANGUAGE sql STABLE AS $$
       SELECT substr(ms, 1, 8) || '-' || substr(ms, 9) || '-7' || lpad(to_hex($2), 3, '0') || '-8000-' || lpad(to_hex($1), 12, '0')
         FROM (SELECT lpad(to_hex((extract(epoch FROM ${started}) * 1000)::bigint), 12, '0')) AS its (ms) $$`,
  );
  await client.query(
    `INSERT INTO hub_rows.patron (id, barcode, name, library_id) SELECT 1000 + k, 'P' || (2000000 + k), 'Reader, Number ' || k, 1
       FROM generate_series(0, $1::integer / 4) AS k`,
    [requests],
  );
  for (const table of sharedTables)
    await client.query(
      `INSERT INTO hub_rows.${table}
       SELECT made.* FROM generate_series(1, $1::integer) AS k, hub_rows.${table} AS one,
              LATERAL (SELECT to_jsonb(one) AS row) AS its LEFT JOIN life ON life.op_id = its.row->>'op_id',
              LATERAL jsonb_populate_record(NULL::hub_rows.${table}, ${copied('its.row::text', 'k', momentOf(timeOf('k', parts)))}::jsonb
                || CASE WHEN its.row->>'patron_id' IS NULL THEN '{}' ELSE jsonb_build_object('patron_id', 1000 + k / 4) END
                || CASE WHEN step IS NULL THEN '{}' ELSE jsonb_build_object('op_id', pg_temp.op_of(k + step * ${between}, step)) END) AS made
        WHERE one.id >= ${idsOfWorkstation}`,
      [requests],
    );
  for (const table of sharedTables)
    await client.query(
      `DELETE FROM hub_rows.${table} WHERE id BETWEEN ${idsOfWorkstation} AND ${idsOfWorkstation} + 1000`,
    );
  for (let first = 1; first <= parts; first += 20_000)
    await client.query(
      `INSERT INTO hub.op (seq, op_id, workstation, n, kind, operator_id, desk_id, at, request_id, outcome, body, hub_at)
       SELECT place, made, 1 + place % ${desksOfYears}, 1 + place / ${desksOfYears}, kind, operator_id, desk_id, moment,
              ${copied('request_id::text', 'k', 'moment')}::bigint, outcome, replace(${copied('body::text', 'k', 'moment')}, op_id, made)::jsonb, taken
         FROM generate_series($1::integer, least($1::integer + 19999, ${parts})) AS part, life,
              LATERAL (SELECT part - step * ${between} AS k, part::bigint * ${maxSteps} + step AS place, ${timeOf('part', parts)} AS taken) AS its,
              LATERAL (SELECT ${momentOf('taken')} AS moment, pg_temp.op_of(part, step) AS made) AS named
        WHERE k BETWEEN 1 AND $2 ORDER BY place`,
      [first, requests],
    );
  await client.query(
    `INSERT INTO hub.key (key, seq, workstation)
     SELECT kind || ((${digits} + k)::bigint * 1000 + ${idsOfWorkstation % 1000} + 1), (k + ${between} * 10)::bigint * ${maxSteps}, 1
       FROM generate_series(1, $1::integer) AS k, unnest(ARRAY['request:', 'letters:']) AS kind`,
    [requests],
  );
  // The requests of the last weeks are still open.
  await client.query(
    `UPDATE hub_rows.request SET status = 'LOANED', ended_as = NULL WHERE id > (${digits} + $1::bigint) * 1000`,
    [requests - between * maxSteps],
  );
  await client.query('UPDATE hub.head SET seq = (SELECT max(seq) FROM hub.op)');
  await client.query(
    `UPDATE hub.workstation SET cursor = (SELECT seq FROM hub.head), reached = (SELECT seq FROM hub.head), n = coalesce((SELECT max(op.n) FROM hub.op WHERE op.workstation = number), 0)`,
  );
  await client.query('DROP TABLE life; RESET session_replication_role; RESET synchronous_commit');
  await client.query('VACUUM (ANALYZE)');
};
