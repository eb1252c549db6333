import type { Code } from '../../../../../shared/domain/ids.ts';
import { isVolumeUnexpected, nextVolume, receivePosition } from '../../../../../shared/domain/receiving.ts';
import { statusAfter } from '../../../../../shared/domain/request.machine.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Finished, ReceiveForm, Received, SlipState } from '../../../../../shared/ipc/views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { noteShownByCode } from '../../kernel/shown-by-code.ts';
import { shelfDay } from '../scan-in/shelf-day.ts';
import type { Step, StepCommand, Taken } from '../../kernel/step.ts';
import { runStep } from '../../kernel/step.ts';
import {
  authorizeReceiving,
  checkBarcode,
  readScannedCode,
  refuseCancelled,
  refuseClosed,
  refuseReceived,
  refuseReturnedSet,
  refuseUnexpectedVolume,
  refuseUnknownIdentifier,
} from './classify-code.ts';
import { receiveFormOf, routeOf } from './receive-form.ts';
import { receiveMessages } from './receive-messages.ts';
import { receiveSlipOf } from './receive-slip.ts';
import { insertItem } from '../../store/items.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { findRequestByExternalId } from '../../store/requests.queries.ts';

export type ReceivingService = {
  /**
   * Opens the receive form for what was scanned. Changes nothing.
   * @param code as the scanner or the keyboard gave it; `further` asks on purpose for one more volume.
   */
  readonly open: (input: Input<'receiving.open'>) => Result<ReceiveForm>;
  /** Receives one item: stores it with its slip, and tells partner and patron unless more volumes follow. */
  readonly receive: (input: Input<'receiving.receive'>) => Result<Received>;
  /** Ends a set: partner and patron are told now. */
  readonly finish: (input: Input<'receiving.finish'>) => Result<Finished>;
};

/** The job of Receiving Items. */
export const receivingService = (context: DeskContext): ReceivingService => ({
  open: ({ code, further }) => {
    const read = readScannedCode(code);
    const request = read.ok ? findRequestByExternalId(context.db, read.value) : undefined;
    const allowed = authorizeReceiving(context, request ? { requestId: request.id, by: 'code' } : null);
    if (!allowed.ok) return allowed;
    if (!read.ok) return read;
    if (!request) return refuseUnknownIdentifier(context, read.value);
    noteShownByCode(context.session, request.id);
    const position = classifyRequest(context, request, further);
    return position.ok ? ok(receiveFormOf(context, request, position.value)) : position;
  },

  receive: (input) =>
    runStep(
      context,
      commandOf(context, 'receive', input),
      () => ok(input),
      (step) => receiveVolume(context, step, input),
    ),

  finish: (input) =>
    runStep(
      context,
      commandOf(context, 'finish-receiving', input),
      () => ok(input),
      (step) => finishSet(step, input),
    ),
});

const commandOf = (
  context: DeskContext,
  kind: 'receive' | 'finish-receiving',
  input: Input<'receiving.receive'> | Input<'receiving.finish'>,
): StepCommand => ({
  opId: input.opId,
  kind,
  input,
  asOf: null,
  authorize: (requestId, home) =>
    authorizeReceiving(context, { requestId: requestId ?? input.requestId, by: 'number' }, home),
  unknownRequest: 'This request is not there any more. Scan its external identifier again.',
});

const countsOf = (request: StoredRequest) => ({
  expected: request.volumesExpected,
  received: request.volumesReceived,
});

/** What may be done with a request here, or why nothing. */
const classifyRequest = (
  { db, timeZone }: { readonly db: ReadableDB; readonly timeZone: () => string },
  request: StoredRequest,
  further: boolean,
): Result<ReceiveForm['position']> => {
  const position = receivePosition({
    status: request.status,
    loopOpen: request.receivingOpen === 1,
    ...countsOf(request),
  });
  switch (position) {
    case 'begin':
      return ok('begin');
    case 'resume':
      return ok('resume');
    case 'received':
      return further ? ok('further') : refuseReceived(db, request, timeZone());
    case 'late':
      return further ? ok('late') : refuseReturnedSet(db, request, timeZone());
    case 'return':
      return refuseCancelled(request, timeZone());
    case 'closed':
    case 'unknown-status':
      return refuseClosed(db, request, timeZone());
  }
};

const receiveVolume = (
  context: DeskContext,
  step: Step,
  input: Input<'receiving.receive'>,
): Result<Taken & { readonly answer: (slip: SlipState | null) => Received }> => {
  const { db, at, request } = step;
  const checked = checkVolume(context, request, input);
  if (!checked.ok) return checked;
  const { barcode, status } = checked.value;
  const desk = context.session.desk();
  const route = routeOf(db, request, desk);
  const volume = nextVolume(request.items);
  const onShelf = route.kind === 'hold-shelf';
  const place = onShelf ? 'on-hold-shelf' : 'in-transit';
  const itemId = insertItem(db, {
    requestId: request.id,
    barcode,
    volume,
    status: place,
    deskId: desk.id,
    // The desk that receives it owns it: from there it goes back to the partner.
    owningDeskId: desk.id,
    destinationDeskId: route.deskId,
    goingBack: 0,
    receivedAt: at,
    shelvedAt: onShelf ? at : null,
    holdUntil: onShelf ? shelfDay(context, request.dueOn, at) : null,
  });
  const destination = { kind: route.kind, deskName: route.deskName };
  const slip = receiveSlipOf(context, db, { request, barcode, volume, route, at });
  return ok({
    status,
    headline: `Volume ${volume} received (${barcode}): ${destinationWords(route)}`,
    changes: { receivingOpen: input.several ? 1 : 0 },
    messages: input.several
      ? []
      : receiveMessages(step, input.notifyPatron, [{ status: place, goingBack: 0 }]),
    ...(input.printSlip && { slip: { slip, itemId } }),
    answer: (printed) => ({
      opId: input.opId,
      requestId: request.id,
      externalId: request.externalId,
      title: request.title,
      patronName: request.patronName,
      volume: { itemId, barcode, volume, receivedAt: at, opId: input.opId, destination, slip: printed },
      volumesExpected: request.volumesExpected,
      volumesReceived: request.volumesReceived + 1,
      loopOpen: input.several,
    }),
  });
};

/** Whether a volume may be received for the request under this barcode: the barcode, and the request's status then. */
const checkVolume = (
  context: DeskContext,
  request: StoredRequest,
  input: Input<'receiving.receive'>,
): Result<{ readonly barcode: Code; readonly status: string }> => {
  const { db, timeZone } = context;
  const position = classifyRequest(context, request, input.unexpected);
  if (!position.ok) return position;
  const code = readScannedCode(input.barcode);
  if (!code.ok) return code;
  const free = checkBarcode(context, code.value, request);
  if (!free.ok) return free;
  if (isVolumeUnexpected(countsOf(request)) && !input.unexpected) return refuseUnexpectedVolume(request);
  const first = position.value === 'begin';
  const status = statusAfter(request.status, { type: first ? 'item.received' : 'volume.received' });
  if (status === null) return refuseClosed(db, request, timeZone());
  return ok({ barcode: code.value, status });
};

const destinationWords = (route: {
  readonly kind: 'hold-shelf' | 'in-transit';
  readonly deskName: string;
}): string =>
  route.kind === 'hold-shelf' ? `on hold shelf at ${route.deskName}` : `in transit to ${route.deskName}`;

const finishSet = (
  step: Step,
  input: Input<'receiving.finish'>,
): Result<Taken & { readonly answer: () => Finished }> => {
  const { request } = step;
  if (request.receivingOpen === 0)
    return refuse(
      'set-not-begun',
      `No volume of ${request.externalId} waits for Done. Scan the external identifier to see what has come.`,
    );
  const { externalId, title, volumesReceived, volumesExpected } = request;
  return ok({
    status: request.status,
    headline: `Receiving ended: ${volumesWords(request)}`,
    changes: { receivingOpen: 0 },
    messages: receiveMessages(step, input.notifyPatron, []),
    answer: () => ({
      opId: input.opId,
      requestId: request.id,
      externalId,
      title,
      volumesReceived,
      volumesExpected,
    }),
  });
};

const volumesWords = ({ volumesReceived, volumesExpected }: StoredRequest): string =>
  volumesExpected === null
    ? `${volumesReceived} volumes`
    : `${volumesReceived} of ${volumesExpected} volumes`;
