import { take } from '../../../electron/main/desk/steps/take.ts';
import { sql } from '../../../electron/main/db/sql.ts';
import { calendarService } from '../../../electron/main/desk/records/calendar/calendar.service.ts';
import { placesService } from '../../../electron/main/desk/records/places/places.service.ts';
import { erasePatron } from '../../../electron/main/desk/records/erasure/patron-data.service.ts';
import { hubTasksService } from '../../../electron/main/sync/tasks.service.ts';
import { writeNotices } from '../../../electron/main/desk/output/notices/write-notices.ts';
import { doneHereService } from '../../../electron/main/desk/queries/done-here/done-here.service.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import { furtherTries, furtherTryNames } from '../life-tries.ts';
import type { Do } from './staff-acts.ts';
import type { SyncDesk } from './sync-desk.ts';

// What staff do besides moving requests on, what goes wrong on the way, and what is done automatically at certain times.

const idsIn = ({ context: { db } }: SyncDesk, table: 'partner' | 'patron' | 'task'): readonly number[] =>
  sql<[], number>(
    db,
    `SELECT id FROM ${table} ${table === 'task' ? 'WHERE solved_at IS NULL' : ''} ORDER BY id`,
  )
    .pluck()
    .all();

/** Returns the last pending steps on requests at a desk. */
const waitingSteps = ({ context: { db } }: SyncDesk): readonly OpId[] =>
  sql<[], OpId>(
    db,
    'SELECT op_id FROM hub_pending JOIN command_log USING (op_id) WHERE request_id IS NOT NULL ORDER BY n DESC LIMIT 3',
  )
    .pluck()
    .all();

/** Returns another id for an act that takes two steps. */
const besideOf = (opId: OpId): OpId =>
  `${opId.slice(0, -1)}${((Number.parseInt(opId.slice(-1), 16) + 8) % 16).toString(16)}` as OpId;

/** The remaining steps on a request. Editing its fields is defined elsewhere. */
const further: Readonly<Record<string, Do>> = Object.fromEntries(
  furtherTryNames
    .filter((name) => name !== 'edit-request')
    .map((name): [string, Do] => [
      name,
      (desk, { requestId, opId, pick }) => furtherTries(desk)[name]?.(requestId, opId, pick),
    ]),
);

export const besides: Readonly<Record<string, Do>> = {
  ...further,
  /** Undoes a wrong receipt, and receives the same item again. */
  receiveAgain: (desk, { requestId, opId, pick }) => {
    const last = sql<[number], { readonly opId: OpId; readonly barcode: string }>(
      desk.context.db,
      "SELECT op_id AS opId, input ->> '$.barcode' AS barcode FROM command_log WHERE kind = 'receive' AND request_id = ? AND undone_by IS NULL ORDER BY seq DESC LIMIT 1",
    ).get(requestId);
    if (!last) return undefined;
    take(desk.context, 'undo', { opId: besideOf(opId), undoes: last.opId });
    return take(desk.context, 'receive', {
      opId,
      requestId,
      barcode: last.barcode,
      several: pick % 2 === 0,
      printSlip: false,
      notifyPatron: true,
      use: 'for-patron',
    });
  },
  tick: (desk, { opId, earlier, pick }) => {
    const waiting = waitingSteps(desk);
    const step = pick % 3 === 0 ? earlier.at(-1) : waiting[pick % Math.max(1, waiting.length)];
    return step && doneHereService(desk.context).key({ opId, steps: [step], keyed: pick % 4 > 0 });
  },
  solve: (desk, { opId, pick }) => {
    const ids = idsIn(desk, 'task');
    const id = ids[pick % Math.max(1, ids.length)];
    let steps = 0;
    const newOpId = (): OpId => `${opId.slice(0, -4)}${String((steps += 1)).padStart(4, '0')}` as OpId;
    return id === undefined
      ? undefined
      : hubTasksService(desk.context, newOpId).solve({
          opId,
          id,
          how: pick % 2 === 0 ? 'again' : 'done',
        } as never);
  },
  remove: (desk, { opId, pick }) => {
    const kind = pick % 2 === 0 ? 'partner' : 'patron';
    const ids = idsIn(desk, kind);
    return placesService(desk.context).remove({ opId, kind, id: ids[pick % ids.length] ?? 0 });
  },
  forget: (desk, { opId, pick }) => {
    const ids = idsIn(desk, 'patron');
    return erasePatron(desk.context, { opId, id: (ids[pick % ids.length] ?? 0) as never });
  },
  closedDay: (desk, { opId, pick }) => {
    const { closeDays, openDays } = calendarService(desk.context);
    const day = `2026-12-0${(pick % 9) + 1}` as never;
    const libraryId = ((pick % 2) + 1) as never;
    return pick % 3 === 0
      ? openDays({ opId, libraryId, days: [day] })
      : closeDays({ opId, libraryId, days: [{ day, note: `Closed ${pick % 4}` }] });
  },
  notices: ({ context: { db, now, timeZone } }) => {
    while (writeNotices(db, { now: now(), timeZone: timeZone() }));
  },
};

/** Repeating these acts repeats their effect: they have no operation id. */
export const besidesWithoutId: readonly string[] = ['notices'];
