import type { ItemId, PartnerId, TurnId } from '../../../../shared/domain/ids.ts';
import { aheadOf, inOneLine, patronIsTold } from '../../../../shared/domain/letters/told.ts';
import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import { lifeAfterAll } from '../../../../shared/domain/life/life-after.ts';
import { activeTurn, type Life, type LifeEvent } from '../../../../shared/domain/life/life.ts';
import { newTurn } from '../../../../shared/domain/life/turn.ts';
import { isLentOrWaits, isOut, type Volume } from '../../../../shared/domain/life/volume.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import type { RequestFactsView } from '../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { partnerWords } from '../turn-words.ts';

/** What will happen, in the words of the windows that are about losses, sets, corrections, files and rotas. */

type LossKind = 'report-lost' | 'report-damaged' | 'report-found' | 'settle-loss';

const isMissed = ({ checkIn }: Volume): boolean => checkIn === 'missed';

/** The volumes that each kind of report can be about. */
export const isAbout: Readonly<Record<LossKind, (volume: Volume) => boolean>> = {
  'report-lost': (volume) => isOut(volume) || isMissed(volume),
  'report-damaged': isOut,
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

/** What happens to the parcels of which something was reported. */
const ofParcels = ({ turns }: Life, type: 'parcel.found' | 'parcel.settled'): readonly LifeEvent[] =>
  turns.filter(({ parcel }) => parcel !== 'none').map(({ id: turnId }) => ({ type, turnId }));

/** The events of a report. No volumes: it is about the parcel. @param isAll whether nothing of it was chosen by itself */
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
        : itemIds.map((itemId) => ({ type: 'item.happened', itemId, what: 'foundOnShelf' }));
    case 'settle-loss':
      return [
        ...(itemIds.length === 0 ? [] : [{ type: 'items.settled', itemIds } as const]),
        ...(isAll ? ofParcels(request.life, 'parcel.settled') : []),
      ];
  }
};

/** What happens to the volumes of a report. */
const reported = (kind: LossKind, volumes: readonly Volume[]): string => {
  const { length } = volumes;
  switch (kind) {
    case 'report-lost':
      return length === 0
        ? t('Marks the parcel lost because it never arrived.')
        : t('Marks {whatIs} lost{loansEnd}.', {
            whatIs: whatIs(length),
            loansEnd: loansEnd(volumes.filter(({ place }) => place === 'on-loan').length),
          });
    case 'report-damaged':
      return t(
        'Reports {whatIs} damaged. {itemsCount, plural, one {It stays where it is} other {They stay where they are}}.',
        { whatIs: whatIs(length), itemsCount: length },
      );
    case 'report-found':
      return length === 0
        ? t('Receive the parcel in Receiving Items when it arrives.')
        : t('Marks {whatIs} found at this desk, for the patron as before.', { whatIs: whatIs(length) });
    case 'settle-loss':
      return t('Marks the loss or damage settled.');
  }
};

/** What a report of loss or damage does. @param chosen one volume, the parcel, or null: all that it can be about */
export const reportAhead = (
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
  return inOneLine([
    reported(kind, volumes),
    ...aheadOf(request, events),
    ...(isAwaited ? patronIsTold(request, 'item-lost') : []),
  ]);
};

type Rest = StepInput<'end-set'>['rest'];

/** What each way of ending the set comes to. */
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

/** What ending the set does; null while it is not chosen how. */
export const endSetAhead = (request: RequestFactsView, rest: Rest | null): string => {
  if (rest === null) return t('Choose one to see what follows.');
  const also =
    rest === 'nothing-more'
      ? t('The missing volumes are still wanted. Ask the next partner for them.')
      : t('The set counts as complete without the missing volumes.');
  return inOneLine([also, ...aheadOf(request, eventsOfRest(request, rest))]);
};

/** What is corrected: a volume, or (null) what the partner of a turn said, with what is different. */
export type CorrectionAhead = Pick<StepInput<'correct'>, 'itemId' | 'turnId' | 'dueOn'>;

/** Who is told of a correction: only another sender hears of it. */
export const correctionAhead = (
  request: RequestFactsView,
  { itemId, turnId, dueOn }: CorrectionAhead,
): string => {
  const date = dueOn === undefined ? {} : { dueOn };
  const events: readonly LifeEvent[] =
    itemId !== null
      ? [{ type: 'volume.corrected', itemId, ...date, ...(turnId !== undefined && { turnId }) }]
      : turnId === undefined
        ? []
        : [{ type: 'turn.corrected', turnId, ...date }];
  return inOneLine(aheadOf(request, events)) || t('Only the records change. No one is notified.');
};

/** Who sent the file: one of those that were asked; of a request that asked nobody, a partner, or null where nobody knows. */
export type FileSender = { readonly turnId: TurnId } | { readonly partnerId: PartnerId | null };

const eventsOfFile = (sender: FileSender): readonly LifeEvent[] => {
  if ('turnId' in sender) return [{ type: 'file.received', turnId: sender.turnId }];
  const turn = newTurn(0 as TurnId, sender.partnerId);
  return [
    { type: 'rota.changed', waiting: [turn] },
    { type: 'file.received', turnId: turn.id },
  ];
};

/** What a file that came does; null while nobody chose who sent it. */
export const fileAhead = (request: RequestFactsView, sender: FileSender | null): string => {
  if (sender === null) return t('Choose one to see what follows.');
  const events = eventsOfFile(sender);
  const endsNothing = lifeAfterAll(request.life, events)?.life.endedAs === request.life.endedAs;
  return inOneLine([
    ...(endsNothing
      ? [t('The request is unchanged: an item is on loan, or the request has already ended.')]
      : aheadOf(request, events)),
    ...patronIsTold(request, 'received-digitally'),
  ]);
};

/** Who is asked next, and whether somebody must send it. @param waiting those that were not asked, in their order */
export const rotaAhead = (
  { life }: RequestFactsView,
  waiting: readonly { readonly name: string; readonly inUse: boolean }[],
): string => {
  const next = waiting.find(({ inUse }) => inUse);
  if (!next) return t('No partners left to ask.');
  const isNext = t('{name} is asked next.', { name: partnerWords(next.name) });
  return activeTurn(life) ? isNext : `${isNext} ${t('The request hasn’t been sent yet. Choose Send.')}`;
};
