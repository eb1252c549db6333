import { readCode, refuseCode } from '../../../../../shared/domain/codes.ts';
import { formatInstant } from '../../../../../shared/domain/dates.ts';
import type { Code, RequestId } from '../../../../../shared/domain/ids.ts';
import { isItemOut, isItemStatus, itemStatuses } from '../../../../../shared/domain/item-status.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { Home } from '../../../../../shared/domain/steps.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { authorizeStep, authorizeStepByNumber, mayRead } from '../../kernel/authorize.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import { findByBarcode } from '../items/scanned-item.ts';
import { listItems } from '../../store/items.queries.ts';
import { isPatronCard } from '../../store/places.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { findRequestRowByExternalId } from '../../store/requests.queries.ts';
import { findLastStep } from './receiving.queries.ts';

/**
 * The sentences of Receiving Items: every code that cannot be what it should be, and every request that is not to be
 * received, with the reason and the way out. Nothing here changes anything.
 */

/** Trims and normalises what was scanned or typed. */
export const readScannedCode = (raw: string): Result<Code> => {
  const read = readCode(raw);
  return read.ok ? ok(read.code) : refuseCode(read.why);
};

/**
 * Whether this operator may receive, and at this desk.
 * @param home the library of the request; left out, it is looked up.
 * @param named the request, and whether it was named by its code; null where the code is none of ours.
 */
export const authorizeReceiving = (
  context: DeskContext,
  named: { readonly requestId: RequestId; readonly by: 'code' | 'number' } | null,
  home?: Home | null,
): Result<null> => {
  const authorize = named?.by === 'number' ? authorizeStepByNumber : authorizeStep;
  const allowed = authorize(context, 'receive', named?.requestId ?? null, home);
  if (!allowed.ok) return allowed;
  const desk = context.session.desk();
  if (!desk.receives)
    return refuse(
      'desk-does-not-receive',
      `Nothing is received at ${desk.name}. Choose the receiving desk at “Currently at”, or take the item there.`,
    );
  return ok(null);
};

/** What to say of a code that is no external identifier of ours. */
export const refuseUnknownIdentifier = (context: DeskContext, code: Code): Result<never> => {
  const { db } = context;
  const item = findByBarcode(db, code);
  if (item)
    return refuse(
      'barcode-not-identifier',
      `${code} is an item barcode, not an external identifier: ${whose(context, item)}. ` +
        'Scan the identifier on the partner’s paperwork.',
      factsOfItem(item),
    );
  if (isPatronCard(db, code))
    return refuse(
      'patron-card-not-identifier',
      `${code} is a patron’s card. Scan the identifier on the partner’s paperwork.`,
    );
  return refuse(
    'identifier-unknown',
    `No request has the external identifier ${code}. Compare it with the partner’s paperwork; ` +
      'an item of another library goes back to its partner.',
    { code },
  );
};

/** Whether a code can be the temporary barcode of a new volume of this request. */
export const checkBarcode = (context: DeskContext, code: Code, request: StoredRequest): Result<null> => {
  const { db } = context;
  const named = findRequestRowByExternalId(db, code);
  if (named)
    return refuse(
      'identifier-not-barcode',
      named.id === request.id
        ? `${code} is the external identifier of this request, not a barcode. Scan the barcode on the item.`
        : `${code} is the external identifier of another request (${named.title}), not a barcode. Scan the barcode on the item.`,
      { externalId: named.externalId, sameRequest: named.id === request.id },
    );
  // The one that is with us comes first.
  const found = findByBarcode(db, code);
  const item = found && isItemOut(found.status) ? found : undefined;
  if (item?.requestId === request.id)
    return refuse(
      'volume-already-scanned',
      `${code} was scanned already: it is volume ${item.volume} of this request. Scan the next volume.`,
      factsOfItem(item),
    );
  if (item)
    return refuse(
      'barcode-in-use',
      `${code} is in use: ${whose(context, item)}. Put a label with another temporary barcode on this item and scan that.`,
      factsOfItem(item),
    );
  if (isPatronCard(db, code))
    return refuse('patron-card-not-identifier', `${code} is a patron’s card. Scan the barcode on the item.`);
  return ok(null);
};

/** A request of which everything has come: since when, and by whom. */
export const refuseReceived = (db: ReadableDB, request: StoredRequest, timeZone: string): Result<never> =>
  refuse(
    'already-received',
    `${request.externalId} was received already${receivedWhen(db, request, timeZone)}${volumesWords(request)}. ` +
      'If one more volume came for it, choose “Add a further volume”.',
    factsOfRequest(request),
  );

/** A set of which all that came has gone back while volumes of it never came: a late parcel is received on purpose. */
export const refuseReturnedSet = (
  db: ReadableDB,
  request: StoredRequest,
  timeZone: string,
): Result<never> => {
  const { volumesReceived, volumesExpected, externalId } = request;
  const at = findLastStep(db, request.id, 'return')?.at ?? request.updatedAt;
  return refuse(
    'set-returned',
    `${volumesReceived} of ${volumesExpected} volumes of ${externalId} came and went back to ${request.partnerName || 'the partner'} ` +
      `on ${formatInstant(at, timeZone)}. If this is a further volume of the set, choose “Receive the further volume”.`,
    factsOfRequest(request),
  );
};

/** A cancelled or expired request whose item came all the same. */
export const refuseCancelled = (request: StoredRequest, timeZone: string): Result<never> =>
  refuse(
    'request-cancelled',
    `${request.externalId} is no longer wanted (${statusLabel(request.status)}, ${formatInstant(request.updatedAt, timeZone)}). ` +
      'Do not receive it: print the return slip (F4) and send it back.',
    factsOfRequest(request),
  );

/** A request that is over, lost, or in a status that we do not know. */
export const refuseClosed = (db: ReadableDB, request: StoredRequest, timeZone: string): Result<never> => {
  const since = `${statusLabel(request.status)}, ${formatInstant(request.updatedAt, timeZone)}`;
  switch (request.status) {
    case 'RETURNED_TO_PARTNER':
      return refuse(
        'already-returned',
        `${request.externalId} was received${receivedWhen(db, request, timeZone)} and has gone back to ${request.partnerName || 'its partner'} (${since}). ` +
          'If this is another copy, ask the partner for its identifier.',
        factsOfRequest(request),
      );
    case 'REQUEST_COMPLETED':
    case 'RECEIVED_DIGITALLY':
      return refuse(
        'request-completed',
        `${request.externalId} is completed (${since}). There is nothing to receive: check the partner’s paperwork.`,
        factsOfRequest(request),
      );
    default:
      return refuse(
        'status-forbids',
        `${request.externalId} cannot be received in its status (${since}). Ask the person who handles it.`,
        factsOfRequest(request),
      );
  }
};

/** One more volume than expected, scanned without meaning to. */
export const refuseUnexpectedVolume = (request: StoredRequest): Result<never> =>
  refuse(
    'volume-unexpected',
    `All ${request.volumesExpected} volumes of ${request.externalId} have come. ` +
      'If this one belongs to it too, choose “Add a further volume”; otherwise press Done.',
    factsOfRequest(request),
  );

/** What an item is; for whom, only where the operator may know. */
const whose = (context: DeskContext, item: ItemInHand): string => {
  const where = isItemStatus(item.status) ? itemStatuses[item.status].label.toLowerCase() : item.status;
  const reader = item.patronName === '' || !mayRead(context, item.requestId) ? '' : ` for ${item.patronName}`;
  return `volume ${item.volume} of ${item.externalId} (${item.title})${reader}, ${where}`;
};

const volumesWords = (request: StoredRequest): string =>
  request.volumesReceived > 1 ? ` (${request.volumesReceived} volumes)` : '';

const receivedWhen = (db: ReadableDB, request: StoredRequest, timeZone: string): string => {
  const step = findLastStep(db, request.id, 'receive');
  if (step) return ` on ${formatInstant(step.at, timeZone)} by ${step.operatorName}`;
  const last = listItems(db, request.id).at(-1);
  return last ? ` on ${formatInstant(last.receivedAt, timeZone)}` : '';
};

const factsOfItem = (item: ItemInHand) => ({
  requestId: item.requestId,
  externalId: item.externalId,
  title: item.title,
});

const factsOfRequest = (request: StoredRequest) => ({
  requestId: request.id,
  externalId: request.externalId,
  title: request.title,
  lender: request.partnerName,
});
