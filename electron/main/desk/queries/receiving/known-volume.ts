import { formatDate } from '../../../../../shared/domain/dates.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import type { ReceiveForm } from '../../../../../shared/ipc/receiving-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { DeskContext } from '../../context.ts';
import { findItem, type ItemAtHand, type StoredItem } from '../../store/items.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';

/** Where a volume scanned in Receiving already is, and what can be returned instead of received. */
type Known = Pick<ReceiveForm, 'known' | 'toReturn'>;

const isWithPatron = ({ status }: StoredItem): boolean => status === 'on-loan';

const loanWords = ({ borrowerName, loanDueOn }: ItemAtHand): string =>
  t('On loan{patron, select, none {} other { to {name}}}{date, select, none {} other {, due {dueOn}}}.', {
    patron: borrowerName === '' ? 'none' : 'some',
    name: borrowerName,
    date: loanDueOn === null ? 'none' : 'some',
    dueOn: loanDueOn === null ? '' : formatDate(loanDueOn),
  });

const wordsOf = (item: ItemAtHand, here: DeskId): NonNullable<ReceiveForm['known']> | null => {
  const isElsewhere = item.deskId !== null && item.deskId !== here;
  switch (item.status) {
    case 'on-loan':
      return {
        place: 'on-loan',
        words: t(
          '{loan} If it has come back, return it. If only its barcode is missing, scan it: the loan stays.',
          {
            loan: loanWords(item),
          },
        ),
      };
    case 'returned-by-patron':
      return {
        place: 'returned-by-patron',
        words: t('The patron has brought it back. Return it. If only its barcode is missing, scan it.'),
      };
    case 'on-hold-shelf':
      return {
        place: 'on-hold-shelf',
        words: isElsewhere
          ? t(
              'Recorded on the hold shelf at {deskName}. If you have it here, only its barcode is missing: scan it.',
              { deskName: item.deskName },
            )
          : t(
              'Already here{desk, select, none {} other {, on the hold shelf at {deskName}}}. Only its barcode is missing: scan it.',
              { desk: item.deskName === '' ? 'none' : 'some', deskName: item.deskName },
            ),
      };
    default:
      return null;
  }
};

/**
 * Returns what is known of the volume of a request that has no barcode yet, and the code by which an item that the patron brought back is
 * returned.
 */
export const knownOf = (
  { db, session }: DeskContext,
  { externalId }: StoredRequest,
  items: readonly StoredItem[],
): Known => {
  const out = items.filter(({ status, use }) => isItemOut(status) && use === 'for-patron');
  const unscanned = out.find(({ barcode }) => barcode === '');
  const item = unscanned && findItem(db, unscanned.id);
  if (item) {
    const known = wordsOf(item, session.desk().id);
    return { known, toReturn: known === null || known.place === 'on-hold-shelf' ? null : externalId };
  }
  const [lent, ...others] = out.filter(isWithPatron);
  return { known: null, toReturn: lent && others.length === 0 ? lent.barcode : null };
};
