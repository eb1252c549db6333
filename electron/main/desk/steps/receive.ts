import { ok, type Result } from '../../../../shared/ipc/result.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import { t } from '../../../../shared/words/words.ts';
import type { CalendarDate, Code, ItemId, PartnerId } from '../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../shared/domain/item-status.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import { lifeAfter } from '../../../../shared/domain/life/next.ts';
import { isVolumeUnexpected, nextVolume } from '../../../../shared/domain/receiving.ts';
import type { ReceiptDetails } from '../../../../shared/ipc/input-shapes.ts';
import type { SlipState } from '../../../../shared/ipc/views.ts';
import type { Received } from '../../../../shared/ipc/receiving-views.ts';
import type { DeskContext } from '../context.ts';
import { insertItem, type StoredItem, unmarked, updateItem } from '../store/items.queries.ts';
import { notCancelled, type RequestChanges } from '../store/requests.queries.ts';
import { shelfDay } from '../records/calendar/shelf-day.ts';
import { type RequestOfStep, runStep, type Step, type StepCommand, type Taken } from './frame/step.ts';
import type { TakeStep } from './take-step.ts';
import {
  authorizeReceiving,
  checkBarcode,
  readScannedCode,
  refuseClosed,
  refuseUnexpectedVolume,
} from './receiving/classify-code.ts';
import { keepOurNote } from './parts/notes.ts';
import { type Route, routeFromDesk } from './items/route.ts';
import { receiveMessages, slipOfReceipt, withdrawnNotice } from './receiving/receive-output.ts';
import { classifyRequest, countsOf } from './receiving/classify-code.ts';
import { isFromAnother, senderOf, takeOver } from './receiving/senders.ts';

/** Receives one item: stores it with its slip, and tells partner and patron unless more volumes follow. */
export const receive: TakeStep<'receive'> = (context, input) =>
  runStep(
    context,
    commandOfReceiving(context, 'receive', input),
    () => ok(input),
    (step) => receiveVolume(context, step, input),
  );

/** What the steps of a receipt have in common: they name the request by its number, with the item in hand. */
export const commandOfReceiving = <Kind extends 'receive' | 'finish-receiving'>(
  context: DeskContext,
  kind: Kind,
  input: StepInput<'receive'> | StepInput<'finish-receiving'>,
): StepCommand => ({
  opId: input.opId,
  kind,
  input,
  asOf: null,
  authorize: (requestId, home) =>
    authorizeReceiving(context, { requestId: requestId ?? input.requestId, by: 'number' }, home),
  unknownRequest: t('receiving.thisRequestIsNotThereAny'),
});

/** A volume as it comes: what it is, where it goes, who sent it. */
type Incoming = {
  readonly barcode: Code;
  readonly volume: number;
  /** What stands on its spine. */
  readonly label: string;
  readonly status: string;
  /** What a patron has, or has brought back, of which nobody knew the barcode: it stays where it is. */
  readonly stays: boolean;
  readonly route: Route;
  readonly partnerId: PartnerId | null;
  readonly dueOn: CalendarDate | null;
  /** The one that came before and that nobody had scanned. */
  readonly unscanned: StoredItem | undefined;
  /** The request's life with it. */
  readonly life: Life;
};

/** Receives one volume: stores it with its slip, and tells partner and patron unless more volumes follow. */
const receiveVolume = (
  context: DeskContext,
  step: Step,
  input: StepInput<'receive'>,
): Result<Taken & { readonly answer: (slip: SlipState | null) => Received }> => {
  const { db, at, request } = step;
  const checked = checkVolume(context, request, input);
  if (!checked.ok) return checked;
  const incoming = checked.value;
  const { barcode, volume, route, partnerId, status, stays } = incoming;
  const details = input.details ?? {};
  const itemId = storeVolume(context, step, incoming);
  const taken = takeOver(step, partnerId);
  keepOurNote(step, details.noteToPartner ?? '');
  const texts = textsOf(request, details);
  const destination = { kind: route.kind, deskName: route.deskName };
  const slip = slipOfReceipt(context, db, { ...incoming, ...texts, request, at });
  return ok({
    life: incoming.life,
    headline: t('receiving.volumeReceived', { volume, barcode, place: placeWords(incoming) }),
    changes: {
      receivingOpen: input.several ? 1 : 0,
      ...(request.life.cancellation !== 'none' && incoming.life.cancellation === 'none' && notCancelled),
      ...texts,
      ...taken.changes,
    },
    messages: [
      ...withdrawnNotice(step, partnerId),
      ...taken.messages,
      ...(input.several
        ? []
        : receiveMessages(step, { ...details, notifyPatron: input.notifyPatron && !stays }, [
            { status, goingBack: 0, partnerId },
          ])),
    ],
    ...(input.printSlip && { slip: { slip, itemId } }),
    answer: (printed) => ({
      opId: input.opId,
      requestId: request.id,
      externalId: request.externalId,
      title: request.title,
      patronName: request.patronName,
      volume: {
        itemId,
        barcode,
        volume,
        receivedAt: at,
        opId: input.opId,
        destination,
        slip: printed,
        where: context.session.desk().name,
        printedAs: null,
      },
      volumesExpected: request.volumesExpected,
      volumesReceived: request.volumesReceived + 1,
      loopOpen: input.several,
    }),
  });
};

/** What the request says of cost and circulation from now on. */
const textsOf = (
  request: RequestOfStep,
  { cost, circulationNote }: ReceiptDetails,
): Pick<RequestChanges, 'cost' | 'circulationNote'> & {
  readonly cost: string;
  readonly circulationNote: string;
} => ({
  cost: cost?.trim() ?? request.cost,
  circulationNote: circulationNote?.trim() ?? request.circulationNote,
});

/** Whether a volume may be received for the request under this barcode, and how it comes. */
const checkVolume = (
  context: DeskContext,
  request: RequestOfStep,
  input: StepInput<'receive'>,
): Result<Incoming> => {
  const { db, timeZone } = context;
  const position = classifyRequest(context, request, input.unexpected);
  if (!position.ok) return position;
  const code = readScannedCode(input.barcode);
  if (!code.ok) return code;
  const free = checkBarcode(context, code.value, request);
  if (!free.ok) return free;
  if (isVolumeUnexpected(countsOf(request)) && !input.unexpected) return refuseUnexpectedVolume(request);
  const sender = senderOf(request, input.details?.partnerId);
  if (!sender.ok) return sender;
  const unscanned = request.items.find(({ barcode, status }) => barcode === '' && isItemOut(status));
  const route = routeFromDesk(db, request, context.session.desk());
  const stays = unscanned !== undefined && (unscanned.status === 'on-loan' || unscanned.broughtBack === 1);
  const here = route.kind === 'hold-shelf' ? 'on-hold-shelf' : 'in-transit';
  const status = stays ? unscanned.status : here;
  const partnerId = input.details?.partnerId ?? unscanned?.partnerId ?? sender.value;
  const dueOn = input.details?.dueOn ?? unscanned?.dueOn ?? request.dueOn;
  // A new one has no number yet.
  const id = unscanned?.id ?? (0 as ItemId);
  const life = lifeAfter(request.life, {
    type: 'item.received',
    volume: { id, partnerId, status, dueOn },
    fromAnother: isFromAnother(request, partnerId),
  });
  if (life === null) return refuseClosed(db, request, timeZone());
  return ok({
    barcode: code.value,
    volume: unscanned?.volume ?? nextVolume(request.items),
    label: input.details?.label?.trim() ?? unscanned?.label ?? '',
    status,
    stays,
    route,
    partnerId,
    dueOn,
    unscanned,
    life,
  });
};

/** Stores the volume: a new one, or the barcode of one that came unscanned. Returns its id. */
const storeVolume = (
  context: DeskContext,
  { db, at, today, request }: Step,
  { barcode, volume, label, status, stays, route, partnerId, dueOn, unscanned, life }: Incoming,
): ItemId => {
  const { id: deskId, libraryId } = context.session.desk();
  const onShelf = status === 'on-hold-shelf';
  const place = {
    barcode,
    label,
    status,
    deskId,
    // The desk that receives it owns it: from there it goes back to the partner.
    owningDeskId: deskId,
    destinationDeskId: status === 'in-transit' ? route.deskId : null,
    goingBack: 0,
    receivedAt: at,
    shelvedAt: onShelf ? at : null,
    holdUntil: onShelf ? shelfDay(db, { dueOn, shelvedOn: today, libraryId }) : null,
    broughtBack: 0,
  };
  if (unscanned) {
    updateItem(db, unscanned.id, stays ? { barcode, label, receivedAt: at } : place);
    return unscanned.id;
  }
  const { demand = 'none' } = life.volumes.at(-1) ?? {};
  return insertItem(db, {
    ...place,
    ...unmarked,
    requestId: request.id,
    volume,
    partnerId,
    dueOn,
    demand,
    demandAt: demand === 'none' ? null : at,
  });
};

const placeWords = ({ stays, status, route }: Incoming): string => {
  if (stays) return status === 'on-loan' ? t('receiving.withThePatron') : t('receiving.backFromThePatron');
  return route.kind === 'hold-shelf'
    ? t('receiving.onHoldShelfAt', { deskName: route.deskName })
    : t('receiving.inTransitTo', { deskName: route.deskName });
};
