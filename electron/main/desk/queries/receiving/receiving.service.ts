import type { ReceiptLook } from '../../../../../shared/ipc/calls/receiving.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { ok, type Result } from '../../../../../shared/ipc/result.ts';
import type { ReceivedVolume, ReceiveForm } from '../../../../../shared/ipc/receiving-views.ts';
import {
  isCancellationAsked,
  isVolumeUnexpected,
  linesOfUse,
  receiveWarning,
} from '../../../../../shared/domain/receiving.ts';
import { t } from '../../../../../shared/words/words.ts';
import { statusPhase } from '../../../../../shared/domain/request-status.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { noteShownByCode } from '../../steps/frame/shown-by-code.ts';
import { findRequestByExternalId, type StoredRequest } from '../../store/requests.queries.ts';
import {
  authorizeReceiving,
  checkBarcode,
  classifyRequest,
  countsOf,
  readScannedCode,
  refuseUnexpectedVolume,
  refuseUnknownIdentifier,
} from '../../steps/receiving/classify-code.ts';
import { makeBarcode } from '../../steps/receiving/make-barcode.ts';
import { isPickupClosed, type Route, routeFromDesk } from '../../steps/items/route.ts';
import { placeOnSlip, slipStateOfItem } from '../../store/print-jobs.queries.ts';
import { workstationOf } from '../../store/hub-kept.queries.ts';
import { listConditions } from '../../store/conditions.queries.ts';
import { isLetterWritten } from '../../store/letters-written.queries.ts';
import { type ItemRow, listItems } from '../../store/items.queries.ts';
import { listActiveNotes } from '../../store/notes.queries.ts';
import { nameOfDesk } from '../../store/places.queries.ts';
import { findReceivingSteps, type ReceivingStep } from '../../steps/receiving/receiving.queries.ts';
import { sendersOf } from '../../steps/receiving/senders.ts';
import { summaryOf } from '../details/summary.ts';

/** The job of Receiving Items. */
export const receivingService = (context: DeskContext): Answers<'receiving'> => ({
  /**
   * Opens the receive form for what was scanned. Changes nothing.
   * @param code as the scanner or the keyboard gave it; `further` asks on purpose for one more volume.
   */
  open: ({ code, further }) => {
    const opened = openRequest(context, code, further);
    if (!opened.ok) return opened;
    const { request, position } = opened.value;
    return ok(receiveFormOf(context, request, position));
  },

  /** What the list of receipts shows of an identifier, alone or with the barcode of its item. Changes nothing. */
  look: (input) => {
    const opened = openRequest(context, input.identifier, false);
    if (!opened.ok) return opened;
    const { request, position } = opened.value;
    return lookAtReceipt(context, request, position, input);
  },

  /** The next temporary barcode of the library's series, with its label in the queue of the printer. */
  makeBarcode: (input) => makeBarcode(context, input),
});

const openRequest = (
  context: DeskContext,
  code: string,
  further: boolean,
): Result<{ readonly request: StoredRequest; readonly position: ReceiveForm['position'] }> => {
  const read = readScannedCode(code);
  const request = read.ok ? findRequestByExternalId(context.db, read.value) : undefined;
  const allowed = authorizeReceiving(context, request ? { requestId: request.id, by: 'code' } : null);
  if (!allowed.ok) return allowed;
  if (!read.ok) return read;
  if (!request) return refuseUnknownIdentifier(context, read.value);
  noteShownByCode(context.session, request.id);
  const position = classifyRequest(context, request, further);
  return position.ok ? ok({ request, position: position.value }) : position;
};

/**
 * What the list of receipts shows of a request, and of the volume where its barcode was scanned too. Changes nothing.
 * @param position as the request opens
 * @returns a refusal where the barcode cannot be received; what is not to be received without a look at the form says why
 */
const lookAtReceipt = (
  context: DeskContext,
  request: StoredRequest,
  position: ReceiveForm['position'],
  { barcode, listed }: Input<'receiving.look'>,
): Result<ReceiptLook> => {
  const code = barcode === null ? null : readScannedCode(barcode);
  if (code && !code.ok) return code;
  if (code) {
    const free = checkBarcode(context, code.value, request);
    if (!free.ok) return free;
  }
  const counts = countsOf(request);
  if (isVolumeUnexpected({ ...counts, received: counts.received + listed }))
    return refuseUnexpectedVolume(request);
  const form = receiveFormOf(context, request, position);
  const question = questionOf(request, form);
  return ok({
    requestId: request.id,
    externalId: request.externalId,
    title: request.title,
    patronName: request.patronName,
    partnerName: request.partnerName,
    destination: form.destination,
    barcode: code ? code.value : null,
    volumesExpected: request.volumesExpected,
    volumesReceived: request.volumesReceived,
    inSet: position === 'resume' || (request.volumesExpected ?? 1) > 1,
    remarks: question === null && form.warning !== null ? [form.warning] : [],
    question,
  });
};

/** What a person is asked in the form, so that it is not answered by a list; null where nothing is. */
const questionOf = (request: StoredRequest, form: ReceiveForm): string | null => {
  if (isCancellationAsked(request.status)) return t('receiving.aCancellationWasAskedForBut');
  if (form.senders.length > 1)
    return t('receiving.moreThanOnePartnerWasAsked', {
      senders: form.senders.map(({ name }) => name).join(t('common.or')),
    });
  if (isPickupClosed(request))
    return t('receiving.thePickupLocationIsNotIn', { pickupName: request.pickupName });
  return null;
};

/** What to watch before Save: an unexpected status, a pickup location that is closed; null where all is as expected. */
const warningOf = (db: ReadableDB, request: StoredRequest, { kind, deskName }: Route): string | null => {
  const isPartnerTold = isLetterWritten(db, {
    recipient: 'partner',
    kind: 'received',
    requestId: request.id,
  });
  const warnings = [receiveWarning(request.status, isPartnerTold)];
  if (isPickupClosed(request))
    warnings.push(
      t('receiving.thePickupLocationIsNotInUse', {
        pickupName: request.pickupName,
        kindCase: kind === 'hold-shelf' ? 'yes' : 'no',
        deskName,
        statusPhaseCase: statusPhase(request.status) === 'before-receipt' ? 'yes' : 'no',
      }),
    );
  return warnings.filter((warning) => warning !== null).join(' ') || null;
};

/** The volumes that have come, each with its slip as far as that has got. */
const volumesOf = (db: ReadableDB, request: StoredRequest): ReceivedVolume[] => {
  const steps = findReceivingSteps(db, request.id);
  return listItems(db, request.id).map((item) => ({
    itemId: item.id,
    barcode: item.barcode,
    volume: item.volume,
    receivedAt: item.receivedAt,
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

/** Several workstations may be at one desk: their names tell them apart. */
const whereReceived = (db: ReadableDB, step: ReceivingStep | undefined): string =>
  step === undefined ? '' : workstationOf(db, step.opId) || step.deskName;

/** What the printed slip of a volume says of its place in the set, where others changed that since. */
const printedAs = (
  db: ReadableDB,
  { id, volume }: Pick<ItemRow, 'id' | 'volume'>,
  of: number | null,
): ReceivedVolume['printedAs'] => {
  const printed = placeOnSlip(db, id);
  return printed === undefined || (printed.volume === volume && printed.of === of) ? null : printed;
};

/** Everything that the receive form shows of a request that may be received. */
const receiveFormOf = (
  { db, session }: DeskContext,
  request: StoredRequest,
  position: ReceiveForm['position'],
): ReceiveForm => {
  const route = routeFromDesk(db, request, session.desk());
  const { kind, deskName } = route;
  return {
    request: summaryOf(request, listItems(db, request.id)),
    position,
    destination: { kind, deskName },
    warning: warningOf(db, request, route),
    useConditions: [...linesOfUse(listConditions(db, request.id), request.activePartnerId)],
    senders: sendersOf(db, request),
    circulationNote: request.circulationNote,
    cost: request.cost,
    notes: listActiveNotes(db, request.id).map(({ author, body }) => ({ from: author, text: body })),
    received: volumesOf(db, request),
  };
};
