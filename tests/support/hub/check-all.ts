import { createHash } from 'node:crypto';
import { sharedTables } from '../../../electron/main/db/hub-capture.ts';
import { rollBackUnless } from '../../../electron/main/db/roll-back-unless.ts';
import { deferForeignKeys, inTransaction } from '../../../electron/main/db/open.ts';
import { sql } from '../../../electron/main/db/sql.ts';
import { recount } from '../recount.ts';
import { isErasure } from '../../../electron/main/desk/records/erasure/erase-requests.ts';
import { readHubState } from '../../../electron/main/desk/store/hub.queries.ts';
import { listPending } from '../../../electron/main/desk/store/pending-steps.queries.ts';
import { hubOf } from '../../../electron/main/sync/hub.ts';
import { rollBackSteps } from '../../../electron/main/sync/roll-back.ts';
import { stepVerifier } from '../../../electron/main/sync/verify-steps.ts';
import type { IncomingStep } from '../../../electron/main/sync/wire.ts';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import { countAll } from '../../electron/desk/queries/reports/count-rows.ts';
import { expectDerivedColumns } from '../expect-derived-columns.ts';
import { checkJoined } from './check-joined.ts';
import { type FirstLibrary, maxDesks } from './first-library.ts';
import type { TestHub } from './hub-server.ts';
import { checkHistory } from './oracle/check-history.ts';
import { apply, checkOrder } from './oracle/check-order.ts';
import type { Witnessed } from './oracle/witness.ts';
import { type PlacedOp, placedOps } from './placed.ts';
import { columnsToCompare, compareRows, type Row, type Rows, rowsOfLists, sharedRows } from './rows.ts';
import type { SyncDesk } from './sync-desk.ts';

// Invariants: during a run at each workstation, and at its end across all of them.

/** What was observed during a run. */
export type WhatWasSeen = {
  /** Steps that were taken, by which workstation and on which request: each must have exactly one outcome. */
  readonly taken: Map<
    OpId,
    {
      readonly requestId: RequestId | null;
      /** Null for automatic changes. */
      readonly witness: Witnessed | null;
      /** The step that it undid. */
      readonly undoes?: OpId | null;
      readonly file: string;
    }
  >;
  /** Letters that were handed to the mail server, with their steps. */
  readonly letters: { readonly id: number; readonly opId: OpId | null }[];
};

/**
 * Checks, after each event, each workstation that it changed: derived data of requests, and references. The database itself guarantees one
 * open loan per item, unique barcodes and unique notices.
 */
export const checkDesk = (
  { raw, context: { db }, faults }: SyncDesk,
  maySetAside = false,
): readonly string[] => {
  const findings = faults.map((fault) => `the hub forbade ${fault}`);
  const aside = sql<[], string>(db, "SELECT seq || ' ' || why FROM hub_aside").pluck().get();
  if (aside !== undefined && !maySetAside) findings.push(`an honest step is set aside: ${aside}`);
  const broken = sql<[]>(db, 'SELECT * FROM pragma_foreign_key_check').get();
  if (broken !== undefined) findings.push(`a row refers to none: ${JSON.stringify(broken)}`);
  const paper = sql<[]>(
    db,
    "SELECT id, op_id FROM print_job WHERE state IN ('queued', 'held') AND op_id NOT IN (SELECT op_id FROM command_log)",
  ).get();
  if (paper !== undefined)
    findings.push(`a slip waits for a step that does not hold: ${JSON.stringify(paper)}`);
  try {
    expectDerivedColumns(raw);
  } catch (error) {
    findings.push(String(error).slice(0, 600));
  }
  // Before anything is counted: changed rows must be marked.
  findings.push(...recount(db).slice(0, 3));
  countAll({ db, timeZone: () => 'Europe/London' });
  return findings;
};

/** Reads all rows of the hub in one query. */
const rowsOfHub = async (hub: TestHub): Promise<Rows> => {
  const parts = sharedTables.map(
    (table) =>
      `'${table}', (SELECT coalesce(jsonb_agg(to_jsonb(one) ORDER BY id), '[]') FROM hub_rows."${table}" AS one)`,
  );
  const [found] = (await hub.query(`SELECT jsonb_build_object(${parts.join(', ')}) AS rows`, [])) as {
    rows: Record<string, Row[]>;
  }[];
  return rowsOfLists(found?.rows ?? {});
};

/** Applies the steps of the hub's order to the initial rows. */
const fold = (rows: Rows, ops: readonly PlacedOp[]): Rows => {
  for (const op of ops) apply(rows, op);
  return rows;
};

/** Returns the rows of a workstation without its pending steps, leaving the database unchanged. */
const confirmedRows = (desk: SyncDesk): Rows =>
  inTransaction(desk.context.db, (db) => {
    deferForeignKeys(db);
    return rollBackUnless(
      db,
      () => {
        rollBackSteps(db, listPending(db));
        return sharedRows(desk.raw);
      },
      () => false,
    );
  });

/** Checks, at any moment, that a workstation's rows without its pending steps equal the hub's order applied up to its cursor. */
export const checkAtCursor = async (
  hub: TestHub,
  library: FirstLibrary,
  desk: SyncDesk,
): Promise<readonly string[]> => {
  const state = readHubState(desk.context.db);
  const placed = await placedOps(hub);
  const waiting = new Set(listPending(desk.context.db).map(({ opId }) => opId));
  const known = placed.filter(
    ({ seq, workstation, op_id, n }) =>
      seq <= (state?.cursor ?? 0) ||
      (workstation === state?.workstation && n <= state.confirmedN && !waiting.has(op_id)),
  );
  // A step that the hub has, but whose answer was lost, is still pending here.
  const there = fold(library.rows(), known);
  return compareRows(
    columnsToCompare(desk.raw),
    `Desk ${desk.login} at ${state?.cursor}`,
    confirmedRows(desk),
    there,
  );
};

const logOf = ({ context: { db } }: SyncDesk): ReadonlyMap<string, string> =>
  new Map(
    sql<[], { opId: string; line: string }>(
      db,
      `SELECT op_id AS opId, json_array(kind, operator_id, desk_id, at, request_id, input, answer, undone_by,
                  (SELECT json_group_array(json_array(request_id, kind, status_before, status_after, headline, turn_id)) FROM (SELECT * FROM request_event WHERE request_event.op_id = command_log.op_id ORDER BY id)),
                  (SELECT json_group_array(json_array(table_name, row_id, before, after)) FROM (SELECT * FROM change_log WHERE change_log.op_id = command_log.op_id AND command_log.kind <> 'forget-patron' ORDER BY table_name, row_id, id))) AS line
             FROM command_log`,
    )
      .all()
      .map(({ opId, line }) => [opId, line]),
  );

/**
 * Compares the log of steps of each workstation, including what undo needs, with that of the first. Data deleted with a patron cannot be
 * restored and is left out.
 */
const compareLogs = (desks: readonly SyncDesk[]): readonly string[] => {
  const [first, ...others] = desks.map((desk) => ({ number: desk.login, log: logOf(desk) }));
  if (!first) return [];
  return others.flatMap(({ number, log }) => {
    const ids = new Set([...first.log.keys(), ...log.keys()]);
    const differing = [...ids].find((id) => first.log.get(id) !== log.get(id));
    return differing === undefined
      ? []
      : [
          `Desk ${number} has another line in its log than desk ${first.number}:\n  ${log.get(differing)}\n  ${first.log.get(differing)}`,
        ];
  });
};

/** Checks at the end of a run, when nothing is pending any more. */
export const checkAtEnd = async ({
  hub,
  library,
  desks,
  seen,
  mayLackSteps,
  isHostile = false,
}: {
  readonly hub: TestHub;
  readonly library: FirstLibrary;
  readonly desks: readonly SyncDesk[];
  readonly seen: WhatWasSeen;
  /** Whether a letter may have been sent whose step the hub lost and that was superseded since. */
  readonly mayLackSteps: boolean;
  /** Whether set-aside steps were written later than others: then the log's row changes differ between workstations. */
  readonly isHostile?: boolean;
}): Promise<{ readonly findings: readonly string[]; readonly refused: number; readonly digest: string }> => {
  const findings: string[] = [];
  const there = await rowsOfHub(hub);
  const placed = await placedOps(hub);
  const [first] = desks;
  if (!first) throw new Error('There is nobody to look at.');
  const columnsOf = columnsToCompare(first.raw);
  findings.push(...compareRows(columnsOf, 'The hub against its order', there, fold(library.rows(), placed)));
  const ofDesks = desks.map(({ raw }) => sharedRows(raw));
  for (const [at, desk] of desks.entries()) {
    findings.push(...checkDesk(desk).map((found) => `Desk ${desk.login}: ${found}`));
    const here = ofDesks[at] ?? new Map();
    findings.push(...compareRows(columnsOf, `Desk ${desk.login} against the hub`, here, there));
  }
  const cursors = new Set(desks.map((desk) => readHubState(desk.context.db)?.cursor));
  if (cursors.size > 1) findings.push(`The desks stand at different places: ${[...cursors].join(', ')}`);
  findings.push(...(await takeAllAgain(hub, library, there)));
  if (!isHostile) findings.push(...(await checkJoined({ hub, library }, first.raw, there)));
  findings.push(...(isHostile ? [] : [...compareLogs(desks), ...checkHistory(placed, desks)]));
  findings.push(...checkAll(library.rows(), placed, seen));
  if (!mayLackSteps) findings.push(...lookAtLetters(placed, seen, there));
  const digest = createHash('sha256');
  for (const { op_id, body } of placed) digest.update(op_id).update(JSON.stringify(body));
  for (const here of ofDesks) digest.update(JSON.stringify([...here].map(([, rows]) => [...rows])));
  return {
    findings,
    refused: placed.filter(({ outcome }) => outcome === 'refused').length,
    digest: digest.digest('hex'),
  };
};

/** Takes all steps of the hub's order again by the rules, one after the other. Texts of steps on a request are deleted with its patron. */
const takeAllAgain = async (hub: TestHub, library: FirstLibrary, rows: Rows): Promise<readonly string[]> => {
  const ops: IncomingStep[] = [];
  const { pull } = hubOf(hub.queryAs(maxDesks));
  for (let place = 0; ;) {
    const found = (await pull(place, 0, 1_000)).ops;
    for (const op of found) if ('changes' in op) ops.push(op);
    place = found.at(-1)?.seq ?? 0;
    if (place === 0) break;
  }
  const keepsWords = (requestId: number | null): boolean =>
    requestId === null || (rows.get('request')?.get(requestId)?.['patron_forgotten_at'] ?? null) === null;
  /** Another patron may have the name of one who was forgotten. */
  const emptied = new Set(
    ops.filter(({ kind }) => isErasure(kind)).flatMap(({ amends }) => amends.map(({ b }) => b['op_id'])),
  );
  const verify = stepVerifier(library.alone());
  return ops.flatMap((op) => {
    const { seq, opId, kind, requestId } = op;
    let why: string | null;
    try {
      why = verify(op);
    } catch (error) {
      why = String(error);
    }
    if (why === null || !keepsWords(requestId)) return [];
    if (emptied.has(opId) && why.startsWith('answer')) return [];
    if (op.amends.some(({ b }) => emptied.has(b['op_id'])) && why.startsWith('log')) return [];
    return [`Step ${seq} (${kind}, ${opId}) is another one when it is taken again: ${why}`];
  });
};

/** Checks that each step confirmed to a person has exactly one outcome, and is recorded unchanged. */
const checkAll = (rows: Rows, placed: readonly PlacedOp[], { taken }: WhatWasSeen): readonly string[] => {
  const there = new Set(placed.map(({ op_id }) => op_id));
  const vanished = [...taken].filter(([opId]) => !there.has(opId));
  return [
    ...vanished.map(([opId, { file }]) => `A step vanished: ${opId} of ${file}`),
    ...checkOrder(rows, placed, taken),
  ];
};

/** Checks that no letter was sent for a step that was refused or undone. Forgetting a patron also deletes sent letters. */
const lookAtLetters = (
  placed: readonly PlacedOp[],
  { letters }: WhatWasSeen,
  rows: Rows,
): readonly string[] => {
  const stands = new Set(placed.flatMap(({ op_id, outcome }) => (outcome === 'accepted' ? [op_id] : [])));
  const forgotten = new Set(
    placed
      .filter(({ kind, outcome }) => outcome === 'accepted' && isErasure(kind))
      .flatMap(({ body }) =>
        body.changes.flatMap(({ t, id, a }) => (t === 'outbox' && a === null ? [id] : [])),
      ),
  );
  const isKept = (id: number): boolean => rows.get('outbox')?.has(id) === true || forgotten.has(id);
  return letters
    .filter(({ id, opId }) => (opId !== null && !stands.has(opId)) || !isKept(id))
    .map(({ id, opId }) => `A letter has left for a step that does not count: ${id} of ${opId}`);
};
