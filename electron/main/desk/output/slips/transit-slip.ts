import type { DeskId, Instant } from '../../../../../shared/domain/ids.ts';
import { storedLines } from '../../../../../shared/domain/plain-text.ts';
import type { TransitSlip } from '../../../../../shared/domain/slips/transit.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { findDesk } from '../../store/places.queries.ts';

/** An item that is sent to another desk. */
type SentItem = Pick<
  TransitSlip,
  'barcode' | 'externalId' | 'title' | 'author' | 'patronName' | 'volume' | 'volumesExpected'
>;

/** Returns the transit slip of an item, with the present data. */
export const transitSlipOf = (
  { session, timeZone }: Pick<DeskContext, 'session' | 'timeZone'>,
  db: ReadableDB,
  sent: {
    readonly item: SentItem;
    readonly toDeskId: DeskId;
    readonly note: string;
    readonly at: Instant;
  },
): TransitSlip => {
  const { item, at } = sent;
  const from = session.desk();
  const to = findDesk(db, sent.toDeskId);
  return {
    kind: 'transit',
    barcode: item.barcode,
    externalId: item.externalId,
    title: item.title,
    author: item.author,
    patronName: item.patronName,
    volume: item.volume,
    volumesExpected: item.volumesExpected,
    from: from.name,
    to: { name: to?.name ?? '', libraryName: to?.libraryName ?? '', address: storedLines(to?.address) },
    sentAt: at,
    note: sent.note,
    libraryName: from.libraryName,
    timeZone: timeZone(),
  };
};
