import type { Instant } from '../../../../../shared/domain/ids.ts';
import { isVolumeUnexpected, nextVolume, receivePosition } from '../../../../../shared/domain/receiving.ts';
import { statusAfter } from '../../../../../shared/domain/request.machine.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Finished, ReceiveForm, Received } from '../../../../../shared/ipc/views.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { noteShownByCode } from '../../kernel/shown-by-code.ts';
import { insertRequestEvent } from '../../store/command-log.queries.ts';
import { shelfDay } from '../scan-in/shelf-day.ts';
import { runCommand } from '../../kernel/run-command.ts';
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
import { insertReceiveMessages } from './receive-messages.ts';
import { insertReceiveSlip } from './receive-slip.ts';
import { insertItem, listItems } from '../../store/items.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { findRequest, findRequestByExternalId, updateRequest } from '../../store/requests.queries.ts';

export type ReceivingService = {
  /**
   * Opens the receive form for what was scanned. Changes nothing.
   * @param code as the scanner or the keyboard gave it; `further` asks on purpose for one more volume.
   */
  readonly open: (input: Input<'receiving.open'>) => Result<ReceiveForm>;
  /** Receives one item: stores it with its slip, and tells lender and patron unless more volumes follow. */
  readonly receive: (input: Input<'receiving.receive'>) => Result<Received>;
  /** Ends a set: lender and patron are told now. */
  readonly finish: (input: Input<'receiving.finish'>) => Result<Finished>;
};

/** The job of Receiving Items. Source of its rules: product.md §3.1. */
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
    runCommand<Received>(context, { opId: input.opId, kind: 'receive', input }, (db, at) => {
      const allowed = authorizeReceiving(context, { requestId: input.requestId, by: 'number' });
      if (!allowed.ok) return allowed;
      const answer = receiveVolume(context, db, at, input);
      return answer.ok ? ok({ requestId: input.requestId, answer: answer.value }) : answer;
    }),

  finish: (input) =>
    runCommand<Finished>(context, { opId: input.opId, kind: 'finish-receiving', input }, (db, at) => {
      const allowed = authorizeReceiving(context, { requestId: input.requestId, by: 'number' });
      if (!allowed.ok) return allowed;
      const answer = finishSet(db, at, input);
      return answer.ok ? ok({ requestId: input.requestId, answer: answer.value }) : answer;
    }),
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

const unknownRequest = (): Result<never> =>
  refuse('request-unknown', 'This request is not there any more. Scan its external identifier again.');

const receiveVolume = (
  context: DeskContext,
  db: WritableDB,
  at: Instant,
  input: Input<'receiving.receive'>,
): Result<Received> => {
  const request = findRequest(db, input.requestId);
  if (!request) return unknownRequest();
  const position = classifyRequest({ db, timeZone: context.timeZone }, request, input.unexpected);
  if (!position.ok) return position;
  const code = readScannedCode(input.barcode);
  if (!code.ok) return code;
  const free = checkBarcode(context, code.value, request);
  if (!free.ok) return free;
  if (isVolumeUnexpected(countsOf(request)) && !input.unexpected) return refuseUnexpectedVolume(request);
  const first = position.value === 'begin';
  const status = statusAfter(request.status, { type: first ? 'item.received' : 'volume.received' });
  if (status === null) return refuseClosed(db, request, context.timeZone());

  const desk = context.session.desk();
  const route = routeOf(db, request, desk);
  const volume = nextVolume(listItems(db, request.id));
  const itemId = insertItem(db, {
    requestId: request.id,
    barcode: code.value,
    volume,
    status: route.kind === 'hold-shelf' ? 'on-hold-shelf' : 'in-transit',
    deskId: desk.id,
    // The desk that receives it owns it: from there it goes back to the partner.
    owningDeskId: desk.id,
    destinationDeskId: route.deskId,
    goingBack: 0,
    receivedAt: at,
    shelvedAt: route.kind === 'hold-shelf' ? at : null,
    holdUntil: route.kind === 'hold-shelf' ? shelfDay(context, request.dueOn, at) : null,
  });
  updateRequest(db, request.id, {
    status,
    receivingOpen: input.several ? 1 : 0,
    updatedAt: at,
    workedOn: 1,
  });
  const slip = input.printSlip
    ? insertReceiveSlip(context, db, {
        opId: input.opId,
        request,
        itemId,
        barcode: code.value,
        volume,
        route,
        at,
      })
    : null;
  if (!input.several)
    insertReceiveMessages(db, {
      opId: input.opId,
      requestId: request.id,
      notifyPatron: input.notifyPatron,
      at,
    });
  const destination = { kind: route.kind, deskName: route.deskName };
  insertRequestEvent(db, {
    requestId: request.id,
    opId: input.opId,
    at,
    kind: 'receive',
    statusBefore: request.status,
    statusAfter: status,
    headline: `Volume ${volume} received (${code.value}): ${destinationWords(route)}`,
  });
  return ok({
    opId: input.opId,
    requestId: request.id,
    externalId: request.externalId,
    title: request.title,
    patronName: request.patronName,
    volume: { itemId, barcode: code.value, volume, receivedAt: at, opId: input.opId, destination, slip },
    volumesExpected: request.volumesExpected,
    volumesReceived: request.volumesReceived + 1,
    loopOpen: input.several,
  });
};

const destinationWords = (route: {
  readonly kind: 'hold-shelf' | 'in-transit';
  readonly deskName: string;
}): string =>
  route.kind === 'hold-shelf' ? `on hold shelf at ${route.deskName}` : `in transit to ${route.deskName}`;

const finishSet = (db: WritableDB, at: Instant, input: Input<'receiving.finish'>): Result<Finished> => {
  const request = findRequest(db, input.requestId);
  if (!request) return unknownRequest();
  if (request.receivingOpen === 0)
    return refuse(
      'set-not-begun',
      `No volume of ${request.externalId} waits for Done. Scan the external identifier to see what has come.`,
    );
  updateRequest(db, request.id, { receivingOpen: 0, updatedAt: at, workedOn: 1 });
  insertReceiveMessages(db, {
    opId: input.opId,
    requestId: request.id,
    notifyPatron: input.notifyPatron,
    at,
  });
  insertRequestEvent(db, {
    requestId: request.id,
    opId: input.opId,
    at,
    kind: 'finish-receiving',
    statusBefore: request.status,
    statusAfter: request.status,
    headline: `Receiving ended: ${volumesWords(request)}`,
  });
  return ok({
    opId: input.opId,
    requestId: request.id,
    externalId: request.externalId,
    title: request.title,
    volumesReceived: request.volumesReceived,
    volumesExpected: request.volumesExpected,
  });
};

const volumesWords = ({ volumesReceived, volumesExpected }: StoredRequest): string =>
  volumesExpected === null
    ? `${volumesReceived} volumes`
    : `${volumesReceived} of ${volumesExpected} volumes`;
