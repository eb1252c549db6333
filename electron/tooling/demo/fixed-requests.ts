import { day, moment } from './demo-days.ts';
import type { DemoRequest } from './demo-request.ts';

const base = {
  format: 'physical',
  patron: 'P1000001',
  pickup: 'MAIN-CIRC',
  rota: ['NORTH', 'LAKE'],
  activePartner: 'NORTH',
  createdAt: moment(-23, 3),
  dueOn: '2027-01-15',
  volumes: 1,
} as const satisfies Partial<DemoRequest>;

/** Nobody came for it, and the partner wants it back in some days: its time on the hold shelf is over. */
const notPickedUp = { ...base, status: 'RECEIVED_PHYSICALLY', createdAt: moment(-40, 4) } as const;

const onItsWay = { ...base, status: 'SHIPPED_PHYSICALLY' } as const;

/** Requests that a tour, a talk or a test can count on: each shows one thing. Their identifiers stay as they are. */
export const fixedRequests: readonly DemoRequest[] = [
  { ...onItsWay, externalId: '01MAIN0000101', title: 'The Voyage of the Beagle', author: 'Darwin, Charles' },
  {
    ...onItsWay,
    externalId: '01MAIN0000102',
    title: 'Die Entstehung der Kontinente und Ozeane',
    author: 'Wegener, Alfred',
    pickup: 'HILL-CIRC',
    patron: 'P1000004',
  },
  {
    ...onItsWay,
    externalId: '01MAIN0000103',
    title: 'The Stones of Venice',
    author: 'Ruskin, John',
    patron: 'P1000007',
    volumes: 3,
  },
  {
    ...base,
    externalId: '01MAIN0000104',
    title: 'Micrographia',
    author: 'Hooke, Robert',
    patron: 'P1000002',
    status: 'CONDITIONAL',
    notes: [
      {
        from: 'partner',
        text: 'Can be lent for use in your reading room only. Do you agree?',
        active: true,
        createdAt: moment(-6, 1),
      },
    ],
    condition: {
      reason: 'LibraryUseOnly',
      note: 'Can be lent for use in your reading room only. Do you agree?',
      replyBy: day(6),
    },
  },
  {
    ...base,
    externalId: '01MAIN0000105',
    title: 'Walden; or, Life in the Woods',
    author: 'Thoreau, Henry David',
    patron: 'P1000005',
    status: 'CANCELLED_BY_STAFF',
    notes: [
      {
        from: 'staff',
        text: 'No longer needed: the patron found a copy.',
        active: false,
        createdAt: moment(-12, 4),
      },
    ],
  },
  {
    ...base,
    externalId: '01MAIN0000106',
    title: 'The Malay Archipelago',
    author: 'Wallace, Alfred Russel',
    patron: 'P1000006',
    status: 'RECEIVED_PHYSICALLY',
    items: [{ barcode: 'N-31234', status: 'on-hold-shelf', receivedAt: moment(-2, 2), desk: 'MAIN-CIRC' }],
  },
  {
    ...base,
    externalId: '01MAIN0000107',
    title: 'مقدمة ابن خلدون',
    author: 'ابن خلدون',
    patron: 'P1000008',
    status: 'RECEIVED_PHYSICALLY',
    volumes: 3,
    items: [
      { barcode: 'N-31301', status: 'on-hold-shelf', receivedAt: moment(-4, 5), desk: 'MAIN-CIRC' },
      { barcode: 'N-31302', status: 'on-hold-shelf', receivedAt: moment(-4, 6), desk: 'MAIN-CIRC' },
    ],
  },
  {
    ...onItsWay,
    externalId: '01MAIN0000108',
    title: 'Sidereus Nuncius',
    author: 'Galilei, Galileo',
    patron: 'P1000013',
    condition: { reason: 'LibraryUseOnly', note: 'Library use only' },
    notes: [{ from: 'partner', text: 'Library use only', active: true, createdAt: moment(-5, 1) }],
  },
  {
    ...onItsWay,
    externalId: '01MAIN0000109',
    title: "<img src=x onerror=\"require('fs').writeFileSync('pwned','1')\">",
    author: '<b>A title that arrived with markup in it</b>',
    patron: 'P1000014',
  },
  {
    ...onItsWay,
    externalId: '01MAIN0000110',
    title: 'طوق الحمامة',
    author: 'ابن حزم الأندلسي',
    patron: 'P1000007',
    rota: ['NILE', 'NORTH'],
    activePartner: 'NILE',
  },
  {
    ...base,
    externalId: '01MAIN0000111',
    title: 'Notes on Nursing: What It Is, and What It Is Not',
    author: 'Nightingale, Florence',
    patron: 'P1000011',
    status: 'RETURNED_TO_PARTNER',
    createdAt: moment(-60, 2),
    dueOn: day(-3),
    items: [
      {
        barcode: 'N-30877',
        status: 'returned-to-partner',
        receivedAt: moment(-48, 3),
        desk: 'MAIN-CIRC',
        loan: { loanedOn: day(-46), dueOn: day(-3), endedOn: day(-5) },
      },
    ],
  },
  {
    ...base,
    externalId: '01MAIN0000112',
    title: 'A Vindication of the Rights of Woman',
    author: 'Wollstonecraft, Mary',
    patron: 'P1000012',
    status: 'REQUEST_COMPLETED',
    createdAt: moment(-110, 2),
    dueOn: day(-40),
    items: [
      {
        barcode: 'N-30412',
        status: 'returned-to-partner',
        receivedAt: moment(-98, 3),
        desk: 'MAIN-CIRC',
        loan: { loanedOn: day(-97), dueOn: day(-40), endedOn: day(-44) },
      },
    ],
  },
  {
    ...onItsWay,
    externalId: '01MAIN0000113',
    title: 'كتاب الحيوان',
    author: 'الجاحظ',
    patron: 'P1000025',
    volumes: null,
  },
  {
    ...base,
    externalId: '01MAIN0000114',
    title: 'Kalevala',
    author: 'Lönnrot, Elias',
    patron: 'P1000054',
    // A status of another system that this program does not know.
    status: 'RECEIVED_NOT_FOR_LOAN',
  },
  {
    ...base,
    externalId: '01MAIN0000096',
    title: 'The Compleat Angler',
    author: 'Walton, Izaak',
    patron: 'P1000015',
    // It was shipped and has not come: the partner was asked where it is.
    status: 'CLAIMED',
    createdAt: moment(-40, 3),
    notes: [
      {
        from: 'staff',
        text: 'Asked the partner where the parcel is.',
        active: false,
        createdAt: moment(-3, 2),
      },
    ],
  },
  {
    ...notPickedUp,
    externalId: '01MAIN0000097',
    title: 'The Descent of Man',
    author: 'Darwin, Charles',
    patron: 'P1000003',
    dueOn: day(2),
    items: [{ barcode: 'N-31197', status: 'on-hold-shelf', receivedAt: moment(-24, 3), desk: 'MAIN-CIRC' }],
  },
  {
    ...notPickedUp,
    externalId: '01MAIN0000098',
    title: 'Dialogo sopra i due massimi sistemi del mondo',
    author: 'Galilei, Galileo',
    patron: 'P1000009',
    dueOn: day(1),
    items: [{ barcode: 'N-31198', status: 'on-hold-shelf', receivedAt: moment(-26, 5), desk: 'MAIN-CIRC' }],
  },
  {
    ...notPickedUp,
    externalId: '01HILL0000099',
    title: 'The Elements of Drawing',
    author: 'Ruskin, John',
    patron: 'P1000010',
    pickup: 'HILL-CIRC',
    dueOn: day(2),
    items: [{ barcode: 'N-31199', status: 'on-hold-shelf', receivedAt: moment(-25, 1), desk: 'HILL-CIRC' }],
  },
];
