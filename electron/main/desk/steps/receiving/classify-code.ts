import { readCode, refuseCode } from '../../../../../shared/domain/codes.ts';
import type { Code, RequestId } from '../../../../../shared/domain/ids.ts';
import { isItemOut, itemStatusInSentence } from '../../../../../shared/domain/item-status.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { Home } from '../../../../../shared/domain/steps/who-may.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import {
  isVolumeUnexpected,
  type ReceivePosition,
  receivePosition,
} from '../../../../../shared/domain/receiving.ts';
import type { DeskContext } from '../../context.ts';
import { isPatronCard } from '../../store/places.queries.ts';
import { findRequestRowByExternalId, type StoredRequest } from '../../store/requests.queries.ts';
import { authorizeStep, authorizeStepByNumber, mayRead } from '../frame/authorize.ts';
import type { RequestOfStep } from '../frame/step.ts';
import { findByBarcode, type ItemInHand } from '../items/scanned-item.ts';
import { alreadyReceivedWords } from './already-received.ts';

/**
 * The refusals of Receiving Items: every code of the wrong kind, and every request that cannot be received, with the reason and what to do.
 * Nothing here changes data.
 */

/** Trims and normalises what was scanned or typed. */
export const readScannedCode = (raw: string): Result<Code> => {
  const read = readCode(raw);
  return read.ok ? ok(read.code) : refuseCode(read.why);
};

/**
 * Whether this operator may receive, and at this desk.
 * @param home the library of the request; looked up if omitted.
 * @param named the request, and whether it was identified by its code; null if the code is unknown.
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
      t(
        'Items can’t be received at {deskName}. Choose the receiving desk under “Currently at”, or take the item there.',
        { deskName: desk.name },
      ),
    );
  return ok(null);
};

/** Returns the refusal for a code that is not an external identifier of ours. */
export const refuseUnknownIdentifier = (context: DeskContext, code: Code): Result<never> => {
  const { db } = context;
  const item = findByBarcode(db, code);
  if (item)
    return refuse(
      'barcode-not-identifier',
      t(
        '{code} is an item barcode, not an external identifier: {whose}. Scan the identifier on the partner’s paperwork.',
        { code, whose: whose(context, item) },
      ),
      factsOfItem(item),
    );
  if (isPatronCard(db, code))
    return refuse(
      'patron-card-not-identifier',
      t('{code} is a patron’s card. Scan the identifier on the partner’s paperwork.', { code }),
    );
  return refuse(
    'identifier-unknown',
    t(
      'No request has the external identifier {code}. Compare it with the partner’s paperwork. If the item is for another library, return it to its partner.',
      { code },
    ),
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
        ? t(
            '{code} is the external identifier of this request, not a barcode. Scan the barcode on the item.',
            { code },
          )
        : t(
            '{code} is the external identifier of another request ({namedTitle}), not a barcode. Scan the barcode on the item.',
            { code, namedTitle: named.title },
          ),
      { externalId: named.externalId, sameRequest: named.id === request.id },
    );
  // An item that is with us takes precedence.
  const found = findByBarcode(db, code);
  const item = found && isItemOut(found.status) ? found : undefined;
  if (item?.requestId === request.id)
    return refuse(
      'volume-already-scanned',
      t('{code} was already scanned: it is volume {volume} of this request. Scan the next volume.', {
        code,
        volume: item.volume,
      }),
      { ...factsOfItem(item), again: true },
    );
  if (item)
    return refuse(
      'barcode-in-use',
      t(
        '{code} is already in use: {whose}. Label this item with a different temporary barcode and scan that.',
        { code, whose: whose(context, item) },
      ),
      factsOfItem(item),
    );
  if (isPatronCard(db, code))
    return refuse(
      'patron-card-not-identifier',
      t('{code} is a patron’s card. Scan the barcode on the item.', { code }),
    );
  return ok(null);
};

/** Says why staff must decide about a parcel before its barcode is scanned. */
export const whyToChoose = (
  context: DeskContext,
  request: StoredRequest,
  position: ReceivePosition,
): string => {
  const { externalId, status } = request;
  switch (position) {
    case 'over':
      return t('{externalId} is closed ({status}). A parcel that arrives now goes back to its partner.', {
        externalId,
        status: statusLabel(status),
      });
    case 'cancelling':
      return t('{externalId} is being cancelled. Is it still wanted, or should it go back?', { externalId });
    case 'filled':
      return t('{known} Should this one go back, or is it another volume?', {
        known: alreadyReceivedWords(context, request),
      }).trim();
    case 'begin':
    case 'resume':
      return '';
  }
};

const refusedAs = {
  over: 'request-completed',
  cancelling: 'request-cancelled',
  filled: 'already-received',
} as const;

/**
 * Decides what a parcel is for: the patron, or to go back. If it is not expected, staff must choose, and are refused until they do.
 * @param chosen the choice of staff; null: none.
 */
export const useOfParcel = (
  context: DeskContext,
  request: RequestOfStep,
  chosen: 'for-patron' | 'goes-back' | null,
): Result<'for-patron' | 'goes-back'> => {
  const position = positionOf(request, request.life);
  switch (position) {
    case 'begin':
      return ok(chosen ?? 'for-patron');
    case 'resume':
      return chosen === null && isVolumeUnexpected(countsOf(request))
        ? refuseUnexpectedVolume(request)
        : ok(chosen ?? 'for-patron');
    case 'over':
    case 'cancelling':
    case 'filled':
      if (chosen === null || (position === 'over' && chosen === 'for-patron'))
        return refuse(refusedAs[position], whyToChoose(context, request, position), factsOfRequest(request));
      return ok(chosen);
  }
};

/** Returns the position in receiving that an external identifier opens. */
export const positionOf = (
  request: StoredRequest,
  life: Pick<RequestOfStep['life'], 'endedAs' | 'cancelWish'>,
): ReceivePosition => receivePosition({ life, loopOpen: request.receivingOpen === 1, ...countsOf(request) });

/** Refuses what the machines never allow, whatever staff choose. */
export const refuseClosed = (request: StoredRequest): Result<never> =>
  refuse(
    'status-forbids',
    t('{externalId} can’t be received while its status is “{since}”. Ask the person handling it.', {
      externalId: request.externalId,
      since: statusLabel(request.status),
    }),
    factsOfRequest(request),
  );

/** Refuses one volume more than expected, scanned unintentionally. */
export const refuseUnexpectedVolume = (request: StoredRequest): Result<never> =>
  refuse(
    'volume-unexpected',
    t(
      '{volumesExpected, plural, one {The only expected volume of {externalId} has} =2 {Both volumes of {externalId} have} other {All # volumes of {externalId} have}} arrived. For this one, choose “Add another volume” or “To go back”. If it isn’t part of this request, choose Done.',
      {
        volumesExpected: request.volumesExpected,
        externalId: request.externalId,
      },
    ),
    factsOfRequest(request),
  );

/** Describes an item; its patron is named only if the operator may read the request. */
const whose = (context: DeskContext, item: ItemInHand): string => {
  const where = itemStatusInSentence(item.status);
  const reader =
    item.patronName === '' || !mayRead(context, item.requestId)
      ? ''
      : t(' for {patronName}', { patronName: item.patronName });
  return t('volume {volume} of {externalId} ({itemTitle}){reader}, {where}', {
    volume: item.volume,
    externalId: item.externalId,
    itemTitle: item.title,
    reader,
    where,
  });
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

/** Returns how many volumes of a request are expected, received and unscanned. */
export const countsOf = (request: StoredRequest) => ({
  expected: request.volumesExpected,
  received: request.volumesReceived,
  unscanned: request.volumesUnscanned,
});
