import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, calendarDateIn } from '../../shared/domain/dates.ts';
import type { CalendarDate } from '../../shared/domain/ids.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Today where the tests run: the library of the file keeps the machine's time zone. */
export const today = (): CalendarDate =>
  calendarDateIn(new Date(), Intl.DateTimeFormat().resolvedOptions().timeZone);

/** The day this many days from today. */
export const inDays = (days: number): CalendarDate => addDays(today(), days);

const condition = () => ({
  condition: { reason: 'LibraryUseOnly', note: 'Use in the reading room only', replyBy: inDays(-2) },
  notes: [
    {
      from: 'partner',
      text: 'Use in the reading room only',
      active: true,
      createdAt: `${inDays(-9)}T10:00:00Z`,
    },
  ],
});

const lent = (barcode: string) => ({
  items: [
    {
      barcode,
      status: 'on-loan',
      receivedAt: `${inDays(-15)}T08:00:00Z`,
      desk: 'MAIN-CIRC',
      loan: { loanedOn: inDays(-14), dueOn: inDays(7) },
    },
  ],
  dueOn: inDays(21),
});

/** One request for each kind of decision. North renews automatically; West must be asked for everything. */
const requests = () => [
  {
    externalId: '01DEC0001',
    title: 'The Voyage of the Beagle',
    status: 'CONDITIONAL',
    rota: ['NORTH', 'WEST'],
    ...condition(),
  },
  {
    externalId: '01DEC0002',
    title: 'On the Origin of Continents',
    status: 'CONDITIONAL',
    rota: ['NORTH', 'WEST'],
    ...condition(),
  },
  {
    externalId: '01DEC0003',
    title: 'The Sea Around Us',
    status: 'LOANED',
    rota: ['NORTH'],
    ...lent('N-30003'),
  },
  { externalId: '01DEC0004', title: 'Silent Spring', status: 'LOANED', rota: ['WEST'], ...lent('N-30004') },
  {
    externalId: '01DEC0005',
    title: 'The Edge of the Sea',
    status: 'RECALLED_BOR',
    rota: ['NORTH'],
    ...lent('N-30005'),
  },
  { externalId: '01DEC0006', title: 'Under the Sea-Wind', status: 'REQUEST_SENT', rota: ['NORTH', 'WEST'] },
  { externalId: '01DEC0007', title: 'Cosmos', status: 'REQUEST_SENT', rota: ['WEST'] },
  { externalId: '01DEC0008', title: 'Micrographia', status: 'READY_TO_SEND', rota: ['NORTH', 'WEST'] },
  { externalId: '01DEC0009', title: 'Opticks', status: 'SHIPPED_PHYSICALLY', rota: ['NORTH'] },
  { externalId: '01DEC0010', title: 'Sidereus Nuncius', status: 'REJECTED', rota: ['NORTH'] },
];

/** Writes a library file for tests of decisions, and returns its path. */
export const writeDecisionLibrary = (): string => {
  const file = join(temporaryFolder(), 'decisions.json');
  const library = {
    format: 'borrow-desk/library',
    version: 1,
    libraries: [{ code: 'MAIN', name: 'Main Library' }],
    desks: [
      { code: 'MAIN-CIRC', name: 'Main Circulation Desk', library: 'MAIN', holdShelf: true, receives: true },
    ],
    partners: [
      { code: 'NORTH', name: 'North University Library', renewsAutomatically: true },
      { code: 'WEST', name: 'West College', renewsAutomatically: false, cancelNeedsConsent: true },
      { code: 'LAKE', name: 'Lake College' },
    ],
    patrons: [{ barcode: 'P1000001', name: 'Reader, A.', email: 'reader@example.org', library: 'MAIN' }],
    requests: requests().map((request) => ({
      patron: 'P1000001',
      pickup: 'MAIN-CIRC',
      activePartner: request.rota[0],
      createdAt: `${inDays(-20)}T09:30:00Z`,
      ...request,
    })),
  };
  writeFileSync(file, JSON.stringify(library));
  return file;
};
