import type {
  CalendarDate,
  Instant,
  ItemId,
  PartnerId,
  RequestId,
  TurnId,
} from '../../../shared/domain/ids.ts';
import type { RequestFactsView } from '../../../shared/ipc/decision-views.ts';
import { askedTurn, lifeOfParts, turnOf, volumeOf } from './life.ts';

/** A partner of a request, for the windows. */
export const reader = (id: number, name: string, changes: Partial<Reader> = {}): Reader => ({
  turnId: id as TurnId,
  partnerId: id as PartnerId,
  name,
  inUse: true,
  state: 'asked',
  address: 'good',
  isHeld: false,
  ...changes,
});
const nothingWaits = { shelved: 0, toScanIn: 0, letter: null } as const;
type Reader = RequestFactsView['partners'][number];

/** A request for the windows. North was asked, and West waits. */
export const request = (values: Partial<RequestFactsView> = {}): RequestFactsView => ({
  id: 1 as RequestId,
  externalId: 'R1',
  title: 'Title',
  author: '',
  status: 'CONDITIONAL',
  life: lifeOfParts({ turns: [askedTurn(1, { state: 'conditional' }), turnOf(2)] }),
  setOpen: false,
  dueOn: null,
  updatedAt: '2026-11-25T09:00:00.000Z' as Instant,
  askable: [2 as TurnId],
  needsConsent: [],
  renewsItself: [],
  found: { kind: 'hold-shelf', deskName: 'Main desk' },
  daysBeforePartner: 0,
  partners: [reader(1, 'North'), reader(2, 'West', { state: 'waiting' })],
  patron: { name: 'Reader, A.', address: 'good' },
  cancelNotify: false,
  lettersWait: null,
  waitsAgain: { kept: nothingWaits, wantedAgain: nothingWaits },
  libraryOff: [],
  condition: null,
  items: [],
  ...values,
});

/** The life of a request whose patron has its only volume. */
export const lent = lifeOfParts({
  turns: [askedTurn(1, { state: 'closing' })],
  volumes: [volumeOf(1, 'on-loan', { dueOn: '2026-12-20' as CalendarDate })],
});
/** The only volume of such a request. */
export const withPatron: RequestFactsView['items'] = [
  {
    id: 1 as ItemId,
    turnId: 1 as TurnId,
    barcode: 'B-1',
    volume: 1,
    status: 'on-loan',
    report: 'none',
    dueOn: '2026-12-20' as CalendarDate,
    backBy: null,
    isRenewable: true,
    receipts: { setAside: false, corrected: false, toldAnew: false },
    loan: { dueOn: '2026-12-11' as CalendarDate, renewalDueOn: null, renewals: 0 },
  },
];
