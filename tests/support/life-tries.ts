import { sql } from '../../electron/main/db/sql.ts';
import { fieldsOf } from '../../electron/main/desk/steps/edit-request.ts';
import { redoService } from '../../electron/main/desk/steps/undo/redo.ts';
import { take } from '../../electron/main/desk/steps/take.ts';
import { findRequest } from '../../electron/main/desk/store/requests.queries.ts';
import { listTurns, type StoredTurn } from '../../electron/main/desk/store/turns.queries.ts';
import type {
  CalendarDate,
  ItemId,
  OpId,
  PartnerId,
  PatronId,
  RequestId,
  TurnId,
} from '../../shared/domain/ids.ts';
import type { StepInput, StepKind } from '../../shared/domain/steps/all-steps.ts';
import type { PartnerAnswer } from '../../shared/ipc/input-shapes.ts';
import type { Result } from '../../shared/ipc/result.ts';
import type { Outcome } from '../../shared/ipc/views.ts';
import type { TestDesk } from './desk.ts';
import { newOpId } from './desk.ts';

const dueOn = '2027-03-01' as CalendarDate;
const patronId = 1 as PatronId;
const answers: readonly PartnerAnswer[] = [
  { kind: 'will-supply', note: '' },
  { kind: 'conditional', reason: 'LibraryUseOnly', note: 'Here only', replyBy: null },
  { kind: 'shipped', dueOn, reason: '', note: '' },
  { kind: 'rejected', note: '' },
  { kind: 'expired', note: '' },
  { kind: 'cancel-accepted', note: '' },
  { kind: 'cancel-refused', note: '' },
  { kind: 'renewed', dueOn, note: '' },
  { kind: 'renewal-refused', note: 'Wanted here' },
  { kind: 'cancelled', note: '' },
  { kind: 'overdue', note: '' },
  { kind: 'recalled', backBy: null, note: '' },
  { kind: 'recalled', backBy: '2026-12-24' as CalendarDate, note: '' },
  { kind: 'demand-withdrawn', note: '' },
  { kind: 'shipped-digitally', note: '' },
  { kind: 'checked-in', note: '' },
  { kind: 'settled', note: '' },
  { kind: 'not-arrived', itemId: null, note: '' },
];

type Try = (requestId: RequestId, opId: OpId, pick: number) => Result<unknown>;

/** The inputs for kinds of steps, about a request, with an id and a number that makes choices. */
type Inputs = {
  readonly [Kind in StepKind]?: (requestId: RequestId, opId: OpId, pick: number) => StepInput<Kind>;
};

const anyItemOf = (
  desk: TestDesk,
  requestId: RequestId,
  pick: number,
): { readonly id: ItemId; readonly barcode: string } => {
  const items = sql<[RequestId], { readonly id: ItemId; readonly barcode: string }>(
    desk.context.db,
    'SELECT id, barcode FROM item WHERE request_id = ?',
  ).all(requestId);
  return items[pick % Math.max(1, items.length)] ?? { id: 999_999 as ItemId, barcode: 'NOTHING' };
};

const turnsOf = (desk: TestDesk, requestId: RequestId): readonly StoredTurn[] =>
  listTurns(desk.context.db, requestId);

const anyTurnOf = (desk: TestDesk, requestId: RequestId, pick: number): TurnId => {
  const turns = turnsOf(desk, requestId);
  return turns[pick % Math.max(1, turns.length)]?.id ?? (999_999 as TurnId);
};

const waitingOf = (desk: TestDesk, requestId: RequestId): readonly { readonly turnId: TurnId }[] =>
  turnsOf(desk, requestId)
    .filter(({ state }) => state === 'waiting')
    .map(({ id: turnId }) => ({ turnId }));

/** The sender of the item in hand: a turn that was asked, or a partner if there is no turn. */
const anySender = (desk: TestDesk, requestId: RequestId, pick: number) => {
  const asked = turnsOf(desk, requestId).filter(({ state }) => state !== 'waiting');
  const turn = asked[pick % Math.max(1, asked.length)];
  if (turn) return { turnId: turn.id };
  return turnsOf(desk, requestId).length === 0 ? { partnerId: 1 as PartnerId } : {};
};

/** A step that needs only a note. */
const noted = (requestId: RequestId, opId: OpId) => ({ opId, requestId, asOf: null, note: 'Because' });

/** A step that needs its items, one or all, and a note. */
const aboutItems = (desk: TestDesk, note: string) => (requestId: RequestId, opId: OpId, pick: number) => ({
  opId,
  requestId,
  asOf: null,
  itemId: pick % 2 === 0 ? null : anyItemOf(desk, requestId, pick).id,
  note,
});

/** Usual steps on a request, whether allowed or not. */
const usualInputs = (desk: TestDesk) => {
  const anyItem = (requestId: RequestId, pick: number) => anyItemOf(desk, requestId, pick);
  return {
    receive: (requestId, opId, pick) => ({
      opId,
      requestId,
      barcode: `B${requestId}-${pick % 4}`,
      several: pick % 2 === 0,
      printSlip: pick % 3 > 0,
      notifyPatron: true,
      use: ([null, null, 'for-patron', 'goes-back', null] as const)[pick % 5] ?? null,
      details: { ...(pick % 7 === 0 && { dueOn }), ...anySender(desk, requestId, pick) },
    }),
    'finish-receiving': (requestId, opId, pick) => ({
      opId,
      requestId,
      notifyPatron: true,
      rest: ([null, 'coming', 'nothing-more', 'not-wanted'] as const)[pick % 4] ?? null,
    }),
    lend: (requestId, opId, pick) => ({
      opId,
      patronId,
      code: anyItem(requestId, pick).barcode,
      despiteDemand: pick % 2 === 0,
    }),
    'renew-loan': (requestId, opId, pick) => ({ opId, itemId: anyItem(requestId, pick).id }),
    'request-renewal': (requestId, opId, pick) => ({
      opId,
      requestId,
      asOf: null,
      dueOn,
      itemIds: pick % 3 === 0 ? [anyItem(requestId, pick).id] : null,
    }),
    return: (requestId, opId, pick) => ({ opId, itemId: anyItem(requestId, pick).id }),
    'scan-in': (requestId, opId, pick) => ({ opId, code: anyItem(requestId, pick).barcode }),
    'conditional-reply': (requestId, opId, pick) => ({
      opId,
      requestId,
      asOf: null,
      accept: pick % 2 === 0,
      note: 'Agreed',
      withoutNote: false,
    }),
    cancel: (requestId, opId, pick) => ({
      opId,
      requestId,
      asOf: null,
      reason: 'NO_LONGER_NEEDED',
      note: '',
      notifyPatron: pick % 2 === 0,
      requestedBy: pick % 3 === 0 ? 'patron' : 'staff',
    }),
    'partner-answer': (requestId, opId, pick) => ({
      opId,
      requestId,
      asOf: null,
      answer: answers[pick % answers.length]!,
      ...(pick % 3 === 0 && { turnId: anyTurnOf(desk, requestId, pick) }),
    }),
    'send-request': (requestId, opId) => ({ opId, requestId, asOf: null, note: '' }),
    'edit-rota': (requestId, opId, pick) => ({
      opId,
      requestId,
      asOf: null,
      waiting: [
        ...waitingOf(desk, requestId).slice(pick % 2),
        ...(pick % 3 === 0 ? [{ partnerId: ((pick % 2) + 1) as PartnerId }] : []),
      ],
    }),
    'report-lost': aboutItems(desk, ''),
    'report-damaged': aboutItems(desk, 'Wet'),
    'add-note': (requestId, opId, pick) => ({ opId, requestId, text: 'Look here', active: pick % 2 === 0 }),
    'dismiss-note': (requestId, opId) => {
      const noteId = desk.raw
        .prepare('SELECT id FROM request_note WHERE request_id = ? AND active = 1')
        .pluck()
        .get(requestId) as number | undefined;
      return { opId, requestId, noteId: noteId ?? 999_999 };
    },
  } as const satisfies Inputs;
};

/** Steps for unusual situations, and changes of the request itself. */
const furtherInputs = (desk: TestDesk) =>
  ({
    'report-found': aboutItems(desk, ''),
    'settle-loss': aboutItems(desk, 'Paid'),
    'claim-parcel': noted,
    'ask-next-partner': noted,
    'receive-digitally': (requestId, opId, pick) => ({
      ...noted(requestId, opId),
      ...anySender(desk, requestId, pick),
    }),
    'withdraw-cancellation': noted,
    'withdraw-renewal': noted,
    'refuse-renewal': noted,
    'complete-by-hand': noted,
    keep: noted,
    'go-on': noted,
    'end-set': (requestId, opId, pick) => ({
      opId,
      requestId,
      asOf: null,
      rest: pick % 2 === 0 ? 'nothing-more' : 'not-wanted',
    }),
    correct: (requestId, opId, pick) => ({
      opId,
      requestId,
      asOf: null,
      itemId: pick % 4 === 0 ? null : anyItemOf(desk, requestId, pick).id,
      turnId: anyTurnOf(desk, requestId, pick),
      ...(pick % 2 === 0 && { dueOn }),
      ...(pick % 5 === 0 && { barcode: `C${requestId}-${pick % 9}` }),
    }),
    'edit-request': (requestId, opId, pick) => {
      const request = findRequest(desk.context.db, requestId);
      if (!request) throw new Error('There is no such request.');
      const fields = fieldsOf(request);
      return {
        opId,
        requestId,
        fields: {
          ...fields,
          author: pick % 3 === 0 ? `Author ${pick % 7}` : fields.author,
          // Another shelf, so that items on this one are sent there.
          pickupDeskId: pick % 3 === 1 ? (((pick % 2) + 1) as never) : fields.pickupDeskId,
          volumes: pick % 5 === 0 ? (pick % 3) + 1 : fields.volumes,
        },
      };
    },
  }) as const satisfies Inputs;

const triesOf = (desk: TestDesk, inputs: Inputs): Readonly<Partial<Record<StepKind, Try>>> =>
  Object.fromEntries(
    Object.entries(inputs).map(([kind, input]): [string, Try] => [
      kind,
      (requestId, opId, pick) =>
        // The kind matches its input, which the compiler cannot see here.
        take(desk.context, kind as StepKind, input(requestId, opId, pick) as StepInput<StepKind>),
    ]),
  );

/** Usual steps on a request, by kind, whether allowed or not. */
export const lifeTries = (desk: TestDesk): Readonly<Partial<Record<StepKind, Try>>> =>
  triesOf(desk, usualInputs(desk));

/** The same for unusual situations. */
export const furtherTries = (desk: TestDesk): Readonly<Partial<Record<StepKind, Try>>> =>
  triesOf(desk, furtherInputs(desk));

/** The kinds of these steps. */
export const lifeTryNames = Object.keys(usualInputs(undefined as unknown as TestDesk)) as readonly StepKind[];
export const furtherTryNames = Object.keys(
  furtherInputs(undefined as unknown as TestDesk),
) as readonly StepKind[];

/** Redoes an undone step. */
export const redo = (desk: TestDesk, redoes: OpId, opId = newOpId()): Result<Outcome> =>
  redoService(desk.context).redo({ opId, redoes });
