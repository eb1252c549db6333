import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { PatronId } from '../../../../../shared/domain/ids.ts';
import { itemStatusLabel } from '../../../../../shared/domain/item-status.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { DeskContext } from '../../context.ts';
import {
  firstPartnerOf,
  type ItemInHand,
  partnerOf,
  problemFacts,
  whenAndBy,
} from '../items/scanned-item.ts';

/**
 * Checks whether an item may be lent to this patron at this desk: it is on the hold shelf here, for this patron, and its partner has not
 * recalled it. A refusal says what the item is, where it is and what to do.
 */
export const checkLending = (context: DeskContext, item: ItemInHand, patronId: PatronId): Result<null> => {
  if (item.status !== 'on-hold-shelf') return refuseByStatus(context, item, patronId);
  if (item.use === 'goes-back' || item.request.endedAs !== null) return refuseGoesBack(item);
  // The desk of an imported item may be unknown: then it is here, in hand.
  const isHere = item.deskId === null || item.deskId === context.session.desk().id;
  if (item.patronId === null)
    return refuse(
      'requester-missing',
      t(
        '{externalId} has no requester, so {barcode} can’t be lent. Add the requester in Borrowing Requests first.',
        { externalId: item.externalId, barcode: item.barcode },
      ),
      problemFacts(item),
    );
  // No name: the patron at the desk may be able to read the screen.
  if (item.patronId !== patronId)
    return refuse(
      'item-for-another',
      t(
        '{barcode} is for someone else. Don’t hand it over: {isHereCase, select, yes {put it back on the hold shelf.} other {scan it in to see where it belongs (Scan In Items).}}',
        { barcode: item.barcode, isHereCase: isHere ? 'yes' : 'no' },
      ),
      problemFacts(item),
    );
  if (!isHere)
    return refuse(
      'item-not-here',
      t(
        '{barcode} is recorded on the hold shelf at {deskName}, but you have it in hand. Scan it in first (Scan In Items).',
        {
          barcode: item.barcode,
          deskName: item.deskName || t('another desk'),
        },
      ),
      problemFacts(item),
    );
  if (item.demand === 'recalled')
    return refuse(
      'item-recalled',
      t('{firstPartner} wants {barcode} back now. Don’t lend it: return it (Return Items).', {
        firstPartner: firstPartnerOf(item),
        barcode: item.barcode,
      }),
      problemFacts(item),
    );
  return ok(null);
};

/** An item that is to go back is not lent, unless staff keep it after all. */
const refuseGoesBack = (item: ItemInHand): Result<never> =>
  refuse(
    'item-goes-back',
    t('{barcode} goes back to {partner} and isn’t for a patron. Return it (Return Items).', {
      barcode: item.barcode,
      partner: partnerOf(item),
    }),
    problemFacts(item),
  );

const refuseByStatus = (context: DeskContext, item: ItemInHand, patronId: PatronId): Result<never> => {
  const code = item.barcode;
  const facts = problemFacts(item);
  switch (item.status) {
    case 'on-loan':
      return refuse('item-on-loan', onLoanWords(item, patronId), {
        ...facts,
        again: item.borrowerId === patronId,
      });
    case 'in-transit':
      return refuse('item-in-transit', inTransitWords(context, item), facts);
    case 'returned-by-patron':
      return refuseBack(item);
    case 'returned-to-partner':
      return refuse(
        'item-returned',
        t(
          '{code} was returned to {partner}{whenAndBy}. If that was a mistake, undo that step; if it has arrived again, receive it (Receiving Items).',
          {
            code,
            partner: partnerOf(item),
            whenAndBy: whenAndBy(context, item.id, ['return']),
          },
        ),
        facts,
      );
    case 'lost':
      return refuse(
        'item-lost',
        t(
          '{code} was reported lost{whenAndBy} and can no longer be lent. Return it to {partner} (Return Items).',
          {
            code,
            whenAndBy: whenAndBy(context, item.id, ['report-lost']),
            partner: partnerOf(item),
          },
        ),
        facts,
      );
    default:
      return refuse(
        'status-forbids',
        t('{code} can’t be lent: its status is “{label}”. Check its request.', {
          code,
          label: itemStatusLabel(item.status),
        }),
        facts,
      );
  }
};

/** An item that came back from its patron. One that no patron had was to go back, and is kept after all: it must be shelved first. */
const refuseBack = (item: ItemInHand): Result<never> =>
  item.broughtBack === 1 || item.goingBack === 1
    ? refuse(
        'item-goes-back',
        t(
          '{code} came back and goes to {partner}. Return it (Return Items); to lend it again, undo that step first.',
          { code: item.barcode, partner: partnerOf(item) },
        ),
        problemFacts(item),
      )
    : refuse(
        'item-not-here',
        t('{code} is not on the hold shelf yet. Scan it in first (Scan In Items), then lend it.', {
          code: item.barcode,
        }),
        problemFacts(item),
      );

const onLoanWords = (item: ItemInHand, patronId: PatronId): string => {
  const until =
    item.loanDueOn === null ? '' : t(', due {loanDueOn}', { loanDueOn: formatDate(item.loanDueOn) });
  if (item.borrowerId === patronId)
    return t('{barcode} is already on loan to this patron{until}. To extend the loan, choose Renew.', {
      barcode: item.barcode,
      until,
    });
  const to = item.borrowerName === '' ? '' : t(' to {borrowerName}', { borrowerName: item.borrowerName });
  return t('{barcode} is on loan{to}{until}. If it has come back, return it first (Return Items).', {
    barcode: item.barcode,
    to,
    until,
  });
};

const inTransitWords = ({ session }: DeskContext, item: ItemInHand): string => {
  if (item.goingBack === 1)
    return t('{barcode} is on its way back to {partner} and can no longer be lent.', {
      barcode: item.barcode,
      partner: partnerOf(item),
    });
  return item.destinationDeskId === session.desk().id
    ? t('{barcode} is in transit to this desk. Scan it in first (Scan In Items), then lend it.', {
        barcode: item.barcode,
      })
    : t(
        '{barcode} is in transit to {destinationName} and can’t be lent on the way. Scan it in (Scan In Items) to see where it goes.',
        {
          barcode: item.barcode,
          destinationName: item.destinationName || t('another desk'),
        },
      );
};
