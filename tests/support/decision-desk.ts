import { take } from '../../electron/main/desk/steps/take.ts';
import { decisionsService } from '../../electron/main/desk/queries/decisions/decisions.service.ts';
import { inTransaction } from '../../electron/main/db/open.ts';
import { recomputeRequest } from '../../electron/main/desk/store/requests.queries.ts';
import { listTurns } from '../../electron/main/desk/store/turns.queries.ts';
import type {
  CalendarDate,
  Instant,
  ItemId,
  OpId,
  PartnerId,
  RequestId,
  TurnId,
} from '../../shared/domain/ids.ts';
import type { TurnState } from '../../shared/domain/life/turn.ts';
import type { NoteKind, StepInput } from '../../shared/domain/steps/all-steps.ts';
import type { PartnerAnswer } from '../../shared/ipc/input-shapes.ts';
import type { RequestFactsView } from '../../shared/ipc/decision-views.ts';
import type { Result } from '../../shared/ipc/result.ts';
import type { Outcome, Undone } from '../../shared/ipc/views.ts';
import type { DeskState, RequestValues, TestDesk } from './desk.ts';
import { addRequest, dumpState, newOpId, openTestDesk } from './desk.ts';
import { spellOut, turnFor } from './life.ts';
import { expectState } from './same-state.ts';

/** North renews automatically; West must be asked, for renewals and cancellations; Lake is an ordinary third partner. */
export const north = 1 as PartnerId;
export const west = 2 as PartnerId;
export const lake = 3 as PartnerId;

export const day = (text: string): CalendarDate => text as CalendarDate;

export type DecisionValues = RequestValues & {
  /** The rota, with the active partner and how turns ended. Without a rota, the active partner is the only one. */
  readonly rota?: readonly (PartnerId | readonly [PartnerId, TurnState])[];
  readonly activePartner?: PartnerId | null;
  readonly condition?: {
    readonly reason: string;
    readonly note: string;
    readonly replyBy: string | null;
    readonly partner?: PartnerId;
  };
  readonly partnerNotes?: readonly string[];
  /** One item per status; those on loan are due 11 December, with a period of 30 days. */
  readonly items?: readonly string[];
};

/** A desk for decisions, with their services. */
export type DecisionDesk = TestDesk & ReturnType<typeof withDecisions>;

/** Opens a test desk with three partners; every recipient has an e-mail address. */
export const openDecisionDesk = (): DecisionDesk => {
  const desk = openTestDesk();
  desk.raw.exec(`
    INSERT INTO partner (id, code, name, renews_automatically, cancel_needs_consent) VALUES
      (2, 'WEST', 'West College', 0, 1), (3, 'LAKE', 'Lake College', 1, 0);
    UPDATE partner SET email = lower(code) || '@example.org';
    UPDATE patron SET email = 'reader@example.org'`);
  return { ...desk, ...withDecisions(desk) };
};

const codes: Readonly<Record<number, string>> = { [north]: 'north', [west]: 'west', [lake]: 'lake' };

const newStep = (requestId: RequestId) => ({ opId: newOpId(), requestId, asOf: null });

const withDecisions = (desk: TestDesk) => {
  const { context } = desk;
  return {
    add: (values: DecisionValues): RequestId => addDecided(desk, values),
    reply: (requestId: RequestId, accept: boolean, note = 'As you like', withoutNote = false) =>
      take(context, 'conditional-reply', { ...newStep(requestId), accept, note, withoutNote }),
    renew: (requestId: RequestId, dueOn: string, itemId: ItemId | null = null) =>
      take(context, 'request-renewal', {
        ...newStep(requestId),
        dueOn: day(dueOn),
        itemIds: itemId === null ? null : [itemId],
      }),
    renewLoan: (itemId: ItemId) => take(context, 'renew-loan', { opId: newOpId(), itemId }),
    answer: (requestId: RequestId, answer: PartnerAnswer, partner?: PartnerId) =>
      take(context, 'partner-answer', {
        ...newStep(requestId),
        answer,
        ...(partner !== undefined && { turnId: turnOfPartner(desk, requestId, partner) }),
      }),
    cancel: (requestId: RequestId, input: Partial<StepInput<'cancel'>> = {}): Result<Outcome> =>
      take(context, 'cancel', {
        ...newStep(requestId),
        reason: 'NO_LONGER_NEEDED',
        note: '',
        notifyPatron: true,
        requestedBy: 'staff',
        ...input,
      }),
    send: (requestId: RequestId, note = '') => take(context, 'send-request', { ...newStep(requestId), note }),
    addPartners: (requestId: RequestId, ...partnerIds: PartnerId[]) =>
      take(context, 'edit-rota', {
        ...newStep(requestId),
        waiting: [
          ...listTurns(context.db, requestId)
            .filter(({ state }) => state === 'waiting')
            .map(({ id: turnId }) => ({ turnId })),
          ...partnerIds.map((partnerId) => ({ partnerId })),
        ],
      }),
    lost: (requestId: RequestId, itemId: ItemId | null = null) =>
      take(context, 'report-lost', { ...newStep(requestId), itemId, note: 'Searched' }),
    damaged: (requestId: RequestId, itemId: ItemId | null = null) =>
      take(context, 'report-damaged', { ...newStep(requestId), itemId, note: 'Wet' }),
    parcelLost: (requestId: RequestId) =>
      take(context, 'report-lost', { ...newStep(requestId), itemId: null, parcel: true, note: '' }),
    parcelFound: (requestId: RequestId) =>
      take(context, 'report-found', { ...newStep(requestId), itemId: null, parcel: true, note: '' }),
    found: (requestId: RequestId, itemId: ItemId | null = null) =>
      take(context, 'report-found', { ...newStep(requestId), itemId, note: '' }),
    settle: (requestId: RequestId, itemId: ItemId | null = null) =>
      take(context, 'settle-loss', { ...newStep(requestId), itemId, note: 'Paid' }),
    undo: (undoes: OpId): Result<Undone> => take(context, 'undo', { opId: newOpId(), undoes }),
    facts: (requestId: RequestId): RequestFactsView => {
      const [facts] = done(decisionsService(context).facts({ requestIds: [requestId] })).requests;
      if (!facts) throw new Error('no such request');
      return facts;
    },
    statusOf: (requestId: RequestId): string =>
      desk.raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(requestId) as string,
    partnerNotes: (requestId: RequestId): unknown[] =>
      desk.raw
        .prepare("SELECT body FROM request_note WHERE request_id = ? AND active = 1 AND author = 'partner'")
        .pluck()
        .all(requestId),
    /** The waiting messages, oldest first: recipient, partner, kind, contents. */
    messages: (): [string, number | null, string, unknown][] =>
      (
        desk.raw.prepare('SELECT recipient, partner_id, kind, payload FROM outbox ORDER BY id').all() as {
          recipient: string;
          partner_id: number | null;
          kind: string;
          payload: string;
        }[]
      ).map((row) => [row.recipient, row.partner_id, row.kind, JSON.parse(row.payload)]),
    /** The same in short: `north request`, `patron cancelled`; followed by the state if it is outdated. */
    told: (): string[] =>
      (
        desk.raw
          .prepare(
            `SELECT ifnull(lower(code), 'patron') AS reader, kind, state
               FROM outbox LEFT JOIN partner ON partner.id = outbox.partner_id ORDER BY outbox.id`,
          )
          .all() as { reader: string; kind: string; state: string }[]
      ).map(({ reader, kind, state }) => `${reader} ${kind}${state === 'outdated' ? ' (outdated)' : ''}`),
    /** Sends all waiting letters. */
    letLeave: (): void =>
      void desk.raw.exec(
        "UPDATE outbox SET state = 'sent', may_have_left_at = updated_at WHERE state = 'waiting'",
      ),
    /** Computes the derived columns of a request again, after a test changed its rows. */
    recomputeRequest: (requestId: RequestId): void =>
      inTransaction(context.db, (db) =>
        recomputeRequest(db, requestId, '2026-11-20T08:00:00.000Z' as Instant),
      ),
    /** The state of each partner in the rota: `north shipped`. */
    turns: (requestId: RequestId): string[] =>
      listTurns(context.db, requestId).map(
        ({ partnerId, state }) => `${partnerId === null ? 'nobody' : codes[partnerId]} ${state}`,
      ),
    take: <Kind extends NoteKind | 'receive-digitally'>(
      kind: Kind,
      requestId: RequestId,
      note = '',
    ): Result<Outcome> =>
      take(context, kind, {
        ...newStep(requestId),
        note,
      } as StepInput<Kind>) as Result<Outcome>,
  };
};

/** Returns the turn of a partner in a rota. */
export const turnOfPartner = (desk: TestDesk, requestId: RequestId, partner: PartnerId): TurnId => {
  const turn = listTurns(desk.context.db, requestId).find(({ partnerId }) => partnerId === partner);
  if (!turn) throw new Error('This partner is not in the rota.');
  return turn.id;
};

const addDecided = (desk: TestDesk, values: DecisionValues): RequestId => {
  const { rota, activePartner = north, condition, partnerNotes = [], items = [], ...rest } = values;
  const id = addRequest(desk, rest, true);
  const lines = rota ?? (activePartner === null ? [] : [activePartner]);
  desk.raw.prepare('UPDATE request SET partner_id = ? WHERE id = ?').run(activePartner, id);
  desk.raw.prepare('DELETE FROM turn WHERE request_id = ?').run(id);
  lines.forEach((line, index) => {
    const partner = typeof line === 'number' ? line : line[0];
    desk.raw
      .prepare('INSERT INTO turn (request_id, position, partner_id) VALUES (?, ?, ?)')
      .run(id, index + 1, partner);
  });
  for (const note of partnerNotes)
    desk.raw
      .prepare(
        "INSERT INTO request_note (request_id, author, body, active, created_at) VALUES (?, 'partner', ?, 1, '2026-11-03T10:00:00.000Z')",
      )
      .run(id, note);
  items.forEach((status, index) => addItem(desk, id, index + 1, status));
  spellOut(desk.raw, id);
  for (const line of lines)
    if (typeof line !== 'number')
      desk.raw
        .prepare('UPDATE turn SET state = ? WHERE request_id = ? AND partner_id = ?')
        .run(line[1], id, line[0]);
  inTransaction(desk.context.db, (db) => recomputeRequest(db, id, '2026-11-20T08:00:00.000Z' as Instant));
  if (condition)
    desk.raw
      .prepare(
        'INSERT INTO turn_condition (request_id, turn_id, reason, note, reply_by) VALUES (?, ?, ?, ?, ?)',
      )
      .run(
        id,
        condition.partner ? turnOfPartner(desk, id, condition.partner) : turnFor(desk.raw, id),
        condition.reason,
        condition.note,
        condition.replyBy,
      );
  return id;
};

const addItem = (desk: TestDesk, requestId: RequestId, volume: number, status: string): void => {
  const itemId = desk.raw
    .prepare(
      "INSERT INTO item (request_id, turn_id, barcode, volume, status, receipt_told, desk_id, received_at) VALUES (?, ?, ?, ?, ?, 1, 1, '2026-11-10T08:00:00.000Z')",
    )
    .run(requestId, turnFor(desk.raw, requestId), `B-${requestId}-${volume}`, volume, status).lastInsertRowid;
  if (status === 'on-loan')
    desk.raw
      .prepare(
        "INSERT INTO loan (item_id, patron_id, loaned_on, due_on, period_days) VALUES (?, 1, '2026-11-11', '2026-12-11', 30)",
      )
      .run(itemId);
};

/** Undoes steps, the newest first; afterwards the state must be the same as before. */
export const takeAllBack = (
  desk: DecisionDesk,
  steps: readonly { readonly opId: OpId }[],
  before: DeskState,
): void => {
  for (const { opId } of steps.toReversed()) done(desk.undo(opId));
  expectState(desk, before);
};

/** Returns the value of a successful result. */
export const done = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};

/** The ids of a request's items, in order. */
export const itemsOf = (desk: TestDesk, requestId: RequestId): ItemId[] =>
  (
    desk.raw.prepare('SELECT id FROM item WHERE request_id = ? ORDER BY volume').all(requestId) as {
      id: ItemId;
    }[]
  ).map(({ id }) => id);

/** Records an answer, returns its outcome, and proves that undo restores everything before it is recorded again. */
export const recordAnswer = (desk: DecisionDesk, values: DecisionValues, answer: PartnerAnswer) => {
  const id = desk.add(values);
  const before = dumpState(desk);
  takeAllBack(desk, [done(desk.answer(id, answer))], before);
  return { id, outcome: done(desk.answer(id, answer)), status: desk.statusOf(id) };
};
