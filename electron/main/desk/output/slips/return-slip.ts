import * as z from 'zod';
import type { ItemId, RequestId } from '../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { isCancellationAsked } from '../../../../../shared/domain/receiving.ts';
import { statusPhase } from '../../../../../shared/domain/request-status.ts';
import type { ReturnSlip } from '../../../../../shared/domain/slips.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { listItems } from '../../store/items.queries.ts';
import type { ReturnSlipFacts } from '../../store/print-jobs.queries.ts';
import { libraryOnPaper } from '../../store/print-jobs.queries.ts';

const lines = z.array(z.string());

/** The lines of an address as it is stored (a JSON list). */
export const addressLines = (json: string | null | undefined): readonly string[] =>
  lines.safeParse(JSON.parse(json ?? '[]')).data ?? [];

/** Why an item goes back without ever having been received; empty when it was received. */
const noteFor = (status: string, received: boolean): string => {
  if (received) return '';
  if (status === 'EXPIRED') return 'Not received: the request expired';
  if (isCancellationAsked(status)) return 'Not received: a cancellation was asked for';
  return statusPhase(status) === 'cancelled' ? 'Not received: the request was cancelled' : 'Not received';
};

/**
 * Fills in the return slip of a request as it is now.
 * A request whose partner is not recorded says so: the parcel's own paperwork names it.
 * @param itemId the one volume that goes back; null for all that are here.
 */
export const returnSlipOf = (
  { session, timeZone }: Pick<DeskContext, 'session' | 'timeZone'>,
  db: ReadableDB,
  requestId: RequestId,
  facts: ReturnSlipFacts,
  itemId: ItemId | null = null,
): ReturnSlip => {
  const all = listItems(db, requestId);
  const here = all.filter(({ id, status }) => (itemId === null ? isItemOut(status) : id === itemId));
  const volumes = here.length > 0 ? here : all;
  const only = volumes.length === 1 ? volumes[0] : undefined;
  const desk = session.desk();
  const library = libraryOnPaper(db, desk.libraryId);
  return {
    kind: 'return',
    externalId: facts.externalId,
    barcode: only?.barcode ?? null,
    title: facts.title,
    author: facts.author,
    volume: only?.volume ?? null,
    volumesExpected: facts.volumesExpected,
    partner: {
      name: facts.partnerName ?? 'Partner not recorded: see the parcel',
      address: addressLines(facts.partnerAddress),
      email: facts.partnerEmail ?? '',
      phone: facts.partnerPhone ?? '',
    },
    arrivedAt: volumes[0]?.receivedAt ?? null,
    dueOn: facts.dueOn,
    note: noteFor(facts.status, all.length > 0),
    library: { name: library?.name ?? desk.libraryName, address: addressLines(library?.address) },
    timeZone: timeZone(),
  };
};
