import { requestStatuses, requestStatusCodes } from '../../../shared/domain/request-status.ts';
import type { RequestStatus } from '../../../shared/domain/request-status.ts';
import { day, moment } from './demo-days.ts';
import type { DemoItem, DemoNote, DemoRequest } from './demo-request.ts';
import type { Numbers } from './numbers.ts';
import { partnerPrefixes, partners, patrons } from './people-and-places.ts';
import type { Work } from './works.ts';
import { sets, works } from './works.ts';

/** How many requests of each status; two of every other one. One of those that are fixed is claimed. */
const counts: Readonly<Partial<Record<RequestStatus, number>>> = {
  READY_TO_SEND: 9,
  REQUEST_SENT: 20,
  WILL_SUPPLY: 12,
  CONDITIONAL: 9,
  SHIPPED_PHYSICALLY: 58,
  RECEIVED_PHYSICALLY: 46,
  LOANED: 44,
  MEDIATED_RENEWAL: 4,
  RENEWED: 10,
  OVERDUE_ITEM: 10,
  RETURNED_BY_PATRON: 6,
  RETURNED_TO_PARTNER: 12,
  REJECTED: 4,
  REQUEST_COMPLETED: 14,
  CANCELLED_BY_PATRON: 3,
  CANCELLED_BY_STAFF: 4,
  CLAIMED: 0,
};

const pickups = [
  'MAIN-CIRC',
  'MAIN-CIRC',
  'MAIN-CIRC',
  'HILL-CIRC',
  'HILL-CIRC',
  'HILL-MUSIC',
  'MAIN-INFO',
] as const;

const conditions = [
  ['LibraryUseOnly', 'For use in your library only.'],
  ['NoReproduction', 'No copies or photographs may be made.'],
  ['ClientSignatureRequired', 'The patron must sign the enclosed form.'],
  ['SpecCollSupervReq', 'Rare book: only in a supervised reading room.'],
  ['Other', 'We can lend our copy of 1902; the binding is weak. Is that all right?'],
] as const;

const partnerNotes = [
  'Please return in the same box.',
  'The spine is damaged already; see the slip inside.',
  'We sent the second edition: the first is not lent.',
  'Due date cannot be extended: reserved for a course in February.',
];
const staffNotes = [
  'The patron asks for the edition with maps.',
  'The patron is on field work until the end of the month.',
  'Asked the partner for the missing index volume.',
];

/** Everything about one request that several of its parts depend on. */
type Draft = {
  readonly n: number;
  readonly random: Numbers;
  readonly status: RequestStatus;
  readonly work: Work;
  readonly pickup: string;
  readonly lender: string;
  /** Days from the day of the demo library; before it: negative. */
  readonly createdDay: number;
  readonly arrivedDay: number;
  readonly dueDay: number;
};

/** Requests in every status, with items, loans, notes and conditions that fit it. The same numbers, the same requests. */
export const makeRequests = (random: Numbers, firstNumber: number): readonly DemoRequest[] => {
  const statuses = requestStatusCodes.flatMap((status) =>
    Array.from({ length: counts[status] ?? 2 }, () => status),
  );
  return shuffled(statuses, random).map((status, index) =>
    toRequest(draftOf(random, status, index), firstNumber + index),
  );
};

const shuffled = <T>(list: readonly T[], random: Numbers): readonly T[] =>
  list
    .map((value) => ({ value, key: random.below(1_000_000) }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);

const draftOf = (random: Numbers, status: RequestStatus, n: number): Draft => {
  const isSet = phaseOf(status) !== 'completed' && random.chance(14);
  const early = phaseOf(status) === 'before-receipt' || phaseOf(status) === 'cancelled';
  const late = phaseOf(status) === 'completed' || phaseOf(status) === 'returned';
  const youngest = early ? 2 : late ? 70 : 20;
  // What is overdue came long enough ago to have been lent for some weeks.
  const overdue =
    status === 'OVERDUE_ITEM' || status === 'REPORT_LOST' || (status === 'LOANED' && n % 9 === 0);
  const createdDay = -(youngest + random.below(early ? 26 : late ? 150 : 38) + (overdue ? 40 : 0));
  const arrivedDay = Math.min(-1, createdDay + 6 + random.below(9));
  return {
    n,
    random,
    status,
    work: random.pick(isSet ? sets : works),
    pickup: random.pick(pickups),
    lender: random.pick(partners).code,
    createdDay,
    arrivedDay,
    dueDay: overdue ? -(1 + random.below(12)) : dueDayOf(random, status, arrivedDay),
  };
};

const phaseOf = (status: RequestStatus): string => requestStatuses[status].phase;

const dueDayOf = (random: Numbers, status: RequestStatus, arrivedDay: number): number => {
  if (status === 'RECALLED_BOR') return 3 + random.below(4);
  if (phaseOf(status) === 'completed' || phaseOf(status) === 'returned')
    return arrivedDay + 28 + random.below(14);
  return 10 + random.below(60);
};

const toRequest = (draft: Draft, number: number): DemoRequest => {
  const { random, status, work } = draft;
  const digital = status === 'SHIPPED_DIGITALLY' || status === 'RECEIVED_DIGITALLY';
  const others = shuffled(partners, random)
    .map(({ code }) => code)
    .filter((code) => code !== draft.lender)
    .slice(0, random.below(3));
  const asked = status !== 'REQUEST_CREATED_BOR' && status !== 'LOCATE_FAILED';
  const dated = !['before-receipt', 'cancelled'].includes(phaseOf(status)) || status === 'SHIPPED_PHYSICALLY';
  const items = digital ? [] : itemsOf(draft);
  return {
    externalId: `01${draft.pickup.startsWith('HILL') ? 'HILL' : 'MAIN'}${String(number).padStart(7, '0')}`,
    title: work.title,
    author: work.author,
    format: digital ? 'digital' : 'physical',
    patron: random.pick(patrons).barcode,
    pickup: draft.pickup,
    rota: asked ? (status === 'REJECTED' ? [...others, draft.lender] : [draft.lender, ...others]) : [],
    ...(asked && { activePartner: draft.lender }),
    status,
    ...(dated && { dueOn: day(draft.dueDay) }),
    createdAt: moment(draft.createdDay, draft.n),
    volumes: random.chance(6) && items.length === 0 ? null : work.volumes,
    ...(random.chance(8) && { circulationNote: 'Lend with the box. No renewal without asking.' }),
    ...(random.chance(10) && { cost: `USD ${5 + random.below(20)}.00` }),
    ...partsOf(draft),
    ...(items.length > 0 && { items }),
  };
};

const partsOf = (draft: Draft): Pick<DemoRequest, 'notes' | 'condition'> => {
  const { random, status } = draft;
  const atDay = Math.min(-1, draft.createdDay + 3);
  const at = moment(atDay, draft.n + 2);
  if (status === 'CONDITIONAL') {
    const [reason, note] = random.pick(conditions);
    return {
      notes: [{ from: 'partner', text: note, active: true, createdAt: at }],
      // Nobody asks for a reply by a day that was over when the partner asked.
      condition: { reason, note, replyBy: day(Math.max(atDay + 2, random.below(14) - 4)) },
    };
  }
  const notes: DemoNote[] = [];
  if (random.chance(12))
    notes.push({
      from: 'partner',
      text: random.pick(partnerNotes),
      active: random.chance(50),
      createdAt: at,
    });
  if (random.chance(8))
    notes.push({ from: 'staff', text: random.pick(staffNotes), active: random.chance(40), createdAt: at });
  const [reason, note] = random.pick(conditions);
  return {
    ...(notes.length > 0 && { notes }),
    ...(status === 'SHIPPED_PHYSICALLY' && random.chance(15) && { condition: { reason, note } }),
  };
};

const itemsOf = (draft: Draft): readonly DemoItem[] => {
  const { random, status, work, arrivedDay } = draft;
  if (['before-receipt', 'cancelled'].includes(phaseOf(status))) return [];
  // Some sets come in two parcels.
  const here =
    status === 'RECEIVED_PHYSICALLY' && work.volumes > 1 && random.chance(50)
      ? 1 + random.below(work.volumes - 1)
      : work.volumes;
  const prefix = partnerPrefixes.get(draft.lender) ?? '';
  const shelf = random.chance(60);
  return Array.from({ length: here }, (_, volume) => ({
    barcode: `${prefix}${40_000 + draft.n * 20 + volume}`,
    receivedAt: moment(arrivedDay, draft.n + volume),
    ...whereItIs(draft, shelf),
  }));
};

/** Where the items of a request are, so that it fits its status. */
const whereItIs = (draft: Draft, shelf: boolean): Omit<DemoItem, 'barcode' | 'receivedAt'> => {
  const { status, pickup, arrivedDay, dueDay } = draft;
  const loan = { loanedOn: day(arrivedDay + 2), dueOn: day(dueDay) };
  const back = { ...loan, endedOn: day(Math.max(arrivedDay + 2, Math.min(dueDay, -2))) };
  switch (phaseOf(status)) {
    case 'at-library':
      return shelf ? { status: 'on-hold-shelf', desk: pickup } : onTheWayTo(pickup);
    case 'back-from-patron':
      return { status: 'returned-by-patron', desk: pickup, loan: back };
    case 'returned':
    case 'completed':
      return { status: 'returned-to-partner', desk: 'MAIN-ILL', loan: back };
    case 'loss-and-damage':
      return status === 'REPORT_LOST'
        ? { status: 'lost', desk: pickup, loan }
        : { status: 'returned-by-patron', desk: pickup, loan: back };
    default:
      return { status: 'on-loan', desk: pickup, loan };
  }
};

const onTheWayTo = (pickup: string): Omit<DemoItem, 'barcode' | 'receivedAt'> => ({
  status: 'in-transit',
  desk: pickup === 'MAIN-CIRC' ? 'MAIN-ILL' : 'MAIN-CIRC',
});
