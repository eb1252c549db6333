import type { CalendarDate, Code, Instant, ItemId } from '../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { lifeAfterAll } from '../../../../../shared/domain/life/life-after.ts';
import type { Outcome } from '../../../../../shared/domain/life/life.ts';
import { nextVolume } from '../../../../../shared/domain/receiving.ts';
import type { StepInput } from '../../../../../shared/domain/steps/all-steps.ts';
import type { StaysAt } from '../../../../../shared/ipc/receiving-views.ts';
import { ok, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { DeskContext } from '../../context.ts';
import { shelfDay } from '../../records/calendar/shelf-day.ts';
import {
  insertItem,
  type ItemRow,
  type StoredItem,
  defaultMarkers,
  updateItem,
} from '../../store/items.queries.ts';
import { receivedAtOf } from '../../store/known-dates.ts';
import { findPartner } from '../../store/places.queries.ts';
import { nameOfTurn } from '../frame/decision.ts';
import type { Step, Taken } from '../frame/step.ts';
import { type Route, routeFromDesk } from '../items/route.ts';
import { volumesToShelve, waitAgain } from '../parts/kept-volumes.ts';
import { checkBarcode, readScannedCode, refuseClosed, useOfParcel } from './classify-code.ts';
import { senderOf } from './senders.ts';

/** A volume being received. */
export type Incoming = {
  readonly itemId: ItemId;
  readonly barcode: Code;
  readonly volume: number;
  /** The label on its spine. */
  readonly label: string;
  readonly status: string;
  readonly use: ItemRow['use'];
  /** Where it stays, because only its barcode was unknown: with the patron, or brought back; null if it is placed now. */
  readonly stays: StaysAt;
  /** Whether it had arrived before, and only its barcode was unknown. */
  readonly onlyBarcode: boolean;
  /** When it arrived; null if it had arrived before, and no file said when. */
  readonly arrivedAt: Instant | null;
  readonly route: Route;
  readonly turnId: ItemRow['turnId'];
  readonly partnerName: string;
  readonly dueOn: CalendarDate | null;
  /** The outcome of the lifecycle machines. */
  readonly after: Outcome;
  /** The new places of other volumes that wait for the patron again. */
  readonly places: NonNullable<Taken['items']>;
};

/** Checks the barcode and what may be done with the parcel, and stores the volume: a new one, or one that arrived unscanned. */
export const receiveIncoming = (
  context: DeskContext,
  step: Step,
  input: StepInput<'receive'>,
): Result<Incoming> => {
  const { db, request } = step;
  const code = readScannedCode(input.barcode);
  if (!code.ok) return code;
  // The code is checked first: a volume that is scanned twice is not an unexpected one.
  const free = checkBarcode(context, code.value, request);
  if (!free.ok) return free;
  const unscanned = request.items.find(({ barcode, status }) => barcode === '' && isItemOut(status));
  const use = unscanned ? ok(unscanned.use) : useOfParcel(context, request, input.use);
  if (!use.ok) return use;
  const route = routeFromDesk(db, request, context.session.desk());
  const incoming = { barcode: code.value, use: use.value, route };
  return unscanned
    ? scanKnown(context, step, { ...incoming, unscanned, input })
    : receiveNewVolume(context, step, { ...incoming, input });
};

type Scanned = {
  readonly barcode: Code;
  readonly use: ItemRow['use'];
  readonly route: Route;
  readonly input: StepInput<'receive'>;
};

/** Where the item is put: on the shelf here, in transit, or here to go back. */
const placeOf = (
  context: DeskContext,
  { db, at, today }: Step,
  { use, route }: Pick<Scanned, 'use' | 'route'>,
  dueOn: CalendarDate | null,
): Pick<ItemRow, 'status' | 'deskId' | 'destinationDeskId' | 'goingBack' | 'shelvedAt' | 'holdUntil'> => {
  const { id: deskId, libraryId } = context.session.desk();
  const isHere = use === 'goes-back' || route.kind === 'hold-shelf';
  const isShelved = isHere && use === 'for-patron';
  return {
    status: isHere ? 'on-hold-shelf' : 'in-transit',
    deskId,
    destinationDeskId: isHere ? null : route.deskId,
    goingBack: 0,
    shelvedAt: isShelved ? at : null,
    holdUntil: isShelved ? shelfDay(db, { dueOn, shelvedOn: today, libraryId }) : null,
  };
};

const staysOf = ({ status, broughtBack }: StoredItem): StaysAt => {
  if (status === 'on-loan') return 'on-loan';
  return broughtBack === 1 ? 'returned-by-patron' : null;
};

/**
 * A volume that was only known to have arrived: it gets its barcode, and a place if it has none. No one is notified again, unless staff say
 * that another partner sent it.
 */
const scanKnown = (
  context: DeskContext,
  step: Step,
  { barcode, use, route, unscanned, input }: Scanned & { readonly unscanned: StoredItem },
): Result<Incoming> => {
  const { db, request } = step;
  const stays = staysOf(unscanned);
  const turnId = input.details?.turnId ?? unscanned.turnId;
  const isAnothers = turnId !== unscanned.turnId;
  const named = isAnothers ? request.turns.find(({ id }) => id === turnId)?.dueOn : unscanned.dueOn;
  const dueOn = input.details?.dueOn ?? named ?? null;
  const label = input.details?.label?.trim() ?? unscanned.label;
  const { status, ...place } = placeOf(context, step, { use, route }, dueOn);
  const { id: itemId } = unscanned;
  const what = status === 'on-hold-shelf' ? 'shelved' : 'sentOn';
  const after = lifeAfterAll(request.life, [
    { type: 'volume.corrected', itemId, dueOn, ...(isAnothers && { turnId }) },
    ...(stays !== null ? [] : [{ type: 'item.happened', itemId, what } as const]),
  ]);
  if (after === null) return refuseClosed(request);
  updateItem(db, unscanned.id, {
    barcode,
    label,
    ...(stays === null && { ...place, owningDeskId: place.deskId }),
  });
  return ok({
    itemId,
    barcode,
    volume: unscanned.volume,
    label,
    status: stays === null ? status : unscanned.status,
    use: unscanned.use,
    stays,
    onlyBarcode: true,
    arrivedAt: receivedAtOf(unscanned),
    route,
    turnId,
    partnerName: nameOfTurn(request, turnId),
    dueOn,
    after,
    places: new Map(),
  });
};

/** Also works for a turn, or a partner of one, that this receipt records. */
const nameOfSender = ({ db, request }: Step, { life }: Outcome, turnId: ItemRow['turnId']): string => {
  const partnerId = life.turns.find(({ id }) => id === turnId)?.partnerId ?? null;
  const isKnown = partnerId === null || request.turns.some((turn) => turn.partnerId === partnerId);
  return isKnown ? nameOfTurn(request, turnId) : (findPartner(db, partnerId)?.name ?? t('the partner'));
};

/** Stores a new volume of the turn that sent it. Its due date is the one entered, otherwise the turn's. */
const receiveNewVolume = (context: DeskContext, step: Step, scanned: Scanned): Result<Incoming> => {
  const { db, at, request } = step;
  const { barcode, use, route, input } = scanned;
  const sender = senderOf(step, input.details ?? {});
  if (!sender.ok) return sender;
  const { turnId } = sender.value;
  const turn = request.turns.find(({ id }) => id === turnId);
  const dueOn = input.details?.dueOn ?? turn?.dueOn ?? null;
  const place = placeOf(context, step, scanned, dueOn);
  const volume = nextVolume(request.items);
  const label = input.details?.label?.trim() ?? '';
  const itemId = insertItem(db, {
    ...defaultMarkers,
    ...place,
    requestId: request.id,
    barcode,
    volume,
    label,
    // The receiving desk owns the item: from there it goes back to the partner.
    owningDeskId: place.deskId,
    receivedAt: at,
    broughtBack: 0,
    turnId,
    dueOn,
    // A recall of the parcel applies to the item.
    backBy: turn?.backBy ?? null,
    receiptTold: 0,
  });
  const isWantedAgain = use === 'for-patron' && request.cancelWish !== null;
  const again = waitAgain(step, isWantedAgain ? volumesToShelve(request) : []);
  const after = lifeAfterAll(request.life, [
    ...sender.value.events,
    {
      type: 'item.received',
      turnId,
      volume: { id: itemId, place: place.status as 'on-hold-shelf' | 'in-transit', dueOn },
      use,
      done: !input.several || use === 'goes-back',
    },
    ...again.events,
  ]);
  if (after === null) return refuseClosed(request);
  return ok({
    itemId,
    barcode,
    volume,
    label,
    status: place.status,
    use,
    stays: null,
    onlyBarcode: false,
    arrivedAt: at,
    route,
    turnId,
    partnerName: nameOfSender(step, after, turnId),
    dueOn,
    after,
    places: again.places,
  });
};
