import type { PreviewRow } from '../../../../shared/ipc/import-views.ts';
import { columnName } from '../intake/own-value.ts';
import type { DayOrders } from '../intake/day-order.ts';
import type { Reading } from '../intake/recognize.ts';
import { tableBatches } from '../intake/table-batches.ts';
import { RowFault } from '../row-fault.ts';
import type { RawRow } from '../sections.ts';
import { checkBatch } from '../storing/check-batch.ts';

/** Returns the first rows of a table as they would be imported. */
export const previewOf = async (
  reading: Reading,
  orders: DayOrders,
  timeZone: string,
): Promise<PreviewRow[]> => {
  const shown: PreviewRow[] = [];
  for await (const batch of tableBatches(reading, orders, timeZone)) {
    const first = { ...batch, rows: batch.rows.slice(0, rowsShown - shown.length) };
    for (const row of checkBatch(first, timeZone).rows)
      shown.push(viewOf(row.raw, 'fault' in row ? faultOf(reading, row.fault) : null));
    if (shown.length >= rowsShown) break;
  }
  return shown;
};

const rowsShown = 10;

/** Why a row is refused, with the column at fault. */
const faultOf = (reading: Reading, fault: unknown): string => {
  if (!(fault instanceof RowFault)) return '';
  return fault.field === '' ? fault.reason : `${columnName(reading, fault.field)}: ${fault.reason}`;
};

const viewOf = (raw: RawRow, fault: string | null): PreviewRow => {
  const value = ('value' in raw ? raw.value : {}) as Readonly<Record<string, unknown>>;
  const said = (field: string): string => {
    const text = value[field];
    return typeof text === 'string' ? text : '';
  };
  const outside = 'value' in raw ? raw.outside : undefined;
  const namesToAdd = 'value' in raw ? raw.namesToAdd : undefined;
  return {
    row: raw.row,
    externalId: 'key' in raw ? raw.key : said('externalId'),
    title: 'title' in raw ? raw.title : said('title'),
    author: said('author'),
    status: said('status'),
    dueOn: said('dueOn'),
    createdAt: said('createdAt').slice(0, 10),
    patron: outside?.patronName || outside?.patron || namesToAdd?.patronName || said('patron'),
    partner: outside?.partnerName || outside?.partner || namesToAdd?.partnerName || said('activePartner'),
    pickup: outside?.pickup || said('pickup'),
    fault,
    skipped: 'skipped' in raw ? raw.skipped : null,
  };
};
