import { formatInstant } from '../../../../../shared/domain/dates.ts';
import { itemStatusInSentence } from '../../../../../shared/domain/item-status.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { DeskContext } from '../../context.ts';
import { listItems, type StoredItem } from '../../store/items.queries.ts';
import { knownMoment, receivedAtOf } from '../../store/known-dates.ts';
import { nameOfDesk } from '../../store/places.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { findLastStepOnItem } from '../items/items.queries.ts';

/** The steps that change the place of an item. */
const placing = ['receive', 'scan-in', 'lend', 'return', 'return-at-other-desk'] as const;

const whereWords = ({ db }: DeskContext, { status, deskId, destinationDeskId }: StoredItem): string => {
  const place = itemStatusInSentence(status);
  if (status === 'on-hold-shelf') return t('{place} at {desk}', { place, desk: nameOfDesk(db, deskId) });
  return status === 'in-transit' && destinationDeskId !== null
    ? t('{place} to {desk}', { place, desk: nameOfDesk(db, destinationDeskId) })
    : place;
};

/** Says where the last received volume of a request is, since when, and who put it there; empty if nothing was received. */
export const alreadyReceivedWords = (context: DeskContext, request: StoredRequest): string => {
  const { db, timeZone } = context;
  const items = listItems(db, request.id).filter(({ use }) => use === 'for-patron');
  const last = items.toSorted((one, other) => one.receivedAt.localeCompare(other.receivedAt)).at(-1);
  if (!last) return '';
  const step = findLastStepOnItem(db, last.id, placing);
  const since = step?.at ?? last.returnedAt ?? knownMoment(request, last.statusAt ?? receivedAtOf(last));
  return t(
    '{count, plural, one {Already received{scanned, select, yes {: {barcode},} other {:}}} =2 {Both volumes already received. The last{scanned, select, yes {, {barcode}} other {}}:} other {All # volumes already received. The last{scanned, select, yes {, {barcode}} other {}}:}} {where}{since, select, yes { since {at}} other {}}{known, select, yes { ({operatorName})} other {}}.',
    {
      count: items.length,
      scanned: last.barcode === '' ? 'no' : 'yes',
      barcode: last.barcode,
      where: whereWords(context, last),
      since: since === null ? 'no' : 'yes',
      at: since === null ? '' : formatInstant(since, timeZone()),
      known: step ? 'yes' : 'no',
      operatorName: step?.operatorName ?? '',
    },
  );
};
