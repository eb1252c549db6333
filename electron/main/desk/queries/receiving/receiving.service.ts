import type { ReceiptLook } from '../../../../../shared/ipc/calls/receiving.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { ok, type Result } from '../../../../../shared/ipc/result.ts';
import type { ReceivedVolume, ReceiveForm } from '../../../../../shared/ipc/receiving-views.ts';
import type { TurnId } from '../../../../../shared/domain/ids.ts';
import { partnerNotifications } from '../../../../../shared/domain/letters/partner-notifications.ts';
import { activeTurn, type Life } from '../../../../../shared/domain/life/life.ts';
import { unambiguousSender, possibleSenders } from '../../../../../shared/domain/life/senders.ts';
import {
  isChoiceNeeded,
  isVolumeUnexpected,
  linesOfUse,
  type ReceivePosition,
  receiveWarning,
  wasSentToPartner,
} from '../../../../../shared/domain/receiving.ts';
import { statusPhase } from '../../../../../shared/domain/request-status.ts';
import { isSet } from '../../../../../shared/domain/volume-names.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { readersOf } from '../../steps/frame/readers.ts';
import { noteShownByCode } from '../../steps/frame/shown-by-code.ts';
import { findRequestByExternalId, lifeOf, type StoredRequest } from '../../store/requests.queries.ts';
import {
  authorizeReceiving,
  checkBarcode,
  countsOf,
  positionOf,
  readScannedCode,
  refuseUnexpectedVolume,
  refuseUnknownIdentifier,
  whyToChoose,
} from '../../steps/receiving/classify-code.ts';
import { makeBarcode } from '../../steps/receiving/make-barcode.ts';
import { isPickupClosed, type Route, routeFromDesk } from '../../steps/items/route.ts';
import { placeOnSlip, slipStateOfItem } from '../../store/print-jobs.queries.ts';
import { workstationOf } from '../../store/hub-kept.queries.ts';
import { listConditions } from '../../store/conditions.queries.ts';
import { type ItemRow, listItems, type StoredItem, volumeOf } from '../../store/items.queries.ts';
import { listTurns, type StoredTurn, turnOf } from '../../store/turns.queries.ts';
import { listActiveNotes } from '../../store/notes.queries.ts';
import { hasPartners, nameOfDesk } from '../../store/places.queries.ts';
import { findReceivingSteps, type ReceivingStep } from '../../steps/receiving/receiving.queries.ts';
import { summaryOf } from '../details/summary.ts';
import { sendersOf } from './form-senders.ts';
import { knownOf } from './known-volume.ts';

/** The calls of Receiving Items. */
export const receivingService = (context: DeskContext): Answers<'receiving'> => ({
  /**
   * Returns the receive form for a scanned code. Changes nothing.
   * @param code as scanned or typed.
   */
  open: ({ code }) => {
    const opened = openRequest(context, code);
    return opened.ok ? ok(receiveFormOf(context, opened.value)) : opened;
  },

  /** Returns what the list of receipts shows for an identifier, alone or with the barcode of its item. Changes nothing. */
  look: (input) => {
    const opened = openRequest(context, input.identifier);
    return opened.ok ? previewReceipt(context, opened.value, input) : opened;
  },

  /** Returns the next temporary barcode of the library's series, and queues its label for printing. */
  makeBarcode: (input) => makeBarcode(context, input),
});

/** A request that may be received, with its parts. */
type Opened = {
  readonly request: StoredRequest;
  readonly turns: readonly StoredTurn[];
  readonly items: readonly StoredItem[];
  readonly life: Life;
  readonly position: ReceivePosition;
};

const openRequest = (context: DeskContext, code: string): Result<Opened> => {
  const { db } = context;
  const read = readScannedCode(code);
  const request = read.ok ? findRequestByExternalId(db, read.value) : undefined;
  const allowed = authorizeReceiving(context, request ? { requestId: request.id, by: 'code' } : null);
  if (!allowed.ok) return allowed;
  if (!read.ok) return read;
  if (!request) return refuseUnknownIdentifier(context, read.value);
  noteShownByCode(context.session, request.id);
  const turns = listTurns(db, request.id);
  const items = listItems(db, request.id);
  const life = lifeOf(request, turns.map(turnOf), items.map(volumeOf));
  return ok({ request, turns, items, life, position: positionOf(request, life) });
};

/**
 * Returns what the list of receipts shows of a request, and of the volume if its barcode was scanned too. Changes nothing.
 * @returns a refusal if the barcode cannot be received; a question if the form must be used first
 */
const previewReceipt = (
  context: DeskContext,
  opened: Opened,
  { barcode, listed }: Input<'receiving.look'>,
): Result<ReceiptLook> => {
  const { request, position } = opened;
  const counts = countsOf(request);
  const code = barcode === null ? null : readScannedCode(barcode);
  if (code && !code.ok) return code;
  if (code) {
    const free = checkBarcode(context, code.value, request);
    if (!free.ok) return free;
  }
  const form = receiveFormOf(context, opened);
  const isOneTooMany = isVolumeUnexpected({ ...counts, received: counts.received + listed });
  if (form.choice === null && isOneTooMany) return refuseUnexpectedVolume(request);
  const question = questionOf(request, form);
  return ok({
    requestId: request.id,
    externalId: request.externalId,
    title: request.title,
    patronName: request.patronName,
    partnerName: request.partnerName,
    destination: form.destination,
    stays: form.known === null || form.known.place === 'on-hold-shelf' ? null : form.known.place,
    barcode: code ? code.value : null,
    volumesExpected: request.volumesExpected,
    volumesReceived: request.volumesReceived,
    inSet: position === 'resume' || isSet(request.volumesExpected),
    remarks:
      question === null
        ? [form.known?.words, form.warning].filter((remark) => typeof remark === 'string')
        : [],
    question,
  });
};

/** The question that the form asks, which a list cannot answer; null if there is none. */
const questionOf = (
  request: StoredRequest,
  { choice, senders, unambiguousSender }: ReceiveForm,
): string | null => {
  if (choice !== null) return choice.why;
  if (senders.length > 1 && unambiguousSender === null)
    return t('Several partners were asked. Did {senders} send it?', {
      senders: senders.map(({ name }) => name).join(t(' or ')),
    });
  if (isPickupClosed(request))
    return t('The pickup location {pickupName} is no longer in use. Where should the item go?', {
      pickupName: request.pickupName,
    });
  return null;
};

/** What staff must choose before anything is received: the reason, and the words for one more volume; null if there is no choice. */
const choiceOf = (context: DeskContext, { request, position }: Opened): ReceiveForm['choice'] =>
  isChoiceNeeded(position)
    ? { why: whyToChoose(context, request, position), forPatron: oneMoreWords(position) }
    : null;

const oneMoreWords = (position: ReceivePosition): string | null => {
  if (position === 'over') return null;
  return position === 'cancelling' ? t('Still wanted') : t('Add another volume');
};

/** A warning before Save: other partners were asked, an unexpected status, a closed pickup location; null if all is as expected. */
const warningOf = (
  context: DeskContext,
  opened: Opened,
  sender: TurnId | null,
  { kind, deskName }: Route,
): string | null => {
  const { request, turns, life, position } = opened;
  const warnings = [senderWarning(turns, life, sender)];
  if (!isChoiceNeeded(position))
    warnings.push(
      receiveWarning(request.status, {
        wasSent: wasSentToPartner(life),
        partnerIsTold: partnerIsTold(context, opened, sender),
      }),
    );
  if (isPickupClosed(request))
    warnings.push(
      t(
        'The pickup location {pickupName} is no longer in use. The item goes {kindCase, select, yes {on the hold shelf here} other {to {deskName}}} instead. Letters to the patron say so.{statusPhaseCase, select, yes { If it is wanted elsewhere, change the pickup location first (Edit, in Borrowing Requests).} other {}}',
        {
          pickupName: request.pickupName,
          kindCase: kind === 'hold-shelf' ? 'yes' : 'no',
          deskName,
          statusPhaseCase: statusPhase(request.status) === 'before-receipt' ? 'yes' : 'no',
        },
      ),
    );
  return warnings.filter((warning) => warning !== null).join(' ') || null;
};

/** Says how the partner is notified of the receipt; empty while the sender is unknown. */
const partnerIsTold = (
  context: DeskContext,
  { request, turns }: Opened,
  sender: TurnId | null,
): readonly string[] => {
  if (sender === null) return [];
  const word = 'received' as const;
  return partnerNotifications(readersOf(context, request, turns), [{ word, turnId: sender }]);
};

/** If an earlier partner may have sent it, the partner asked now may no longer be needed. */
const senderWarning = (turns: readonly StoredTurn[], life: Life, sender: TurnId | null): string | null => {
  const active = activeTurn(life);
  if (!active || sender !== null || possibleSenders(life).length < 2) return null;
  return t(
    'Several partners were asked: choose who sent it. If it wasn’t {partnerName}, {partnerName} is no longer needed once everything has arrived.',
    {
      partnerName: turns.find(({ id }) => id === active.id)?.partnerName || t('the partner'),
    },
  );
};

/** The volumes that have arrived, each with the state of its slip. */
const volumesOf = (db: ReadableDB, { request, items }: Opened): ReceivedVolume[] => {
  const steps = findReceivingSteps(db, request.id);
  return items.map((item) => ({
    itemId: item.id,
    barcode: item.barcode,
    volume: item.volume,
    use: item.use,
    opId: steps.get(item.id)?.opId ?? null,
    where: whereReceived(db, steps.get(item.id)),
    printedAs: printedAs(db, item, request.volumesExpected),
    destination:
      item.destinationDeskId === null
        ? { kind: 'hold-shelf', deskName: nameOfDesk(db, item.deskId) }
        : { kind: 'in-transit', deskName: nameOfDesk(db, item.destinationDeskId) },
    slip: slipStateOfItem(db, item.id),
  }));
};

/** Several workstations may be at one desk: their names distinguish them. */
const whereReceived = (db: ReadableDB, step: ReceivingStep | undefined): string =>
  step === undefined ? '' : workstationOf(db, step.opId) || step.deskName;

/** The place in the set on a volume's printed slip, if it has changed since. */
const printedAs = (
  db: ReadableDB,
  { id, volume }: Pick<ItemRow, 'id' | 'volume'>,
  of: number | null,
): ReceivedVolume['printedAs'] => {
  const printed = placeOnSlip(db, id);
  return printed === undefined || (printed.volume === volume && printed.of === of) ? null : printed;
};

/** Everything that the receive form shows of a request. */
const receiveFormOf = (context: DeskContext, opened: Opened): ReceiveForm => {
  const { db, session } = context;
  const { request, life, position } = opened;
  const route = routeFromDesk(db, request, session.desk());
  const { kind, deskName } = route;
  const sender = unambiguousSender(life);
  return {
    request: summaryOf(request, opened),
    position,
    choice: choiceOf(context, opened),
    destination: { kind, deskName },
    ...knownOf(context, request, opened.items),
    warning: warningOf(context, opened, sender, route),
    useConditions: [...linesOfUse(listConditions(db, request.id), sender ?? activeTurn(life)?.id ?? null)],
    senders: sendersOf(context, opened),
    asksPartner: hasPartners(db) && opened.turns.every(({ partnerId }) => partnerId === null),
    unambiguousSender: sender,
    circulationNote: request.circulationNote,
    cost: request.cost,
    notes: listActiveNotes(db, request.id).map(({ author, body }) => ({ from: author, text: body })),
    received: volumesOf(db, opened),
  };
};
