import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { canHappen } from '../../../../../shared/domain/request.machine.ts';
import { requestActions } from '../../../../../shared/domain/request-actions.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { RequestOfStep, Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { checkStatus, forbid, takeStep } from '../../kernel/take-step.ts';
import { listNotifiedItems } from '../../store/messages.queries.ts';
import { updateItem } from '../../store/items.queries.ts';
import { endLoan } from '../../store/loans.queries.ts';
import { sawLoans } from '../renewing/renewals.ts';

type ReportInput = Input<'lossAndDamage.reportLost'>;

export type LossAndDamageService = {
  /** Reports one item, or everything that is still out, as lost: the items are lost, their loans end, the partner is told. */
  readonly reportLost: (input: ReportInput) => Result<Outcome>;
  /** Reports one item, or everything that is still out, as damaged: the items stay where they are, the partner is told. */
  readonly reportDamaged: (input: ReportInput) => Result<Outcome>;
};

/** Loss and damage. Refused: `item-unknown`, `status-forbids`. */
export const lossAndDamageService = (context: DeskContext): LossAndDamageService => ({
  reportLost: (input) =>
    takeStep(context, { ...input, kind: 'report-lost', input }, (step) => {
      const { request } = step;
      if (!canHappen(request.status, 'item.lost')) return forbid(request, requestActions.reportLost.done);
      const items = checkItems(request, input.itemId);
      if (!items.ok) return items;
      const itemsStillOut = othersOut(request, items.value).length;
      const status = checkStatus(
        request,
        { type: 'item.lost', itemsStillOut },
        requestActions.reportLost.done,
      );
      if (!status.ok) return status;
      for (const item of items.value) loseItem(step, item);
      const report = reportOf(step, items.value, 'lost', input.note);
      const wentBack = itemsStillOut === 0 ? unannouncedReturns(step) : [];
      return ok({
        status: status.value,
        ...report,
        messages: [...report.messages, ...wentBack],
        saw: { loans: sawLoans(items.value) },
      });
    }),

  reportDamaged: (input) =>
    takeStep(context, { ...input, kind: 'report-damaged', input }, (step) => {
      const status = checkStatus(step.request, { type: 'item.damaged' }, requestActions.reportDamaged.done);
      if (!status.ok) return status;
      const items = checkItems(step.request, input.itemId);
      if (!items.ok) return items;
      return ok({ status: status.value, ...reportOf(step, items.value, 'damaged', input.note) });
    }),
});

type Items = RequestOfStep['items'];

/** Marks an item as lost, on no shelf and on no way, and ends its loan. Its desk is where it was seen last. */
const loseItem = ({ db, today }: Step, { id, loanId }: Items[number]): void => {
  updateItem(db, id, {
    status: 'lost',
    destinationDeskId: null,
    goingBack: 0,
    shelvedAt: null,
    holdUntil: null,
  });
  if (loanId !== null) endLoan(db, loanId, today);
};

/** The items that a report is about: they must still be out. */
const checkItems = (request: RequestOfStep, itemId: ReportInput['itemId']): Result<Items> => {
  const items = request.items.filter(
    ({ id, status }) => isItemOut(status) && (itemId === null || id === itemId),
  );
  return items.length > 0
    ? ok(items)
    : refuse(
        'item-unknown',
        itemId === null
          ? `No item of ${request.externalId} is still out: all went back or were reported lost. Nothing was done.`
          : `That item of ${request.externalId} went back or was reported lost already. Nothing was done.`,
        { requestId: request.id },
      );
};

/** What is still out besides these items. */
const othersOut = (request: RequestOfStep, items: Items): Items =>
  request.items.filter(({ id, status }) => isItemOut(status) && !items.some((item) => item.id === id));

/** What went back while others were out is told with the last one (returning): when that is lost, with its loss. */
const unannouncedReturns = ({ db, request }: Step): NonNullable<Decision['messages']> => {
  const told = listNotifiedItems(db, request.id, 'returned');
  const itemIds = request.items.flatMap(({ id, status }) =>
    status === 'returned-to-partner' && !told.includes(id) ? [id] : [],
  );
  const partnerId = request.activePartnerId;
  return itemIds.length === 0
    ? []
    : [{ recipient: 'partner', partnerId, kind: 'returned', payload: { itemIds } }];
};

const reportOf = (
  { request }: Step,
  items: Items,
  kind: 'lost' | 'damaged',
  note: string,
): Omit<Decision, 'status'> & Required<Pick<Decision, 'messages'>> => {
  const [only] = items.length === 1 ? items : [];
  const others = othersOut(request, items);
  const set = request.items.length > 1;
  return {
    headline: only
      ? `Reported ${kind}: ${set ? `volume ${only.volume}, ` : ''}${only.barcode}`
      : `Reported ${kind}: ${items.length} volumes`,
    barcode: only?.barcode ?? null,
    messages: [
      {
        recipient: 'partner',
        partnerId: request.activePartnerId,
        kind,
        payload: { itemIds: items.map(({ id }) => id), note },
      },
    ],
    remarks:
      others.length === 0
        ? []
        : [
            others.length === 1
              ? 'One other volume is still out.'
              : `${others.length} other volumes are still out.`,
          ],
  };
};
