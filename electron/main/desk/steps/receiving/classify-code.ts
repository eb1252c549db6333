import { readCode, refuseCode } from '../../../../../shared/domain/codes.ts';
import { formatInstant } from '../../../../../shared/domain/dates.ts';
import type { Code, RequestId } from '../../../../../shared/domain/ids.ts';
import { isItemOut, isItemStatus, itemStatuses } from '../../../../../shared/domain/item-status.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { Home } from '../../../../../shared/domain/steps/who-may.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { inSentence, t } from '../../../../../shared/words/words.ts';
import { receivePosition } from '../../../../../shared/domain/receiving.ts';
import type { ReceiveForm } from '../../../../../shared/ipc/receiving-views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { listItems } from '../../store/items.queries.ts';
import { isPatronCard } from '../../store/places.queries.ts';
import { findRequestRowByExternalId, type StoredRequest } from '../../store/requests.queries.ts';
import { findLastStep } from '../../store/command-log.queries.ts';
import { authorizeStep, authorizeStepByNumber, mayRead } from '../frame/authorize.ts';
import { findByBarcode, type ItemInHand } from '../items/scanned-item.ts';

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
      t('receiving.nothingIsReceivedAtChooseThe', { deskName: desk.name }),
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
      t('receiving.isAnItemBarcodeNotAn', { code, whose: whose(context, item) }),
      factsOfItem(item),
    );
  if (isPatronCard(db, code))
    return refuse('patron-card-not-identifier', t('receiving.isAPatronsCardScanThe', { code }));
  return refuse('identifier-unknown', t('receiving.noRequestHasTheExternalIdentifier', { code }), { code });
};

/** Whether a code can be the temporary barcode of a new volume of this request. */
export const checkBarcode = (context: DeskContext, code: Code, request: StoredRequest): Result<null> => {
  const { db } = context;
  const named = findRequestRowByExternalId(db, code);
  if (named)
    return refuse(
      'identifier-not-barcode',
      named.id === request.id
        ? t('receiving.isTheExternalIdentifierOfThis', { code })
        : t('receiving.isTheExternalIdentifierOfAnother', { code, namedTitle: named.title }),
      { externalId: named.externalId, sameRequest: named.id === request.id },
    );
  // The one that is with us comes first.
  const found = findByBarcode(db, code);
  const item = found && isItemOut(found.status) ? found : undefined;
  if (item?.requestId === request.id)
    return refuse(
      'volume-already-scanned',
      t('receiving.wasScannedAlreadyItIsVolume', { code, volume: item.volume }),
      factsOfItem(item),
    );
  if (item)
    return refuse(
      'barcode-in-use',
      t('receiving.isInUsePutALabel', { code, whose: whose(context, item) }),
      factsOfItem(item),
    );
  if (isPatronCard(db, code))
    return refuse('patron-card-not-identifier', t('common.isAPatronsCardScanThe', { code }));
  return ok(null);
};

/** A request of which everything has come: since when, and by whom. */
const refuseReceived = (db: ReadableDB, request: StoredRequest, timeZone: string): Result<never> =>
  refuse(
    'already-received',
    t('receiving.wasReceivedAlreadyIfOneMore', {
      externalId: request.externalId,
      receivedWhen: receivedWhen(db, request, timeZone),
      volumes: volumesWords(request),
    }),
    factsOfRequest(request),
  );

/** A set of which all that came has gone back while volumes of it never came: a late parcel is received on purpose. */
const refuseReturnedSet = (db: ReadableDB, request: StoredRequest, timeZone: string): Result<never> => {
  const { volumesReceived, volumesExpected, externalId } = request;
  const at = findLastStep(db, request.id, 'return')?.at ?? request.updatedAt;
  return refuse(
    'set-returned',
    t('receiving.ofVolumesOfCameAndWent', {
      volumesReceived,
      volumesExpected,
      externalId,
      partnerName: request.partnerName || t('common.thePartner'),
      at: formatInstant(at, timeZone),
    }),
    factsOfRequest(request),
  );
};

/** A cancelled or expired request whose item came all the same. */
const refuseCancelled = (request: StoredRequest, timeZone: string): Result<never> =>
  refuse(
    'request-cancelled',
    t('receiving.isNoLongerWantedDoNot', {
      externalId: request.externalId,
      status: statusLabel(request.status),
      updatedAt: formatInstant(request.updatedAt, timeZone),
    }),
    factsOfRequest(request),
  );

/** A request that is over, lost, or in a status that we do not know. */
export const refuseClosed = (db: ReadableDB, request: StoredRequest, timeZone: string): Result<never> => {
  const since = `${statusLabel(request.status)}, ${formatInstant(request.updatedAt, timeZone)}`;
  switch (request.status) {
    case 'RETURNED_TO_PARTNER':
      return refuse(
        'already-returned',
        t('receiving.wasReceivedAndHasGoneBack', {
          externalId: request.externalId,
          receivedWhen: receivedWhen(db, request, timeZone),
          partnerName: request.partnerName || t('receiving.itsPartner'),
          since,
        }),
        factsOfRequest(request),
      );
    case 'REQUEST_COMPLETED':
    case 'RECEIVED_DIGITALLY':
      return refuse(
        'request-completed',
        t('receiving.isCompletedThereIsNothingTo', { externalId: request.externalId, since }),
        factsOfRequest(request),
      );
    default:
      return refuse(
        'status-forbids',
        t('receiving.cannotBeReceivedInItsStatus', { externalId: request.externalId, since }),
        factsOfRequest(request),
      );
  }
};

/** One more volume than expected, scanned without meaning to. */
export const refuseUnexpectedVolume = (request: StoredRequest): Result<never> =>
  refuse(
    'volume-unexpected',
    t('receiving.allVolumesOfHaveComeIf', {
      volumesExpected: request.volumesExpected,
      externalId: request.externalId,
    }),
    factsOfRequest(request),
  );

/** What an item is; for whom, only where the operator may know. */
const whose = (context: DeskContext, item: ItemInHand): string => {
  const where = isItemStatus(item.status) ? inSentence(itemStatuses[item.status].label) : item.status;
  const reader =
    item.patronName === '' || !mayRead(context, item.requestId)
      ? ''
      : t('common.for', { patronName: item.patronName });
  return t('receiving.volumeOf', {
    volume: item.volume,
    externalId: item.externalId,
    itemTitle: item.title,
    reader,
    where,
  });
};

const volumesWords = (request: StoredRequest): string =>
  request.volumesReceived > 1 ? t('receiving.volumes', { volumesReceived: request.volumesReceived }) : '';

const receivedWhen = (db: ReadableDB, request: StoredRequest, timeZone: string): string => {
  const step = findLastStep(db, request.id, 'receive');
  if (step)
    return t('common.onBy', { at: formatInstant(step.at, timeZone), operatorName: step.operatorName });
  const last = listItems(db, request.id).at(-1);
  return last ? t('receiving.on', { receivedAt: formatInstant(last.receivedAt, timeZone) }) : '';
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
});

/** How many volumes of a request there are to be, and have come. */
export const countsOf = (request: StoredRequest) => ({
  expected: request.volumesExpected,
  received: request.volumesReceived,
  unscanned: request.volumesKnown - request.volumesReceived,
});

/** What may be done with a request here, or why nothing. */
export const classifyRequest = (
  { db, timeZone }: Pick<DeskContext, 'db' | 'timeZone'>,
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
      return refuseClosed(db, request, timeZone());
  }
};
