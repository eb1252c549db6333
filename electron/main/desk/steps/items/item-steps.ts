import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { dedupe } from '../../../../../shared/domain/letters/partner-notifications.ts';
import { lifeAfterAll } from '../../../../../shared/domain/life/life-after.ts';
import type { Happening, LifeEvent } from '../../../../../shared/domain/life/life.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { partnersToldOf } from '../frame/decision.ts';
import { runStep, type Step, type StepCommand, type Taken } from '../frame/step.ts';
import type { ItemRow } from '../../store/items.queries.ts';
import { problemFacts, type ItemInHand } from './scanned-item.ts';
import { endLoan } from '../../store/loans.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The new place of an item; its status follows from the event, and since when, unless that begins anew. */
type ItemPlace = Pick<ItemRow, 'deskId' | 'destinationDeskId' | 'goingBack' | 'shelvedAt' | 'holdUntil'> &
  Partial<Pick<ItemRow, 'statusAt'>>;

/** Returns the place of an item off the hold shelf at this desk, or, with `way`, in transit to another desk or back to the partner. */
export const offShelf = (
  { session }: DeskContext,
  way: Partial<Pick<ItemPlace, 'destinationDeskId' | 'goingBack'>> = {},
): ItemPlace => ({
  deskId: session.desk().id,
  destinationDeskId: null,
  goingBack: 0,
  shelvedAt: null,
  holdUntil: null,
  ...way,
});

/** The outcome of a step with an item in hand. */
export type ItemTaken = Pick<Taken, 'messages' | 'slip' | 'notes'> &
  Pick<Outcome, 'headline' | 'tell' | 'whereTo' | 'remarks'> & {
    readonly place: ItemPlace;
    /** The events in the life of the request. */
    readonly events: readonly LifeEvent[];
    /** The line of history. */
    readonly history: string;
    /** Who has it now, if not the patron who requested it. */
    readonly patronName?: string;
  };

/**
 * Takes a step with an item in hand (frame/step.ts): the item moves to its new place, and the request into the status that the lifecycle
 * determines. Refused if the lifecycle forbids it (`status-forbids`).
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
    const { place, events, headline, tell, history, whereTo, remarks, patronName, ...written } = taken.value;
    const after = lifeAfterAll(step.request.life, events);
    if (after === null) return refuseStatus(item);
    const { requestId, externalId, title, barcode, loanId, loanDueOn } = item;
    return ok({
      ...written,
      after,
      turnId: item.turnId,
      items: new Map([[item.id, place]]),
      headline: history,
      saw: {
        item: {
          itemId: item.id,
          status: item.status,
          deskId: item.deskId,
          dueOn: item.dueOn,
          renewal: item.renewal,
        },
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
        ...(tell !== undefined && { tell }),
        whereTo,
        slip,
        remarks: [...dedupe([...(remarks ?? []), ...partnersToldOf(context, step, { after })])],
      }),
    });
  });

/** Returns the event of one item at the desk. */
export const itemEvent = (itemId: ItemRow['id'], what: Happening): readonly LifeEvent[] => [
  { type: 'item.happened', itemId, what },
];

/** Returns the refusal if the request's status forbids the step. */
export const refuseStatus = (item: ItemInHand): Result<never> =>
  refuse(
    'status-forbids',
    t(
      '{barcode} belongs to {externalId}, whose status is “{status}”. This cannot be done in that status. Check the request in Borrowing Requests.',
      {
        barcode: item.barcode,
        externalId: item.externalId,
        status: statusLabel(item.requestStatus),
      },
    ),
    problemFacts(item),
  );

/** Ends the item's open loan today, if it has one. */
export const endOpenLoan = ({ db, today }: Step, { loanId }: ItemInHand): void => {
  if (loanId !== null) endLoan(db, loanId, today);
};

type OtherVolume = Pick<ItemRow, 'id' | 'status' | 'volume' | 'barcode'>;

/** The other volumes of the request: those still out, and how many are lost. */
export type OtherVolumes = {
  readonly out: readonly OtherVolume[];
  readonly lost: number;
};

/** Counts the other volumes of an item's request. */
export const othersOf = (items: readonly OtherVolume[], item: Pick<ItemRow, 'id'>): OtherVolumes => {
  const others = items.filter(({ id }) => id !== item.id);
  return {
    out: others.filter(({ status }) => isItemOut(status)),
    lost: others.filter(({ status }) => status === 'lost').length,
  };
};
