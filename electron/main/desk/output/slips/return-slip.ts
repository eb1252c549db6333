import { storedLines } from '../../../../../shared/domain/plain-text.ts';
import type { ItemId, RequestId, TurnId } from '../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { statusPhase } from '../../../../../shared/domain/request-status.ts';
import type { ReturnSlip } from '../../../../../shared/domain/slips/return.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { listItems, type StoredItem } from '../../store/items.queries.ts';
import { receivedAtOf } from '../../store/known-dates.ts';
import { libraryOnPaper, type ReturnSlipFacts } from '../../store/print-jobs.queries.ts';

/** Why an item goes back without having been received; empty if it was received. */
const noteFor = ({ status, cancelWish }: ReturnSlipFacts, received: boolean): string => {
  if (received) return '';
  if (status === 'EXPIRED') return t('Not received: the request expired');
  if (cancelWish !== null && statusPhase(status) !== 'cancelled')
    return t('Not received: a cancellation was requested');
  return statusPhase(status) === 'cancelled'
    ? t('Not received: the request was cancelled')
    : t('Not received');
};

type Which = { readonly itemId: ItemId } | { readonly turnId: TurnId } | null;

/** The volumes that go back; if none of them is here any longer, all that were returned. */
const volumesOnSlip = (all: readonly StoredItem[], which: Which): readonly StoredItem[] => {
  if (which !== null && 'itemId' in which) return all.filter(({ id }) => id === which.itemId);
  const mine = which === null ? all : all.filter(({ turnId }) => turnId === which.turnId);
  const here = mine.filter(({ status }) => isItemOut(status));
  return here.length > 0 ? here : mine;
};

/**
 * Returns the return slip of a request with the present data. If the partner is not recorded, the slip says so: the parcel's own paperwork
 * names it.
 * @param which the one volume that goes back, or all of one turn; null for all that are here.
 */
export const returnSlipOf = (
  { session, timeZone }: Pick<DeskContext, 'session' | 'timeZone'>,
  db: ReadableDB,
  requestId: RequestId,
  facts: ReturnSlipFacts,
  which: Which = null,
): ReturnSlip => {
  const all = listItems(db, requestId);
  const volumes = volumesOnSlip(all, which);
  const only = volumes.length === 1 ? volumes[0] : undefined;
  const desk = session.desk();
  const library = libraryOnPaper(db, desk.libraryId);
  return {
    kind: 'return',
    externalId: facts.externalId,
    barcode: only?.barcode ?? null,
    title: facts.title,
    author: facts.author,
    label: only?.label ?? '',
    volume: only?.volume ?? null,
    volumesExpected: facts.volumesExpected,
    partner: {
      name: facts.partnerName ?? t('Partner not recorded: check the parcel'),
      address: storedLines(facts.partnerAddress),
      email: facts.partnerEmail ?? '',
      phone: facts.partnerPhone ?? '',
    },
    arrivedAt: volumes[0] ? receivedAtOf(volumes[0]) : null,
    // Dates of other partners do not count.
    dueOn:
      volumes.length === 0 ? facts.dueOn : (volumes.flatMap(({ dueOn }) => dueOn ?? []).sort()[0] ?? null),
    note: noteFor(facts, all.length > 0),
    library: { name: library?.name ?? desk.libraryName, address: storedLines(library?.address) },
    timeZone: timeZone(),
  };
};
