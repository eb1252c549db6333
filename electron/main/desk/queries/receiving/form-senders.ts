import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { TurnId } from '../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { isWritten } from '../../../../../shared/domain/letters/all-letters.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import { possibleSenders } from '../../../../../shared/domain/life/senders.ts';
import { linesOfUse } from '../../../../../shared/domain/receiving.ts';
import type { ReceiveForm } from '../../../../../shared/ipc/receiving-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { DeskContext } from '../../context.ts';
import { readersOf } from '../../steps/frame/readers.ts';
import { listConditions } from '../../store/conditions.queries.ts';
import type { StoredItem } from '../../store/items.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import type { StoredTurn } from '../../store/turns.queries.ts';

const wantsBackWords = ({ demand, backBy, partnerName }: StoredTurn): string | null => {
  const partner = partnerName || t('The partner');
  switch (demand) {
    case 'none':
      return null;
    case 'overdue':
      return t('{partner} says it is overdue.', { partner });
    case 'recalled':
      return backBy === null
        ? t('{partner} wants it back now. Don’t lend it: return it (Return Items).', { partner })
        : t('{partner} wants it back by {backBy}. Don’t lend it: return it (Return Items).', {
            partner,
            backBy: formatDate(backBy),
          });
  }
};

type OfRequest = {
  readonly request: StoredRequest;
  readonly turns: readonly StoredTurn[];
  readonly items: readonly StoredItem[];
  readonly life: Life;
};

/**
 * Returns which partners get a *Received* letter if they sent the item in hand: an item that only lacks its barcode is reported to another
 * sender than the recorded one, if that one was told.
 */
const toldOfReceipt = (
  context: DeskContext,
  { request, turns, items }: OfRequest,
): ((turnId: TurnId) => boolean) => {
  const { libraryOff, partners } = readersOf(context, request, turns);
  const known = items.find(({ barcode, status }) => barcode === '' && isItemOut(status));
  return (turnId) =>
    (known === undefined || (known.turnId !== turnId && known.receiptTold === 1)) &&
    partners.some(
      (one) => one.turnId === turnId && one.name !== '' && isWritten('partner', 'received', libraryOff),
    );
};

/** The partners that may have sent the item in hand, each with its conditions of use. */
export const sendersOf = (context: DeskContext, opened: OfRequest): ReceiveForm['senders'] => {
  const { request, turns, life } = opened;
  const conditions = listConditions(context.db, request.id);
  const senders = possibleSenders(life);
  const isTold = toldOfReceipt(context, opened);
  return turns
    .filter(({ id }) => senders.includes(id))
    .map((turn) => ({
      turnId: turn.id,
      name: turn.partnerName,
      useConditions: [...linesOfUse(conditions, turn.id)],
      dueOn: turn.dueOn,
      wantsBack: wantsBackWords(turn),
      getsLetter: isTold(turn.id),
    }));
};
