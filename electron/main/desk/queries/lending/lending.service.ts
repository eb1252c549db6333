import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import type { Output } from '../../../../../shared/ipc/contract.ts';
import { patronLinesLimit, type PatronRequest } from '../../../../../shared/ipc/calls/loans.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import { readCode, refuseCode } from '../../../../../shared/domain/codes.ts';
import { askForRoles } from '../../../../../shared/domain/roles.ts';
import { settledStatuses } from '../../../../../shared/domain/request-status.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import type { PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { authorizeStep, mayRead } from '../../steps/frame/authorize.ts';
import {
  countLoans,
  findPatronByCard,
  findPatronInScope,
  listLoans,
  listRequests,
  searchPatrons,
} from '../../steps/lending/lending.queries.ts';
import { problemFacts, findScannedItem } from '../../steps/items/scanned-item.ts';
import { isPatronCard, nameOfDesk } from '../../store/places.queries.ts';
import { listItems, type StoredItem } from '../../store/items.queries.ts';

/** The calls of Manage Patron Services. */
export const loansService = (context: DeskContext): Answers<'loans'> => ({
  /** Returns the patron with this card, or those with matching names. Refused if there are none. */
  findPatron: ({ text }) => {
    const allowed = authorizeStep(context, 'lend', null);
    return allowed.ok ? searchForPatron(context, text) : allowed;
  },

  /** Returns a patron's loans and requests. */
  ofPatron: ({ patronId, display }) => {
    const allowed = authorizeStep(context, 'lend', null);
    if (!allowed.ok) return allowed;
    const libraries = context.session.libraries();
    const patron = findPatronInScope(context.db, patronId, libraries);
    if (!patron)
      return refuse('patron-unknown', t('This patron can no longer be found. Scan the patron’s card again.'));
    const today = calendarDateIn(context.now(), context.timeZone());
    const counts = countLoans(context.db, { patronId, today, libraries });
    return ok({
      patron,
      loans: listLoans(context.db, { patronId, display, today, libraries, limit: patronLinesLimit }),
      loansTotal: counts[display],
      counts,
      requests: openRequestsOf(context, patronId),
    });
  },
});

/** The maximum number of patrons in the pick list; beyond that, the search needs another word. */
const picked = 20;
/** In characters: a longer text is neither a name nor a card. */
const longestName = 200;

/**
 * Returns an FTS5 expression: every typed word must be a prefix of a word of the name or the card. Null if no word is left. Each word is
 * quoted, so that no input is read as an operator.
 */
export const nameMatch = (text: string): string | null => {
  const words = text.normalize('NFKC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(' ');
};

/**
 * Finds a patron by a scanned card or a typed name. Refused with the reason: nothing was entered, an item or an external identifier was
 * scanned, no match.
 */
const searchForPatron = (
  context: Pick<DeskContext, 'db' | 'session'>,
  text: string,
): Result<Output<'loans.findPatron'>> => {
  const { db, session } = context;
  const libraries = session.libraries();
  const read = readCode(text);
  if (!read.ok && read.why !== 'too-long') return refuseCode(read.why);
  const patron = read.ok ? findPatronByCard(db, read.code, libraries) : undefined;
  if (patron) return ok({ byCard: true, patrons: [patron], more: false });
  if (read.ok && isPatronCard(db, read.code))
    return refuse(
      'patron-unknown',
      t('{readCode} is the card of another library’s patron, who has no request here. {askForRoles}', {
        readCode: read.code,
        askForRoles,
      }),
    );
  if (read.ok) {
    const other = refuseOtherCode(context, read.code);
    if (other) return other;
  }
  const name = text.trim();
  const match = name.length > longestName ? null : nameMatch(name);
  const patrons = match === null ? [] : searchPatrons(db, match, picked + 1, libraries);
  if (patrons.length > 0)
    return ok({ byCard: false, patrons: patrons.slice(0, picked), more: patrons.length > picked });
  return refuse(
    'patron-unknown',
    t(
      'No patron has the card or name “{name}”. Scan the card again, or type the beginning of the family name or first name.',
      { name: name.slice(0, 64) },
    ),
  );
};

/** Refuses a scanned code that is not a card but something else that we know; null if it is unknown. */
const refuseOtherCode = (
  context: Pick<DeskContext, 'db' | 'session'>,
  code: string,
): ReturnType<typeof refuse> | null => {
  const item = findScannedItem(context.db, code);
  if (item.ok)
    return refuse(
      'barcode-not-card',
      t('{barcode} is an item barcode, not a patron’s card. Scan the patron’s card first, then the item.', {
        barcode: item.value.barcode,
      }),
      mayRead(context, item.value.requestId) ? problemFacts(item.value) : undefined,
    );
  if (item.error.code === 'identifier-not-barcode')
    return refuse(
      'identifier-not-card',
      t('{code} is the external identifier of a request, not a patron’s card. Scan the patron’s card.', {
        code,
      }),
    );
  return null;
};

/** A patron's open requests, newest first, with the items that wait for the patron or are in transit. */
const openRequestsOf = (
  { db, session }: Pick<DeskContext, 'db' | 'session'>,
  patronId: PatronId,
): PatronRequest[] => {
  const here = session.desk().id;
  return listRequests(db, {
    patronId,
    over: settledStatuses,
    libraries: session.libraries(),
    limit: patronLinesLimit,
  }).map((request) => ({
    ...request,
    items: waitingItems(db, request.id).map(
      ({ barcode, volume, status, deskId, destinationDeskId, holdUntil }) => ({
        // Without a barcode, the identifier is shown.
        barcode: barcode || request.externalId,
        volume,
        status,
        deskName: nameOfDesk(db, destinationDeskId ?? deskId),
        holdUntil,
        here: status === 'on-hold-shelf' && deskId === here,
      }),
    ),
  }));
};

/** The items of a request that wait for the patron or are in transit to them, in order. */
const waitingItems = (db: ReadableDB, requestId: RequestId): StoredItem[] =>
  listItems(db, requestId).filter(
    ({ status, use }) => use === 'for-patron' && status !== 'on-loan' && isItemOut(status),
  );
