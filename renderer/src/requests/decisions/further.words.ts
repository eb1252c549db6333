import { formatDate } from '../../../../shared/domain/dates.ts';
import type { ItemId, PartnerId, TurnId } from '../../../../shared/domain/ids.ts';
import {
  previewEvents,
  inOneLine,
  nameOfPartner,
  partnerNotifications,
  patronNotification,
} from '../../../../shared/domain/letters/partner-notifications.ts';
import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { lifeAfterAll } from '../../../../shared/domain/life/life-after.ts';
import { activeTurn, type Life, type LifeEvent } from '../../../../shared/domain/life/life.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import { newTurn } from '../../../../shared/domain/life/turn.ts';
import { isLentOrWaits, isOut, isReady, type Volume } from '../../../../shared/domain/life/volume.ts';
import type { besideThread } from '../../../../shared/domain/partner-answers.ts';
import { endsSet } from '../../../../shared/domain/receiving.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import type { RequestFactsView } from '../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../shared/words/words.ts';

/** Previews of what will happen, for the windows about losses, sets, corrections, files and rotas. */

type LossKind = 'report-lost' | 'report-damaged' | 'report-found' | 'settle-loss';

const isMissed = ({ checkIn }: Volume): boolean => checkIn === 'missed';

/** The volumes to which each kind of report can apply. */
export const isAbout: Readonly<Record<LossKind, (volume: Volume) => boolean>> = {
  'report-lost': (volume) => isOut(volume) || isMissed(volume),
  'report-damaged': (volume) => isOut(volume) && volume.report === 'none',
  'report-found': (volume) => volume.place === 'lost' || isMissed(volume),
  'settle-loss': ({ report }) => report !== 'none',
};

const whatIs = (items: number): string => {
  if (items <= 1) return t('the item');
  return items === 2 ? t('both volumes') : t('all {items} volumes', { items });
};

const loansEnd = (loans: number): string => {
  if (loans === 0) return '';
  return loans === 1 ? t(' and ends the loan') : t(' and ends the loans');
};

/** Returns the events for parcels that were reported. */
const ofParcels = ({ turns }: Life, type: 'parcel.found' | 'parcel.settled'): readonly LifeEvent[] =>
  turns.filter(({ parcel }) => parcel !== 'none').map(({ id: turnId }) => ({ type, turnId }));

/** Returns what happens at this desk to a found item. */
const foundAs = ({ found }: RequestFactsView) =>
  found.kind === 'hold-shelf' ? 'foundOnShelf' : 'foundInTransit';

/** Returns the events of a report. Without volumes it concerns the parcel. @param isAll whether no single item was chosen */
const eventsOfReport = (
  kind: LossKind,
  request: RequestFactsView,
  itemIds: readonly ItemId[],
  isAll: boolean,
): readonly LifeEvent[] => {
  switch (kind) {
    case 'report-lost':
      return eventsOf.reportLost(request, itemIds);
    case 'report-damaged':
      return [{ type: 'items.damaged', itemIds }];
    case 'report-found':
      return itemIds.length === 0
        ? ofParcels(request.life, 'parcel.found').slice(0, 1)
        : itemIds.map((itemId) => ({ type: 'item.happened', itemId, what: foundAs(request) }));
    case 'settle-loss':
      return [
        ...(itemIds.length === 0 ? [] : [{ type: 'items.settled', itemIds } as const]),
        ...(isAll ? ofParcels(request.life, 'parcel.settled') : []),
      ];
  }
};

/** The volumes that were found, afterwards. */
const foundVolumes = (request: RequestFactsView, events: readonly LifeEvent[]): readonly Volume[] =>
  lifeAfterAll(request.life, events)?.life.volumes.filter(({ id }) =>
    events.some((event) => event.type === 'item.happened' && event.itemId === id),
  ) ?? [];

/** `One volume is on the hold shelf at Main.`; empty if all found volumes go back. */
const foundWhere = ({ found: { kind, deskName } }: RequestFactsView, found: readonly Volume[]): string => {
  const count = found.filter(({ use }) => use === 'for-patron').length;
  const isOnShelf = kind === 'hold-shelf';
  const here = isOnShelf
    ? t(
        '{count, plural, one {One volume is on the hold shelf at {deskName}} other {# volumes are on the hold shelf at {deskName}}}.',
        { count, deskName },
      )
    : t(
        '{count, plural, one {One volume is in transit to {deskName}} other {# volumes are in transit to {deskName}}}.',
        { count, deskName },
      );
  return count > 0 ? here : '';
};

/** Returns what happens to the volumes of a report. */
const reported = (kind: LossKind, { items }: RequestFactsView, volumes: readonly Volume[]): string => {
  const { length } = volumes;
  switch (kind) {
    case 'report-lost':
      return length === 0
        ? t('Marks the parcel as lost because it never arrived.')
        : t('Marks {whatIs} as lost{loansEnd}.', {
            whatIs: whatIs(length),
            loansEnd: loansEnd(
              items.filter(({ id, loan }) => loan !== null && volumes.some((one) => one.id === id)).length,
            ),
          });
    case 'report-damaged':
      return t(
        'Reports {whatIs} as damaged. {itemsCount, plural, one {It stays where it is} other {They stay where they are}}.',
        { whatIs: whatIs(length), itemsCount: length },
      );
    case 'report-found':
      return length === 0
        ? t('Receive the parcel on Receiving Items when it arrives.')
        : t('Marks {whatIs} as found.', { whatIs: whatIs(length) });
    case 'settle-loss':
      return t('Marks the loss or damage as settled.');
  }
};

/** Returns what a report of loss or damage does. @param chosen a volume, the parcel, or null: all to which it can apply */
export const reportPreview = (
  request: RequestFactsView,
  kind: LossKind,
  chosen: ItemId | 'parcel' | null,
): string => {
  const volumes = request.life.volumes.filter(
    (volume) => isAbout[kind](volume) && (chosen === null || volume.id === chosen),
  );
  const events = eventsOfReport(
    kind,
    request,
    volumes.map(({ id }) => id),
    chosen === null,
  );
  const isAwaited = kind === 'report-lost' && volumes.some(isLentOrWaits);
  const found = kind === 'report-found' ? foundVolumes(request, events) : [];
  return inOneLine([
    reported(kind, request, volumes),
    foundWhere(request, found),
    ...previewEvents(request, events),
    ...(isAwaited ? patronNotification(request, 'item-lost') : []),
    ...(found.some(isReady) ? patronNotification(request, 'item-ready') : []),
  ]);
};

type Rest = StepInput<'end-set'>['rest'];

/** Returns the events of each way to end the set. */
const eventsOfRest = (request: RequestFactsView, rest: Rest): readonly LifeEvent[] => {
  if (rest === 'not-wanted') return eventsOf.restNotWanted(request);
  const turnId = activeTurn(request.life)?.id;
  return turnId === undefined ? [] : eventsOf.nothingMore(request, turnId);
};

/** Whether a set can end in this way. */
export const canEndSet = (request: RequestFactsView, rest: Rest): boolean => {
  const events = eventsOfRest(request, rest);
  return events.length > 0 && lifeAfterAll(request.life, events) !== null;
};

/** Returns what ending the set does, or asks for a choice while it is null. */
export const endSetPreview = (request: RequestFactsView, rest: Rest | null): string => {
  if (rest === null) return t('Choose one to see what will happen.');
  const also =
    rest === 'nothing-more'
      ? request.askable.length > 0
        ? t('The missing volumes are still wanted. Ask the next partner for them.')
        : t('The missing volumes are still wanted. Add a partner for them.')
      : t('The set counts as complete without the missing volumes.');
  const events = eventsOfRest(request, rest);
  const lettersWait = request.setOpen && isReceiptUntold(lifeAfterAll(request.life, events)?.life);
  return inOneLine([
    also,
    ...previewEvents(request, events),
    ...(lettersWait
      ? [t('The letters about what was received still wait until Done on Receiving Items.')]
      : []),
  ]);
};

/** Whether Done can still tell a partner of a receipt: a set of which nothing is left here is closed with the step. */
const isReceiptUntold = (after: Life | undefined): boolean =>
  after !== undefined && !endsSet(statusOf(after)) && after.volumes.some(({ receiptTold }) => !receiptTold);

/** The changes to a volume, or (null) to the information from a turn's partner. */
type CorrectionPreview = Pick<StepInput<'correct'>, 'itemId' | 'turnId' | 'dueOn'>;

/** Returns what happens to letters that confirmed the arrival of a volume to its partner, if a different partner sent it. */
const receiptsPreview = (
  request: RequestFactsView,
  itemId: ItemId | null,
  sender: TurnId | undefined,
): readonly string[] => {
  const item = request.items.find(({ id }) => id === itemId);
  if (!item || sender === undefined || sender === item.turnId) return [];
  const { turnId, receipts } = item;
  const name = nameOfPartner(request, turnId);
  return [
    receipts.setAside
      ? t('{name} has not been notified yet that the item arrived, and will not be.', { name })
      : '',
    ...partnerNotifications(
      request,
      (['correction', 'received-anew'] as const)
        .filter((word) => (word === 'correction' ? receipts.corrected : receipts.toldAnew))
        .map((word) => ({ turnId, word })),
    ),
  ];
};

/** Returns the other dates of a volume that its new due date does not move, if they contradict it. */
const unmovedDates = (
  { items }: RequestFactsView,
  { itemId, dueOn }: CorrectionPreview,
): readonly string[] => {
  const item = items.find(({ id }) => id === itemId);
  if (!item || dueOn === undefined) return [];
  const { backBy, loan } = item;
  const until = backBy ?? dueOn;
  return [
    backBy === null ? '' : t('The recall’s date stays: back by {backBy}.', { backBy: formatDate(backBy) }),
    loan !== null && until !== null && loan.dueOn > until
      ? t('The patron may keep it longer, until {dueOn}.', { dueOn: formatDate(loan.dueOn) })
      : '',
  ];
};

/** Returns what a correction leaves as it is, and who is notified: only a change of the sender is announced. */
export const correctionPreview = (
  request: RequestFactsView,
  { itemId, turnId, dueOn }: CorrectionPreview,
): string => {
  const date = dueOn === undefined ? {} : { dueOn };
  const events: readonly LifeEvent[] =
    itemId !== null
      ? [{ type: 'volume.corrected', itemId, ...date, ...(turnId !== undefined && { turnId }) }]
      : turnId === undefined
        ? []
        : [{ type: 'turn.corrected', turnId, ...date }];
  const told = [...receiptsPreview(request, itemId, turnId), ...previewEvents(request, events)];
  return inOneLine([
    ...unmovedDates(request, { itemId, dueOn }),
    inOneLine(told) || t('Only the records change. No one is notified.'),
  ]);
};

/** Who sent the file: one of the partners asked; for a request without partners a partner, or null if unknown. */
export type FileSender = { readonly turnId: TurnId } | { readonly partnerId: PartnerId | null };

const eventsOfFile = (sender: FileSender): readonly LifeEvent[] => {
  if ('turnId' in sender) return [{ type: 'file.received', turnId: sender.turnId }];
  const turn = newTurn(0 as TurnId, sender.partnerId);
  return [
    { type: 'rota.changed', waiting: [turn] },
    { type: 'file.received', turnId: turn.id },
  ];
};

/** Returns what receiving the file does, or asks for a choice while the sender is null. */
export const digitalReceiptPreview = (request: RequestFactsView, sender: FileSender | null): string => {
  if (sender === null) return t('Choose one to see what will happen.');
  const events = eventsOfFile(sender);
  const endsNothing = lifeAfterAll(request.life, events)?.life.endedAs === request.life.endedAs;
  return inOneLine([
    ...(endsNothing
      ? [t('The request is unchanged: an item is on loan, or the request is already closed.')]
      : []),
    ...previewEvents(request, events),
    ...patronNotification(request, 'received-digitally'),
  ]);
};

/** Describes what an answer does that is only kept in the conversation. @param name its partner */
export const threadWords = (name: string, beside: ReturnType<typeof besideThread>): string => {
  switch (beside) {
    case 'closes-renewal':
      return t(
        '{name}’s answer is saved in the conversation. The renewal is no longer requested, and no due date changes.',
        { name },
      );
    case 'no-date':
      return t(
        '{name}’s answer is saved in the conversation. The due dates stay: to change one, choose Correct.',
        { name },
      );
    case 'nothing':
      return t('{name}’s answer is saved in the conversation. Nothing else changes.', { name });
  }
};
