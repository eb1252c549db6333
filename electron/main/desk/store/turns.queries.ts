import type { CalendarDate, Instant, PartnerId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import { isActive, type Turn, wasAsked } from '../../../../shared/domain/life/turn.ts';
import { newestAtHub } from './hub-order.queries.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, insertRow, type Table, updateRow } from '../../db/table.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';

/** The row of a turn: one partner of a request, asked once. */
export type TurnRow = {
  readonly id: TurnId;
  readonly requestId: RequestId;
  /** From 1; the order in which partners are asked. */
  readonly position: number;
  /** Null if it is not recorded. */
  readonly partnerId: PartnerId | null;
  readonly state: Turn['state'];
  /** Since when. */
  readonly stateAt: Instant | null;
  /** A status of another system that we do not know. */
  readonly outsideWord: string | null;
  readonly askedAt: Instant | null;
  /** When the partner said that it shipped. */
  readonly shippedAt: Instant | null;
  readonly askedFor: number | null;
  /** 1 if the partner answered, a parcel of it arrived, or a file says that it was asked. Letters sent are in the outbox. */
  readonly heard: number;
  readonly knowsEnd: number;
  readonly knowsRest: number;
  readonly cancellation: Turn['cancellation'];
  readonly cancellationAt: Instant | null;
  readonly parcel: Turn['parcel'];
  readonly parcelAt: Instant | null;
  readonly demand: Turn['demand'];
  readonly demandAt: Instant | null;
  /** By when a recall wants back what is on its way. */
  readonly backBy: CalendarDate | null;
  readonly dueOn: CalendarDate | null;
  /** The partner's price, in its own words; empty if it gave none. */
  readonly cost: string;
};

const table: Table<TurnRow> = {
  name: 'turn',
  columns: {
    id: 'id',
    requestId: 'request_id',
    position: 'position',
    partnerId: 'partner_id',
    state: 'state',
    stateAt: 'state_at',
    outsideWord: 'outside_word',
    askedAt: 'asked_at',
    shippedAt: 'shipped_at',
    askedFor: 'asked_for',
    heard: 'heard',
    knowsEnd: 'knows_end',
    knowsRest: 'knows_rest',
    cancellation: 'cancellation',
    cancellationAt: 'cancellation_at',
    parcel: 'parcel',
    parcelAt: 'parcel_at',
    demand: 'demand',
    demandAt: 'demand_at',
    backBy: 'back_by',
    dueOn: 'due_on',
    cost: 'cost',
  },
};

/** A turn with its partner, and the state of the letter that asks it. Facts of the partner are null if none is recorded. */
export type StoredTurn = TurnRow & {
  readonly partnerName: string;
  readonly partnerInUse: number | null;
  readonly renewsAutomatically: number | null;
  readonly cancelNeedsConsent: number | null;
  /** `waits`: not sent yet; `left`: the partner may have read it; null: none was written. */
  readonly requestLetter: 'waits' | 'left' | null;
  /** Whether a condition that it set was accepted. */
  readonly conditionAccepted: 0 | 1;
};

/** The state of the letter that asks the partner of a turn, for a query on `turn`. */
const requestLetterColumn = `
  (SELECT CASE WHEN may_have_left_at IS NOT NULL OR outbox.state IN ('sending', 'sent', 'printed', 'by-hand') THEN 'left'
               WHEN outbox.state <> 'outdated' THEN 'waits' END
     FROM outbox WHERE outbox.turn_id = turn.id AND kind = 'request' AND corrected = 0 ORDER BY ${newestAtHub('outbox')} LIMIT 1)`;

const selectOfRequest = `
  SELECT ${columnsOf(table)}, ifnull(partner.name, '') AS partnerName, partner.active AS partnerInUse,
         partner.renews_automatically AS renewsAutomatically, partner.cancel_needs_consent AS cancelNeedsConsent,
         ${requestLetterColumn} AS requestLetter,
         EXISTS (SELECT 1 FROM turn_condition WHERE turn_condition.turn_id = turn.id AND answer = 'yes') AS conditionAccepted
    FROM turn LEFT JOIN partner ON partner.id = turn.partner_id
   WHERE turn.request_id = ? ORDER BY turn.position`;

/** Returns the turns of a request in the order of the rota. */
export const listTurns = (db: ReadableDB, requestId: RequestId): StoredTurn[] =>
  sql<[RequestId], StoredTurn>(db, selectOfRequest).all(requestId);

const selectById = `SELECT ${columnsOf(table)} FROM turn WHERE id = ?`;

/** Returns one turn, or undefined. */
export const findTurn = (db: ReadableDB, id: TurnId): TurnRow | undefined =>
  sql<[TurnId], TurnRow>(db, selectById).get(id);

/** Returns a turn as part of its request's life. */
export const turnOf = (
  row: TurnRow & Partial<Pick<StoredTurn, 'requestLetter' | 'conditionAccepted'>>,
): Turn => ({
  id: row.id,
  partnerId: row.partnerId,
  state: row.state,
  outsideWord: row.outsideWord,
  cancellation: row.cancellation,
  parcel: row.parcel,
  heard: row.heard === 1 || row.requestLetter === 'left',
  requestWaits: row.requestLetter === 'waits',
  conditionAccepted: row.conditionAccepted === 1,
  knowsEnd: row.knowsEnd === 1,
  askedFor: row.askedFor,
  knowsRest: row.knowsRest === 1,
  demand: row.demand,
  dueOn: row.dueOn,
});

const bit = (flag: boolean): 0 | 1 => (flag ? 1 : 0);

/**
 * Returns the columns of a turn that differ from its row after an event, with their timestamps.
 * @param before the previous row.
 */
export const changesOfTurn = (before: StoredTurn, turn: Turn, at: Instant): Partial<TurnRow> => {
  const was = turnOf(before);
  return {
    ...(turn.partnerId !== was.partnerId && { partnerId: turn.partnerId }),
    ...(turn.state !== was.state && {
      state: turn.state,
      stateAt: at,
      // After a condition was accepted it is asked again, since it was asked first.
      ...(turn.state === 'asked' && was.state === 'waiting' && { askedAt: at }),
      // If a parcel arrived without the partner's announcement, its shipping time is unknown.
      ...(turn.state === 'shipped' && isActive(was) && { shippedAt: at }),
    }),
    ...(turn.outsideWord !== was.outsideWord && { outsideWord: turn.outsideWord }),
    ...(turn.askedFor !== was.askedFor && { askedFor: turn.askedFor }),
    ...(turn.heard !== was.heard && { heard: bit(turn.heard) }),
    ...(turn.knowsEnd !== was.knowsEnd && { knowsEnd: bit(turn.knowsEnd) }),
    ...(turn.knowsRest !== was.knowsRest && { knowsRest: bit(turn.knowsRest) }),
    ...(turn.cancellation !== was.cancellation && {
      cancellation: turn.cancellation,
      cancellationAt: turn.cancellation === 'none' ? null : at,
    }),
    ...(turn.parcel !== was.parcel && {
      parcel: turn.parcel,
      parcelAt: turn.parcel === 'none' ? null : at,
    }),
    ...(turn.demand !== was.demand && {
      demand: turn.demand,
      demandAt: turn.demand === 'none' ? null : at,
      ...(turn.demand !== 'recalled' && { backBy: null }),
    }),
    ...(turn.dueOn !== was.dueOn && { dueOn: turn.dueOn }),
  };
};

/** The columns of a turn that waits in the rota. */
const waitingTurn = {
  state: 'waiting',
  stateAt: null,
  outsideWord: null,
  askedAt: null,
  shippedAt: null,
  askedFor: null,
  heard: 0,
  knowsEnd: 0,
  knowsRest: 0,
  cancellation: 'none',
  cancellationAt: null,
  parcel: 'none',
  parcelAt: null,
  demand: 'none',
  demandAt: null,
  backBy: null,
  dueOn: null,
  cost: '',
} as const;

/** Returns the columns of a new turn row from its life. @param at its timestamp; null if unknown. */
export const columnsOfTurn = (
  turn: Turn,
  at: Instant | null,
): Omit<TurnRow, 'id' | 'requestId' | 'position'> => ({
  ...waitingTurn,
  partnerId: turn.partnerId,
  state: turn.state,
  stateAt: turn.state === 'waiting' ? null : at,
  outsideWord: turn.outsideWord,
  askedFor: turn.askedFor,
  heard: bit(turn.heard),
  knowsEnd: bit(turn.knowsEnd),
  knowsRest: bit(turn.knowsRest),
  cancellation: turn.cancellation,
  cancellationAt: turn.cancellation === 'none' ? null : at,
  parcel: turn.parcel,
  parcelAt: turn.parcel === 'none' ? null : at,
  demand: turn.demand,
  demandAt: turn.demand === 'none' ? null : at,
  dueOn: turn.dueOn,
});

type NewTurn = Pick<TurnRow, 'requestId' | 'position' | 'partnerId'> & Partial<TurnRow>;

/** Inserts a turn, which waits in the rota unless its row says otherwise. Returns its id. */
export const insertTurn = (db: WritableDB, row: NewTurn): TurnId =>
  insertRow(db, table, { ...waitingTurn, ...row });

/** Updates some fields of a turn. */
export const updateTurn = (
  db: WritableDB,
  id: TurnId,
  changes: Partial<Omit<TurnRow, 'id' | 'requestId'>>,
): void => updateRow(db, table, id, changes);

/** Removes a turn that was not asked. */
export const deleteTurn = (db: WritableDB, id: TurnId): void => {
  sql<[TurnId]>(db, 'DELETE FROM turn WHERE id = ?').run(id);
};

/** Returns the waiting turns whose partner is in use, in order: those that can be asked next. */
export const askableOf = (turns: readonly StoredTurn[]): readonly TurnId[] =>
  turns.filter((turn) => !wasAsked(turn) && turn.partnerInUse === 1).map(({ id }) => id);
