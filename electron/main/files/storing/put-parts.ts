import { calendarDateIn, daysBetween } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant, ItemId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import { shelfDay } from '../../desk/records/calendar/shelf-day.ts';
import { loadLibraryGroup } from '../../desk/records/settings/settings.service.ts';
import { insertCondition, unanswered } from '../../desk/store/conditions.queries.ts';
import {
  type ItemRow,
  insertItem,
  emptyItemHistory,
  defaultMarkers,
} from '../../desk/store/items.queries.ts';
import { insertLoan } from '../../desk/store/loans.queries.ts';
import { loanedOnOf } from '../../desk/store/known-dates.ts';
import { insertNote } from '../../desk/store/notes.queries.ts';
import type { LifeWanted } from './life-of-file.ts';
import type { FileCondition, FileItem, FileLoan, Wanted, WantedItem } from './request-parts.ts';
import type { Writing } from './writing.ts';

/** The hold date of an item that is already on its hold shelf. */
const holdUntilOf = (
  { db, clock, references }: Writing,
  item: FileItem,
  dueOn: CalendarDate | null,
): CalendarDate | null => {
  if (item.shelvedAt === null) return null;
  return shelfDay(db, {
    shelvedOn: calendarDateIn(new Date(item.shelvedAt), clock.timeZone()),
    dueOn,
    libraryId: references.libraryOfDesk(item.deskId),
  });
};

/** The rows of the volumes that a file names. Positions of turns and volumes are used as ids. */
export const itemRows = (
  writing: Writing,
  { items = [], turns }: Wanted,
  { life, backBy }: LifeWanted,
): readonly ItemRow[] =>
  items.map((one, index) => {
    const volume = life.volumes[index];
    const demandAt = (volume && turns?.[volume.turnId - 1]?.demand?.at) ?? writing.at;
    return itemRow(writing, one, volume, { backBy: backBy[index] ?? null, demandAt });
  });

const itemRow = (
  writing: Writing,
  { item, own }: WantedItem,
  volume: LifeWanted['life']['volumes'][number] | undefined,
  wantedBack: { readonly backBy: CalendarDate | null; readonly demandAt: Instant },
): ItemRow => {
  if (!volume) throw new Error('A volume of a file has no place in the life of its request.');
  const { at } = writing;
  const { renewal, demand, report, use, checkIn, dueOn, askedUntil } = volume;
  return {
    ...emptyItemHistory,
    ...defaultMarkers,
    ...item,
    id: volume.id,
    requestId: noRequest,
    turnId: volume.turnId,
    volume: Number(volume.id),
    owningDeskId: item.deskId,
    goingBack: 0,
    holdUntil: holdUntilOf(writing, item, dueOn),
    dueOn,
    // No one is notified of what a file says happened.
    receiptTold: 1,
    label: own.label ?? '',
    returnedAt: own.returnedAt ?? null,
    use,
    useAt: use === 'goes-back' ? at : null,
    renewal,
    renewalAt: renewal === 'none' ? null : at,
    renewalUntil: askedUntil,
    demand,
    demandAt: demand === 'none' ? null : wantedBack.demandAt,
    backBy: wantedBack.backBy,
    report,
    reportAt: report === 'none' ? null : at,
    checkIn,
    checkInAt: checkIn === 'missed' ? at : null,
  };
};

/** A request id that does not exist. */
export const noRequest = 0 as RequestId;

/** Inserts the notes, conditions and items of a file. @param turnIds in rota order; the turns are already stored. */
export const putParts = (
  writing: Writing,
  requestId: RequestId,
  {
    wanted,
    life,
    items,
  }: { readonly wanted: Wanted; readonly life: LifeWanted; readonly items: readonly ItemRow[] },
  turnIds: readonly TurnId[],
): void => {
  const { db } = writing;
  wanted.notes?.forEach((note) => insertNote(db, { requestId, opId: '', ...note, operatorName: '' }));
  for (const condition of wanted.conditions ?? []) putCondition(writing, requestId, condition, life, turnIds);
  items.forEach((row, index) => {
    const turnId = turnIds[row.turnId - 1];
    if (turnId === undefined) return;
    const { id: _, ...item } = row;
    putLoan(
      writing,
      insertItem(db, { ...item, requestId, turnId }),
      wanted.items?.[index]?.loan ?? null,
      wanted,
    );
  });
};

/** A condition is open while its turn is conditional. */
const putCondition = (
  { db, at }: Writing,
  requestId: RequestId,
  { turn, ...condition }: FileCondition,
  { turns, activeId }: LifeWanted,
  turnIds: readonly TurnId[],
): void => {
  const place = (turn ?? activeId ?? 1) - 1;
  const turnId = turnIds[place];
  if (turnId === undefined) return;
  const { turn: life, facts } = turns[place] ?? {};
  insertCondition(db, requestId, {
    ...condition,
    turnId,
    setAt: facts?.stateAt ?? at,
    ...unanswered,
    endedAt: life?.state === 'conditional' ? null : at,
  });
};

const putLoan = (
  { db, references }: Writing,
  itemId: ItemId,
  loan: FileLoan | null,
  { row: { patronId, pickupDeskId } }: Wanted,
): void => {
  if (!loan || patronId === null) return;
  const loanedOn = loanedOnOf(loan);
  const days = loanedOn === null ? 0 : daysBetween(loanedOn, loan.dueOn);
  // Renewals use this period. If the file says none, the usual one applies.
  const periodDays =
    days > 0 ? days : loadLibraryGroup(db, references.libraryOfDesk(pickupDeskId), 'loans').defaultPeriodDays;
  insertLoan(db, { itemId, patronId, ...loan, periodDays, renewals: 0, renewalDueOn: null });
};
