import type { IntakeField } from './fields.ts';
import type { DayOrder } from './outside-day.ts';
import { plainWords } from './plain-words.ts';
import type { StatusTable } from './statuses.ts';
import { t } from '../../words/words.ts';

/** A system whose exports we know. */
type SystemFacts = {
  /** Its label for staff; `--profile` accepts it too. */
  readonly label: string;
  /** Names of columns that identify its files, separated by commas. */
  readonly signs: string;
  /** The meanings of columns that differ from the usual ones: a field, or null. */
  readonly columns?: Readonly<Record<string, IntakeField | null>>;
  /** Its words for statuses, the likeliest table first. */
  readonly statuses: readonly StatusTable[];
  /** The order of day and month if no date of the file determines it; null: configured by the institution. */
  readonly dayOrder: DayOrder | null;
  /** A request has several rows, one for each partner that was asked. */
  readonly rowPerPartner?: true;
  /** Records that it names must already exist: none is created from a name. */
  readonly strict?: true;
};

/** The systems, as data. `--profile=NAME` accepts these names. */
export const systems = {
  'borrow-desk': {
    label: 'Borrow Desk',
    signs: '',
    statuses: [],
    dayOrder: null,
    strict: true,
  },
  'alma-list': {
    label: 'Alma',
    signs:
      'External identifier, Requester, Active partner, Labels, Assigned to, Owner, Update date, Pickup location, Creation date, Externe Kennung, Abholort, Besteller, Identificador externo',
    statuses: ['alma', 'anywhere'],
    dayOrder: 'mdy',
  },
  'alma-analytics': {
    label: 'Alma Analytics',
    signs:
      'Borrowing Request Status, Borrowing Creation Date, Borrowing Creation Date and Time, Network Number, ISBN (Normalized), ISSN (Normalized), Partner Active Status, Request Sending Date, Internal Id, Request External ID, External Request ID, Partner Code, Partner Name',
    statuses: ['alma', 'anywhere'],
    dayOrder: 'mdy',
    rowPerPartner: true,
  },
  rapido: {
    label: 'Rapido',
    signs: 'Rapido, Set, Pod, Rapido Request ID, Pod Name',
    statuses: ['alma', 'anywhere'],
    dayOrder: 'mdy',
  },
  illiad: {
    label: 'ILLiad',
    signs:
      'TransactionNumber, TransactionStatus, Username, LoanTitle, LoanAuthor, PhotoJournalTitle, PhotoArticleTitle, LendingLibrary, LendingString, ProcessType, SystemID, ESPNumber, ILLNumber, ReasonForCancellation, IFMCost, NotWantedAfter',
    columns: {
      'ILL Number': null,
      'Request Type': 'materialType',
      'Loan Date': 'year',
      Location: null,
      'Library Use Only': null,
      'Reason For Cancellation': 'note',
      'Creation Date': 'createdAt',
    },
    statuses: ['illiad', 'anywhere'],
    dayOrder: 'mdy',
  },
  worldshare: {
    label: 'WorldShare ILL',
    signs:
      'Lender Symbol, Lender Received Date, Lender Filled Date, Borrower Filled Date, Lending Charges, Photocopy Flag, Direct Request: Unmediated, Direct Request: Mediated, Pages (Citation), Need Before, Local ID, Borrower Symbol',
    columns: { 'Local ID': null, 'Item ID': 'itemBarcode' },
    statuses: ['worldshare', 'anywhere'],
    dayOrder: null,
  },
  tipasa: {
    label: 'Tipasa',
    signs:
      'Tipasa, Request ID, Local ID, Need Before, Patron ID, Request Type, Lender String, Borrower Symbol',
    columns: { 'Local ID': null, 'Item ID': 'itemBarcode' },
    statuses: ['worldshare', 'anywhere'],
    dayOrder: null,
  },
  koha: {
    label: 'Koha',
    signs:
      'illrequest_id, borrowernumber, biblio_id, branchcode, status_alias, placed, accessurl, notesopac, notesstaff, backend, batch_id, Placed on, Bibliographic record ID, Order ID, Replied',
    columns: {
      'Order ID': null,
      orderid: null,
      Library: 'pickup',
      item_id: 'itemBarcode',
      circulation_notes: 'circulationNote',
    },
    statuses: ['koha', 'anywhere'],
    dayOrder: null,
  },
  reshare: {
    label: 'ReShare',
    signs:
      'pr_hrid, pr_patron_identifier, pr_title, pr_selected_item_barcode, pr_pickup_location_slug, pr_state_fk, pr_is_requester, Patron library, Supplying library, Request UUID',
    statuses: ['reshare', 'anywhere'],
    dayOrder: null,
  },
  other: {
    label: t('Another system'),
    signs: '',
    statuses: ['anywhere', 'alma', 'illiad', 'worldshare', 'koha', 'reshare'],
    dayOrder: null,
  },
} as const satisfies Readonly<Record<string, SystemFacts>>;

export type SystemName = keyof typeof systems;
export const systemNames = Object.keys(systems) as readonly SystemName[];

/** Returns the facts of a system. */
export const systemFacts = (name: SystemName): SystemFacts => systems[name];

const signsOf = new Map<SystemName, ReadonlySet<string>>(
  systemNames.map((name) => [name, new Set(systems[name].signs.split(',').map(plainWords))]),
);

/** Returns the system with a name or label, as passed to `--profile`; undefined if there is none. */
export const findSystem = (name: string): SystemName | undefined => {
  const asked = plainWords(name);
  const known = systemNames.find(
    (one) => plainWords(one) === asked || plainWords(systems[one].label) === asked,
  );
  if (known) return known;
  const aliases: Readonly<Record<string, SystemName>> = {
    alma: 'alma-list',
    'alma borrowing requests': 'alma-list',
    'alma export list': 'alma-list',
    analytics: 'alma-analytics',
    'world share': 'worldshare',
    'world share ill': 'worldshare',
    'oclc world share': 'worldshare',
    oclc: 'worldshare',
    generic: 'other',
  };
  return aliases[asked];
};

/** The number of matching column names that identify a system. */
const signsNeeded = 2;

/** Returns the system to which these columns belong, by their names in the file; `other` if none is certain. */
export const systemOfHeads = (heads: readonly string[]): SystemName => {
  const names = heads.map(plainWords);
  const ranked = systemNames
    .map((name) => ({
      name,
      signs: names.filter((head) => head !== '' && signsOf.get(name)?.has(head)).length,
    }))
    .toSorted((one, other) => other.signs - one.signs);
  const [best] = ranked;
  return best && best.signs >= signsNeeded ? best.name : 'other';
};

/** Returns a system's special meaning of a column; undefined if it has the usual meaning. */
export const columnInSystem = (name: SystemName, head: string): IntakeField | null | undefined => {
  const { columns } = systemFacts(name);
  if (!columns) return undefined;
  const asked = plainWords(head);
  const said = Object.entries(columns).find(([column]) => plainWords(column) === asked);
  return said?.[1];
};
