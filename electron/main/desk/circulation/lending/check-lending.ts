import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { PatronId } from '../../../../../shared/domain/ids.ts';
import { isRecalled } from '../../../../../shared/domain/request-status.ts';
import { itemStatuses, isItemStatus } from '../../../../../shared/domain/item-status.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import { factsOf, firstPartnerOf, partnerOf, whenAndBy } from '../items/scanned-item.ts';

/**
 * Whether an item may be lent to this patron at this desk: it waits on the hold shelf here, for this patron, and its
 * partner does not want it back. A refusal says what it is, where it is and what to do.
 */
export const checkLending = (context: DeskContext, item: ItemInHand, patronId: PatronId): Result<null> => {
  if (item.status !== 'on-hold-shelf') return refuseByStatus(context, item, patronId);
  const isHere = item.deskId === context.session.desk().id;
  if (item.patronId === null)
    return refuse(
      'item-for-another',
      `Nobody is recorded as the requester of ${item.externalId}, so ${item.barcode} cannot be lent. ` +
        'Add the requester in Borrowing Requests first.',
      factsOf(item),
    );
  // No name: the patron at the desk may read the screen.
  if (item.patronId !== patronId)
    return refuse(
      'item-for-another',
      `${item.barcode} is for someone else. Do not hand it over: ` +
        (isHere ? 'put it back on the hold shelf.' : 'scan it in to see where it belongs (Scan In Items).'),
      factsOf(item),
    );
  if (!isHere)
    return refuse(
      'item-not-here',
      `${item.barcode} is on the hold shelf of ${item.deskName || 'another desk'}, as far as we know. ` +
        'It is here in your hand: scan it in first (Scan In Items).',
      factsOf(item),
    );
  if (isRecalled(item.requestStatus))
    return refuse(
      'item-recalled',
      `${firstPartnerOf(item)} wants ${item.barcode} back at once. Do not lend it: return it (Return Items).`,
      factsOf(item),
    );
  return ok(null);
};

const refuseByStatus = (context: DeskContext, item: ItemInHand, patronId: PatronId): Result<never> => {
  const code = item.barcode;
  const facts = factsOf(item);
  switch (item.status) {
    case 'on-loan':
      return refuse('item-on-loan', onLoanWords(item, patronId), facts);
    case 'in-transit':
      return refuse('item-in-transit', inTransitWords(context, item), facts);
    case 'returned-by-patron':
      return refuse(
        'item-goes-back',
        `${code} was brought back and is on its way to ${partnerOf(item)}. Return it (Return Items); to lend it again, undo that step first.`,
        facts,
      );
    case 'returned-to-partner':
      return refuse(
        'item-returned',
        `${code} went back to ${partnerOf(item)}${whenAndBy(context, item.id, ['return'])}. ` +
          'If that was a mistake, undo that step; if it came again, receive it (Receiving Items).',
        facts,
      );
    case 'lost':
      return refuse(
        'item-lost',
        `${code} was reported lost${whenAndBy(context, item.id, ['report-lost'])}. It cannot be lent any more: return it to ${partnerOf(item)} (Return Items).`,
        facts,
      );
    default:
      return refuse(
        'status-forbids',
        `${code} cannot be lent: its status is “${isItemStatus(item.status) ? itemStatuses[item.status].label : item.status}”. Look at its request.`,
        facts,
      );
  }
};

const onLoanWords = (item: ItemInHand, patronId: PatronId): string => {
  const until = item.loanDueOn === null ? '' : `, due ${formatDate(item.loanDueOn)}`;
  if (item.borrowerId === patronId)
    return `${item.barcode} is lent to this patron already${until}. To lend it longer, choose Renew.`;
  const to = item.borrowerName === '' ? '' : ` to ${item.borrowerName}`;
  return `${item.barcode} is on loan${to}${until}. If it was brought back, return it first (Return Items).`;
};

const inTransitWords = ({ session }: DeskContext, item: ItemInHand): string => {
  if (item.goingBack === 1)
    return `${item.barcode} is on its way back to ${partnerOf(item)} and is not lent any more.`;
  return item.destinationDeskId === session.desk().id
    ? `${item.barcode} is in transit to this desk. Scan it in first (Scan In Items), then lend it.`
    : `${item.barcode} is in transit to ${item.destinationName || 'another desk'} and cannot be lent on the way. Scan it in (Scan In Items) to see where it goes.`;
};
