import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { PatronId } from '../../../../../shared/domain/ids.ts';
import { isRecalled } from '../../../../../shared/domain/life/volumes.ts';
import { itemStatuses, isItemStatus } from '../../../../../shared/domain/item-status.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import { factsOf, firstPartnerOf, partnerOf, whenAndBy } from '../items/scanned-item.ts';
import { t } from '../../../../../shared/words/words.ts';

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
      t('lending.nobodyIsRecordedAsTheRequester', { externalId: item.externalId, barcode: item.barcode }),
      factsOf(item),
    );
  // No name: the patron at the desk may read the screen.
  if (item.patronId !== patronId)
    return refuse(
      'item-for-another',
      t('lending.isForSomeoneElseDoNot', { barcode: item.barcode, isHereCase: isHere ? 'yes' : 'no' }),
      factsOf(item),
    );
  if (!isHere)
    return refuse(
      'item-not-here',
      t('lending.isOnTheHoldShelfOf', {
        barcode: item.barcode,
        deskName: item.deskName || t('lending.anotherDesk'),
      }),
      factsOf(item),
    );
  if (isRecalled(item))
    return refuse(
      'item-recalled',
      t('lending.wantsBackAtOnceDoNot', { firstPartner: firstPartnerOf(item), barcode: item.barcode }),
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
        t('lending.wasBroughtBackAndIsOn', { code, partner: partnerOf(item) }),
        facts,
      );
    case 'returned-to-partner':
      return refuse(
        'item-returned',
        t('lending.wentBackToIfThatWas', {
          code,
          partner: partnerOf(item),
          whenAndBy: whenAndBy(context, item.id, ['return']),
        }),
        facts,
      );
    case 'lost':
      return refuse(
        'item-lost',
        t('lending.wasReportedLostItCannotBe', {
          code,
          whenAndBy: whenAndBy(context, item.id, ['report-lost']),
          partner: partnerOf(item),
        }),
        facts,
      );
    default:
      return refuse(
        'status-forbids',
        t('lending.cannotBeLentItsStatusIs', {
          code,
          label: isItemStatus(item.status) ? itemStatuses[item.status].label : item.status,
        }),
        facts,
      );
  }
};

const onLoanWords = (item: ItemInHand, patronId: PatronId): string => {
  const until = item.loanDueOn === null ? '' : t('common.due', { loanDueOn: formatDate(item.loanDueOn) });
  if (item.borrowerId === patronId)
    return t('lending.isLentToThisPatronAlready', { barcode: item.barcode, until });
  const to = item.borrowerName === '' ? '' : t('common.to', { borrowerName: item.borrowerName });
  return t('lending.isOnLoanIfItWas', { barcode: item.barcode, to, until });
};

const inTransitWords = ({ session }: DeskContext, item: ItemInHand): string => {
  if (item.goingBack === 1)
    return t('lending.isOnItsWayBackTo', { barcode: item.barcode, partner: partnerOf(item) });
  return item.destinationDeskId === session.desk().id
    ? t('lending.isInTransitToThisDesk', { barcode: item.barcode })
    : t('lending.isInTransitToAndCannot', {
        barcode: item.barcode,
        destinationName: item.destinationName || t('lending.anotherDesk'),
      });
};
