import { readCode } from '../../../../../shared/domain/codes.ts';
import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import { isItemOut, itemStatusInSentence } from '../../../../../shared/domain/item-status.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { ScanStep } from '../../../../../shared/domain/scan-anything.ts';
import { nextForItem, nextForRequest, scanSteps } from '../../../../../shared/domain/scan-anything.ts';
import { type Home, homeOf, stepRoleRefusal } from '../../../../../shared/domain/steps/who-may.ts';
import { factsOf } from '../../../../../shared/domain/steps/all-steps.ts';
import type { ScanFound } from '../../../../../shared/ipc/calls/scanning.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { DeskContext } from '../../context.ts';
import { authorizeReading } from '../../steps/frame/authorize.ts';
import { findByBarcode, findAnyWithoutBarcode, type ItemInHand } from '../../steps/items/scanned-item.ts';
import { countsOf } from '../../steps/receiving/classify-code.ts';
import { findRequestByExternalId, type StoredRequest } from '../../store/requests.queries.ts';
import { findPatronByCard } from './scanning.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Scanning on a page that has no scan of its own: it offers a step, but never takes one. */
export const scanningService = (context: DeskContext): Answers<'scanning'> => ({
  /**
   * Identifies a scanned code and offers the step that makes sense for it at this desk. Changes nothing.
   * @returns refused if the code is invalid or unknown.
   */
  look: ({ code: raw }) => {
    const read = readCode(raw);
    if (!read.ok) return refuseUnread(read.why);
    const { code } = read;
    const request = findRequestByExternalId(context.db, code);
    if (request) return readable(context, request, ofNamed(context, request));
    const item = findByBarcode(context.db, code);
    if (item) return readable(context, item.request, ofItem(context, item));
    const patron = findPatronByCard(context.db, code, context.session.libraries());
    if (patron)
      return ok({
        code,
        kind: 'patron',
        title: patron.name,
        patronName: patron.name,
        sentence: t('Patron’s card. {loans}', { loans: loansWords(patron) }),
        requestId: null,
        codes: [patron.barcode],
        ...offer(context, 'patron', null),
      });
    return refuse(
      'identifier-unknown',
      t(
        '{code} isn’t an external identifier, an item barcode or a patron’s card here. Check the code. Search for a name in Manage Patron Services, for a title in Borrowing Requests.',
        { code },
      ),
    );
  },
});

const refuseUnread = (why: 'empty' | 'too-long' | 'unprintable'): Result<never> => {
  switch (why) {
    case 'empty':
      return refuse('code-empty', t('The scan was empty. Scan again.'));
    case 'too-long':
      return refuse(
        'code-too-long',
        t('That was too long for a code: two scans may have run together. Scan again.'),
      );
    case 'unprintable':
      return refuse('code-unprintable', t('That scan could not be read. Scan again.'));
  }
};

const loansWords = ({ loans, waiting }: { readonly loans: number; readonly waiting: number }): string =>
  [
    loans === 0 ? t('No loans.') : t('{loans, plural, one {One loan.} other {{loans} loans.}}', { loans }),
    ...(waiting === 0
      ? []
      : [t('{waiting, plural, one {One item waits} other {# items wait}} on a hold shelf.', { waiting })]),
  ].join(' ');

/** The result, if the operator may read its request, or may take the offered step with the item in hand. */
const readable = (context: DeskContext, request: StoredRequest, found: ScanFound): Result<ScanFound> => {
  const { step } = scanSteps[found.next];
  if (step !== null && factsOf(step).who.inHand && found.refusal === null) return ok(found);
  const allowed = authorizeReading(context, request.id);
  return allowed.ok ? ok(found) : allowed;
};

const offer = (
  { session }: DeskContext,
  next: ScanStep,
  home: Home | null,
): Pick<ScanFound, 'next' | 'refusal'> => {
  const { step } = scanSteps[next];
  const { libraryId, id: deskId } = session.desk();
  return {
    next,
    refusal:
      step === null ? null : stepRoleRefusal(step, session.operator().grants, { libraryId, deskId }, home),
  };
};

/** The item of a request whose barcode is the external identifier, unless more is expected: then the paperwork comes first. */
const itemOfSameCode = ({ db }: DeskContext, request: StoredRequest): ItemInHand | undefined => {
  const item = findByBarcode(db, request.externalId);
  const isHere = item?.request.id === request.id && isItemOut(item.status);
  return isHere && nextOf(request) !== 'receive' ? item : undefined;
};

const nextOf = (request: StoredRequest): ScanStep =>
  nextForRequest({ life: request, loopOpen: request.receivingOpen === 1, ...countsOf(request) });

/**
 * An item that is identified by the external identifier because it has no barcode is treated as an item; if there are several, the page
 * asks which.
 */
const ofNamed = (context: DeskContext, request: StoredRequest): ScanFound => {
  const item = findAnyWithoutBarcode(context.db, request.id) ?? itemOfSameCode(context, request);
  return item ? ofItem(context, item) : ofRequest(context, request);
};

const ofRequest = (context: DeskContext, request: StoredRequest): ScanFound => ({
  code: request.externalId,
  kind: 'request',
  title: request.title,
  patronName: request.patronName,
  sentence: t('Request: {status}.', { status: statusLabel(request.status) }),
  requestId: request.id,
  codes: [request.externalId],
  ...offer(context, nextOf(request), homeOf(request)),
});

const ofItem = (context: DeskContext, item: ItemInHand): ScanFound => {
  const { request } = item;
  const today = calendarDateIn(context.now(), context.timeZone());
  const next = nextForItem(item, context.session.desk().id, today);
  return {
    code: item.barcode,
    kind: 'item',
    title: item.title,
    patronName: item.patronName,
    sentence: t('Item: {place}.', { place: placeWords(item) }),
    requestId: request.id,
    // Lending begins with the patron.
    codes:
      next === 'lend' && request.patronBarcode !== null
        ? [request.patronBarcode, item.barcode]
        : [item.barcode],
    ...offer(context, next, homeOf(request)),
  };
};

const placeWords = ({ status, deskName, destinationName }: ItemInHand): string => {
  const label = itemStatusInSentence(status);
  if (status === 'in-transit' && destinationName !== '')
    return t('{label} to {destinationName}', { label, destinationName });
  if (status === 'on-hold-shelf' && deskName !== '') return t('{label} at {deskName}', { label, deskName });
  return label;
};
