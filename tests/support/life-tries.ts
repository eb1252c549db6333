import { take } from '../../electron/main/desk/steps/take.ts';
import { sql } from '../../electron/main/db/sql.ts';
import { foundService } from '../../electron/main/desk/circulation/found/found.service.ts';
import { completionService } from '../../electron/main/desk/lifecycle/completion/completion.service.ts';
import { neverCameService } from '../../electron/main/desk/lifecycle/never-came/never-came.service.ts';
import { detailsService } from '../../electron/main/desk/requests/details.service.ts';
import { cancellingService } from '../../electron/main/desk/lifecycle/cancelling/cancelling.service.ts';
import { conditionsService } from '../../electron/main/desk/lifecycle/conditions/conditions.service.ts';
import { partnerAnswersService } from '../../electron/main/desk/lifecycle/partner-answers/partner-answers.service.ts';
import { loansService } from '../../electron/main/desk/circulation/lending/lending.service.ts';
import { receivingService } from '../../electron/main/desk/circulation/receiving/receiving.service.ts';
import { renewingService } from '../../electron/main/desk/lifecycle/renewing/renewing.service.ts';
import { redoService } from '../../electron/main/desk/history/redo.service.ts';
import { returningService } from '../../electron/main/desk/circulation/returning/returning.service.ts';
import { sendingService } from '../../electron/main/desk/lifecycle/sending/sending.service.ts';
import { transitService } from '../../electron/main/desk/circulation/scan-in/scan-in.service.ts';
import { lossAndDamageService } from '../../electron/main/desk/lifecycle/loss-and-damage/loss-and-damage.service.ts';
import type { CalendarDate, ItemId, OpId, PatronId, RequestId } from '../../shared/domain/ids.ts';
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
  { kind: 'patron-renewed', dueOn, note: '' },
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

/** A step that asks for a note and no more. */
const about = (requestId: RequestId, opId: OpId) => ({ opId, requestId, asOf: null, note: 'Because' });

/** Everything that staff can try on a request, whether it is allowed or not. */
export const lifeTries = (desk: TestDesk): Readonly<Record<string, Try>> => {
  const anyItem = (requestId: RequestId, pick: number) => anyItemOf(desk, requestId, pick);
  return {
    receive: (requestId, opId, pick) =>
      take(desk.context, 'receive', {
        opId,
        requestId,
        barcode: `B${requestId}-${pick % 4}`,
        several: pick % 2 === 0,
        printSlip: pick % 3 > 0,
        notifyPatron: true,
        unexpected: pick % 5 === 0,
        ...(pick % 7 === 0 && { details: { dueOn } }),
      }),
    finish: (requestId, opId) =>
      take(desk.context, 'finish-receiving', { opId, requestId, notifyPatron: true }),
    lend: (requestId, opId, pick) =>
      take(desk.context, 'lend', { opId, patronId, code: anyItem(requestId, pick).barcode }),
    renewLoan: (requestId, opId, pick) =>
      take(desk.context, 'renew-loan', { opId, itemId: anyItem(requestId, pick).id }),
    renew: (requestId, opId, pick) =>
      take(desk.context, 'request-renewal', {
        opId,
        requestId,
        asOf: null,
        dueOn,
        itemIds: pick % 3 === 0 ? [anyItem(requestId, pick).id] : null,
      }),
    return: (requestId, opId, pick) =>
      take(desk.context, 'return', { opId, itemId: anyItem(requestId, pick).id }),
    scanIn: (requestId, opId, pick) =>
      take(desk.context, 'scan-in', { opId, code: anyItem(requestId, pick).barcode }),
    reply: (requestId, opId, pick) =>
      take(desk.context, 'conditional-reply', {
        opId,
        requestId,
        asOf: null,
        accept: pick % 2 === 0,
        note: 'Agreed',
        withoutNote: false,
      }),
    cancel: (requestId, opId, pick) => {
      const result = take(desk.context, 'cancel', {
        requests: [{ opId, requestId, asOf: null }],
        reason: 'NO_LONGER_NEEDED',
        note: '',
        notifyPatron: pick % 2 === 0,
        requestedBy: pick % 3 === 0 ? 'patron' : 'staff',
      });
      const one = result.ok ? result.value[0] : undefined;
      return one?.ok === false ? ({ ok: false, error: one } as unknown as Result<unknown>) : result;
    },
    answer: (requestId, opId, pick) =>
      take(desk.context, 'lender-answer', {
        opId,
        requestId,
        asOf: null,
        answer: answers[pick % answers.length]!,
      }),
    send: (requestId, opId) => take(desk.context, 'send-request', { opId, requestId, asOf: null, note: '' }),
    addPartners: (requestId, opId, pick) =>
      take(desk.context, 'extend-rota', {
        opId,
        requestId,
        asOf: null,
        partnerIds: [(pick % 2) + 1] as never,
      }),
    lost: (requestId, opId, pick) =>
      take(desk.context, 'report-lost', {
        opId,
        requestId,
        asOf: null,
        itemId: pick % 2 === 0 ? null : anyItem(requestId, pick).id,
        note: '',
      }),
    damaged: (requestId, opId, pick) =>
      take(desk.context, 'report-damaged', {
        opId,
        requestId,
        asOf: null,
        itemId: pick % 2 === 0 ? null : anyItem(requestId, pick).id,
        note: 'Wet',
      }),
    note: (requestId, opId, pick) =>
      take(desk.context, 'add-note', { opId, requestId, text: 'Look here', active: pick % 2 === 0 }),
    dismiss: (requestId, opId) => {
      const noteId = desk.raw
        .prepare('SELECT id FROM request_note WHERE request_id = ? AND active = 1')
        .pluck()
        .get(requestId) as number | undefined;
      return take(desk.context, 'dismiss-note', { opId, requestId, noteId: noteId ?? 999_999 });
    },
  };
};

/** What staff do when something does not go its usual way, and changes of the request itself. */
export const furtherTries = (desk: TestDesk): Readonly<Record<string, Try>> => {
  const anyItem = (requestId: RequestId, pick: number) => anyItemOf(desk, requestId, pick);
  return {
    found: (requestId, opId, pick) =>
      take(desk.context, 'report-found', {
        opId,
        requestId,
        asOf: null,
        itemId: pick % 2 === 0 ? null : anyItem(requestId, pick).id,
        note: '',
      }),
    settle: (requestId, opId, pick) =>
      take(desk.context, 'settle-loss', {
        opId,
        requestId,
        asOf: null,
        itemId: pick % 2 === 0 ? null : anyItem(requestId, pick).id,
        note: 'Paid',
      }),
    claim: (requestId, opId) => take(desk.context, 'claim-parcel', about(requestId, opId)),
    askNext: (requestId, opId) => take(desk.context, 'ask-next-partner', about(requestId, opId)),
    receiveDigitally: (requestId, opId) => take(desk.context, 'receive-digitally', about(requestId, opId)),
    withdrawCancellation: (requestId, opId) =>
      take(desk.context, 'withdraw-cancellation', about(requestId, opId)),
    withdrawRenewal: (requestId, opId) => take(desk.context, 'withdraw-renewal', about(requestId, opId)),
    refuseRenewal: (requestId, opId) => take(desk.context, 'refuse-renewal', about(requestId, opId)),
    complete: (requestId, opId) => take(desk.context, 'complete-by-hand', about(requestId, opId)),
    edit: (requestId, opId, pick) => {
      const details = detailsService(desk.context, () => null).details({ requestId });
      if (!details.ok) return details;
      const { request, format, circulationNote, pickupDeskId, patron } = details.value;
      return take(desk.context, 'edit-request', {
        opId,
        requestId,
        fields: {
          title: request.title,
          author: pick % 3 === 0 ? `Author ${pick % 7}` : request.author,
          format,
          circulationNote,
          // Another shelf: what waits on this one goes there.
          pickupDeskId: pick % 3 === 1 ? (((pick % 2) + 1) as never) : pickupDeskId,
          dueOn: pick % 5 === 0 ? dueOn : request.dueOn,
          volumes: request.volumesExpected,
          patronId: patron?.id ?? null,
        },
      });
    },
  };
};

/** Their names. */
export const lifeTryNames: readonly string[] = Object.keys(lifeTries(undefined as unknown as TestDesk));
export const furtherTryNames: readonly string[] = Object.keys(furtherTries(undefined as unknown as TestDesk));

/** Takes an undone step of these again. */
export const redo = (desk: TestDesk, redoes: OpId, opId = newOpId()): Result<Outcome> => {
  const services: Readonly<Record<string, object>> = {
    receiving: receivingService(desk.context),
    loans: loansService(desk.context),
    renewing: renewingService(desk.context),
    returning: returningService(desk.context),
    transit: transitService(desk.context),
    conditions: conditionsService(desk.context),
    cancelling: cancellingService(desk.context),
    partnerAnswers: partnerAnswersService(desk.context),
    sending: sendingService(desk.context),
    // Found is a call of the same name, at home where items are.
    lossAndDamage: { ...lossAndDamageService(desk.context), ...foundService(desk.context) },
    neverCame: neverCameService(desk.context),
    completion: completionService(desk.context),
  };
  const again = redoService(desk.context, (channel) => {
    const [job = '', verb = ''] = channel.split('.');
    return (services[job] as Readonly<Record<string, (input: never) => unknown>>)[verb]!;
  });
  return again.redo({ opId, redoes });
};
