import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import { slipKinds, type Slip } from '../../../../shared/domain/slips/all-slips.ts';
import type { LetterSlip } from '../../../../shared/domain/slips/letter.ts';
import type { ReceiveSlip } from '../../../../shared/domain/slips/receive.ts';
import type { ReturnSlip } from '../../../../shared/domain/slips/return.ts';
import type { TransitSlip } from '../../../../shared/domain/slips/transit.ts';

/** A typical slip. */
export const receiveSlip: ReceiveSlip = slipKinds.receive.sample;
export const labelSlip = slipKinds.label.sample;
export const testSlip = slipKinds.test.sample;

export const returnSlip: ReturnSlip = {
  ...slipKinds.return.sample,
  barcode: null,
  note: 'Not received: the request was cancelled',
};

/** The slip of a parcel with this many items. */
export const parcelSlip = (items: number): ReturnSlip & Slip => ({
  ...returnSlip,
  note: '',
  barcode: 'N-1',
  volume: 1,
  volumesExpected: 2,
  others: Array.from({ length: items - 1 }, (_, n) => ({
    ...returnSlip,
    externalId: `01MAIN00002${String(n).padStart(2, '0')}`,
    barcode: `N-${n + 2}`,
    title: `The Descent of Man, and Selection in Relation to Sex, part ${n + 2}`,
    author: 'Darwin, Charles',
    volume: 1,
    volumesExpected: 1,
    arrivedAt: '2026-11-25T15:42:00.000Z' as Instant,
    dueOn: '2027-01-20' as CalendarDate,
    note: '',
  })),
});

export const transitSlip: TransitSlip = {
  ...slipKinds.transit.sample,
  note: 'Goes back to North University Library',
};

export const letterSlip: LetterSlip = {
  ...slipKinds.letter.sample,
  to: { name: 'North University Library', address: ['2 Hill Street', 'Northtown'] },
  subject: 'Received: 01MAIN0000101',
  body: 'To North University Library\n\nWe have received it.\n',
  library: { name: 'Main Library', address: ['1 College Road'] },
};

/** Every field as long as a file allows, with characters of the greatest width. */
export const longestSlip = (character: string): ReceiveSlip => {
  const long = (length: number): string => character.repeat(length);
  return {
    ...receiveSlip,
    title: long(10_000),
    author: long(5_000),
    patronName: long(5_000),
    pickupLocation: long(5_000),
    lender: long(5_000),
    useConditions: Array.from({ length: 20 }, () => long(5_000)),
    circulationNote: long(10_000),
    cost: long(5_000),
    libraryName: long(5_000),
  };
};
