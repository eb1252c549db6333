import type { ItemStatus } from '../../../../../shared/domain/item-status.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import type { RequestEvent } from '../../../../../shared/domain/request.machine.ts';
import { statusAfter } from '../../../../../shared/domain/request.machine.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step, StepCommand, Taken } from '../../kernel/step.ts';
import { runStep } from '../../kernel/step.ts';
import type { ItemRow } from '../../store/items.queries.ts';
import type { ItemInHand } from './scanned-item.ts';
import { updateItem } from '../../store/items.queries.ts';
import { endLoan } from '../../store/loans.queries.ts';
import { factsOf } from './scanned-item.ts';

/** Where an item is from now on. */
export type ItemPlace = Pick<
  ItemRow,
  'status' | 'deskId' | 'destinationDeskId' | 'goingBack' | 'shelvedAt' | 'holdUntil'
>;

/** What a step with an item in hand comes to. */
export type ItemTaken = Pick<Taken, 'messages' | 'slip'> &
  Pick<Outcome, 'headline' | 'whereTo' | 'remarks'> & {
    readonly place: ItemPlace;
    /** What it is for the request; null where the request stays as it is. */
    readonly event: RequestEvent | null;
    /** What the history says. */
    readonly history: string;
    /** Who has it now, where that is somebody else than who asked for it. */
    readonly patronName?: string;
  };

/**
 * Takes a step with an item in hand (kernel/step.ts): the item comes to its new place, the request into the status that the
 * lifecycle gives it. Refused where the lifecycle forbids it (`status-forbids`).
 */
export const takeItemStep = (
  context: DeskContext,
  command: Omit<StepCommand, 'asOf'>,
  find: (db: WritableDB) => Result<ItemInHand>,
  work: (step: Step, item: ItemInHand) => Result<ItemTaken>,
): Result<Outcome> =>
  runStep(context, { ...command, asOf: null }, find, (step, item) => {
    const taken = work(step, item);
    if (!taken.ok) return taken;
    const { place, event, headline, history, whereTo, remarks, patronName, ...written } = taken.value;
    const status = event === null ? item.requestStatus : statusAfter(item.requestStatus, event);
    if (status === null) return refuseStatus(item);
    updateItem(step.db, item.id, place);
    const { requestId, externalId, title, barcode, loanId, loanDueOn } = item;
    return ok({
      ...written,
      status,
      headline: history,
      saw: {
        item: { itemId: item.id, status: item.status, deskId: item.deskId },
        loans: loanId === null || loanDueOn === null ? [] : [{ loanId, dueOn: loanDueOn }],
      },
      answer: (slip): Outcome => ({
        opId: command.opId,
        requestId,
        externalId,
        title,
        patronName: patronName ?? item.patronName,
        barcode,
        headline,
        whereTo,
        slip,
        remarks,
      }),
    });
  });

/** What staff read where the request's status forbids the step. */
export const refuseStatus = (item: ItemInHand): Result<never> =>
  refuse(
    'status-forbids',
    `${item.barcode} belongs to ${item.externalId}, whose status is “${statusLabel(item.requestStatus)}”. ` +
      'This cannot be done in that status: look at the request in Borrowing Requests.',
    factsOf(item),
  );

/** Ends the item's open loan today, if it has one. */
export const endOpenLoan = ({ db, today }: Step, { loanId }: ItemInHand): void => {
  if (loanId !== null) endLoan(db, loanId, today);
};

/** How many other volumes of the request are still with us, of those with the patron and on a hold shelf, and lost. */
export type OtherVolumes = {
  readonly stillOut: number;
  readonly onLoan: number;
  readonly onShelf: number;
  readonly lost: number;
};

/** Counts the other volumes of an item's request among all of them. */
export const othersOf = (
  items: readonly Pick<ItemRow, 'id' | 'status'>[],
  item: Pick<ItemRow, 'id'>,
): OtherVolumes => {
  const others = items.filter(({ id }) => id !== item.id);
  const having = (wanted: ItemStatus): number => others.filter(({ status }) => status === wanted).length;
  return {
    stillOut: others.filter(({ status }) => isItemOut(status)).length,
    onLoan: having('on-loan'),
    onShelf: having('on-hold-shelf'),
    lost: having('lost'),
  };
};
