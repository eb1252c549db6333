import type { DeskId, Instant, ItemId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { TransitSlip } from '../../../../../shared/domain/slips.ts';
import type { SlipState } from '../../../../../shared/ipc/views.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { addressLines } from './return-slip.ts';
import { deskOnPaper, insertPrintJob } from '../../store/print-jobs.queries.ts';

/** An item that is sent to another desk. */
export type SentItem = { readonly id: ItemId; readonly requestId: RequestId } & Pick<
  TransitSlip,
  'barcode' | 'externalId' | 'title' | 'author' | 'patronName' | 'volume' | 'volumesExpected'
>;

/** Queues the transit slip of an item (product.md §6), with everything on it as it is now. */
export const insertTransitSlip = (
  { session, timeZone }: Pick<DeskContext, 'session' | 'timeZone'>,
  db: WritableDB,
  sent: {
    readonly opId: OpId;
    readonly item: SentItem;
    readonly toDeskId: DeskId;
    readonly note: string;
    readonly at: Instant;
  },
): SlipState => {
  const { opId, item, at } = sent;
  const from = session.desk();
  const to = deskOnPaper(db, sent.toDeskId);
  const slip: TransitSlip = {
    kind: 'transit',
    barcode: item.barcode,
    externalId: item.externalId,
    title: item.title,
    author: item.author,
    patronName: item.patronName,
    volume: item.volume,
    volumesExpected: item.volumesExpected,
    from: from.name,
    to: {
      name: to?.name ?? '',
      libraryName: to?.libraryName ?? '',
      address: addressLines(to?.address),
    },
    sentAt: at,
    note: sent.note,
    libraryName: from.libraryName,
    timeZone: timeZone(),
  };
  const jobId = insertPrintJob(db, { opId, requestId: item.requestId, itemId: item.id, slip, at });
  return { jobId, state: 'queued', note: '' };
};
