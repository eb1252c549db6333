import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import type {
  LabelSlip,
  LetterSlip,
  ReceiveSlip,
  ReturnSlip,
  TestSlip,
  TransitSlip,
} from '../../../../shared/domain/slips.ts';

/** A slip as a desk prints it every day. */
export const receiveSlip: ReceiveSlip = {
  kind: 'receive',
  barcode: 'N-31234',
  externalId: '01MAIN0000101',
  title: 'The Sea Around Us',
  author: 'Carson, Rachel',
  patronName: 'Reader, Alexandra',
  destination: { kind: 'hold-shelf', deskName: 'Main Circulation Desk' },
  requestedAt: '2026-11-02T09:30:00.000Z' as Instant,
  arrivedAt: '2026-11-25T15:42:00.000Z' as Instant,
  pickupLocation: 'Main Circulation Desk',
  lender: 'North University Library',
  dueOn: '2027-01-15' as CalendarDate,
  useConditions: ['Library use only'],
  circulationNote: 'Dust jacket is partial: handle with care',
  cost: '12.00 USD',
  volume: 2,
  volumesExpected: 3,
  libraryName: 'Main Library',
  timeZone: 'America/New_York',
};

export const returnSlip: ReturnSlip = {
  kind: 'return',
  externalId: '01MAIN0000102',
  barcode: null,
  title: 'The Origin of Continents and Oceans',
  author: 'Wegener, Alfred',
  volume: null,
  volumesExpected: null,
  partner: {
    name: 'North University Library',
    address: ['Interlibrary Loan', '2 Hill Street', 'Northfield, MN 55057'],
    email: 'ill@north.example',
    phone: '555-0123',
  },
  arrivedAt: '2026-11-25T15:42:00.000Z' as Instant,
  dueOn: '2027-01-15' as CalendarDate,
  note: 'Not received: the request was cancelled',
  library: { name: 'Main Library', address: ['1 College Road', 'Springfield'] },
  timeZone: 'America/New_York',
};

/** The slip of a parcel of so many items. */
export const parcelSlip = (items: number): ReturnSlip => ({
  ...returnSlip,
  note: '',
  barcode: 'N-1',
  volume: 1,
  volumesExpected: 2,
  others: Array.from({ length: items - 1 }, (_, n) => ({
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

export const labelSlip: LabelSlip = {
  kind: 'label',
  barcode: 'MAIN-T000017',
  externalId: '01MAIN0000101',
  title: 'The Sea Around Us',
  libraryName: 'Main Library',
};

export const transitSlip: TransitSlip = {
  kind: 'transit',
  barcode: 'N-31234',
  externalId: '01MAIN0000101',
  title: 'The Sea Around Us',
  author: 'Carson, Rachel',
  patronName: 'Reader, Alexandra',
  volume: 2,
  volumesExpected: 3,
  from: 'Main Circulation Desk',
  to: { name: 'Hilltop Branch', libraryName: 'Hilltop Library', address: ['40 Summit Lane', 'Springfield'] },
  sentAt: '2026-11-25T15:42:00.000Z' as Instant,
  note: 'Goes back to North University Library',
  libraryName: 'Main Library',
  timeZone: 'America/New_York',
};

export const letterSlip: LetterSlip = {
  kind: 'letter',
  externalId: '01MAIN0000101',
  title: 'The Sea Around Us',
  to: { name: 'North University Library', address: ['2 Hill Street', 'Northtown'] },
  subject: 'Received: 01MAIN0000101',
  body: 'To North University Library\n\nWe have received it.\n',
  library: { name: 'Main Library', address: ['1 College Road'] },
  writtenAt: '2026-11-25T15:42:00.000Z' as Instant,
  timeZone: 'America/New_York',
};

export const testSlip: TestSlip = {
  kind: 'test',
  libraryName: 'Main Library',
  printedAt: '2026-11-25T15:42:00.000Z' as Instant,
  timeZone: 'America/New_York',
};

/** Every field as long as it comes from a file, of characters as wide as they get. */
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
