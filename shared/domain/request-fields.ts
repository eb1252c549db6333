/** What one field of a request is, wherever it is shown, ordered by, read from a file or changed. */
type RequestFieldFacts = {
  readonly label: string;
  /** A column of the list. `shown`: before a person chooses. The table says how wide and in what order its columns are drawn. */
  readonly column?: {
    /** Where the head says more than the label. */
    readonly label?: string;
    readonly shown: boolean;
  };
  /** Whether the list can be ordered by it. */
  readonly sorts?: true;
  /** Heads of its column in a CSV file of requests, the one that we write ourselves first, and its name in a row of a library file. */
  readonly csv?: {
    readonly name: string;
    readonly heads: readonly string[];
    /** So many characters at most, for a text that is kept as it comes. */
    readonly longest?: number;
  };
  /** What a person may change: its name in the form, and until when. */
  readonly edit?: { readonly name: string; readonly until: 'sent' | 'received' | 'lent' | 'over' };
};

/** Every field of a request, in the order of the form. */
export const requestFieldList = {
  externalId: {
    label: 'External identifier',
    column: { shown: true },
    sorts: true,
    csv: { name: 'externalId', heads: ['external_id', 'external_identifier'] },
  },
  title: {
    label: 'Title',
    column: { label: 'Title, author', shown: true },
    sorts: true,
    csv: { name: 'title', heads: ['title'] },
    edit: { name: 'title', until: 'sent' },
  },
  author: {
    label: 'Author',
    csv: { name: 'author', heads: ['author'] },
    edit: { name: 'author', until: 'sent' },
  },
  format: {
    label: 'Format',
    csv: { name: 'format', heads: ['format'] },
    edit: { name: 'format', until: 'sent' },
  },
  requester: {
    label: 'Requester',
    column: { shown: true },
    sorts: true,
    csv: { name: 'patron', heads: ['patron_barcode', 'patron'] },
    edit: { name: 'patronId', until: 'sent' },
  },
  requesterName: {
    label: 'Name of the requester',
    csv: { name: 'patronName', heads: ['patron_name'] },
  },
  requesterEmail: {
    label: 'E-mail of the requester',
    csv: { name: 'patronEmail', heads: ['patron_email'] },
  },
  rota: { label: 'Rota', csv: { name: 'rota', heads: ['rota'] } },
  partner: {
    label: 'Partner',
    column: { shown: true },
    sorts: true,
    csv: { name: 'activePartner', heads: ['partner_code', 'partner', 'active_partner'] },
  },
  partnerName: { label: 'Name of the partner', csv: { name: 'partnerName', heads: ['partner_name'] } },
  status: {
    label: 'Status',
    column: { shown: true },
    sorts: true,
    csv: { name: 'status', heads: ['status'] },
  },
  attention: {
    label: 'Notes and conditions',
    column: { shown: true },
  },
  pickup: {
    label: 'Pickup location',
    column: { shown: true },
    csv: { name: 'pickup', heads: ['pickup', 'pickup_desk', 'pickup_code', 'pickup_location'] },
    edit: { name: 'pickupDeskId', until: 'received' },
  },
  dueOn: {
    label: 'Due date',
    column: { shown: true },
    sorts: true,
    csv: { name: 'dueOn', heads: ['due_on', 'due_date'] },
    edit: { name: 'dueOn', until: 'lent' },
  },
  items: { label: 'Items', column: { shown: false } },
  volumes: {
    label: 'Number of volumes',
    csv: { name: 'volumes', heads: ['volumes'] },
    edit: { name: 'volumes', until: 'lent' },
  },
  circulationNote: {
    label: 'Circulation note',
    csv: { name: 'circulationNote', heads: ['circulation_note'], longest: 10_000 },
    edit: { name: 'circulationNote', until: 'over' },
  },
  cost: { label: 'Cost', csv: { name: 'cost', heads: ['cost'], longest: 320 } },
  note: { label: 'Note', csv: { name: 'note', heads: ['note'] } },
  conditionReason: {
    label: 'Reason of the condition',
    csv: { name: 'conditionReason', heads: ['condition_reason'] },
  },
  conditionNote: {
    label: 'Note of the condition',
    csv: { name: 'conditionNote', heads: ['condition_note'] },
  },
  replyBy: { label: 'Reply to the condition by', csv: { name: 'replyBy', heads: ['reply_by'] } },
  createdAt: {
    label: 'Created',
    column: { shown: false },
    sorts: true,
    csv: { name: 'createdAt', heads: ['created_at', 'created_on', 'request_date'] },
  },
  updatedAt: { label: 'Changed', column: { shown: false }, sorts: true },
} as const satisfies Readonly<Record<string, RequestFieldFacts>>;

type Facts = typeof requestFieldList;
type Name = keyof Facts;
type NamesWith<P extends object> = { [F in Name]: Facts[F] extends P ? F : never }[Name];

/** The columns of the list. */
export type ColumnName = NamesWith<{ readonly column: object }>;
/** The columns by which the list can be ordered. */
export type SortField = NamesWith<{ readonly sorts: true }>;
/** The fields that a CSV file fills, by their names in a row of a library file. */
export type CsvField = Facts[NamesWith<{ readonly csv: object }>]['csv']['name'];
/** Those of them that are texts kept as they come. */
export type PlainText = Facts[NamesWith<{ readonly csv: { readonly longest: number } }>]['csv']['name'];
/** What a person may change, by its name in the form. */
export type EditField = Facts[NamesWith<{ readonly edit: object }>]['edit']['name'];

/** The same list for code that asks each entry whether it has a part. */
export const allRequestFields: readonly (readonly [Name, RequestFieldFacts])[] = Object.entries(
  requestFieldList,
) as [Name, RequestFieldFacts][];

/** How long each plain text of a file may be. */
export const plainTexts: readonly (readonly [PlainText, longest: number])[] = allRequestFields.flatMap(
  ([, { csv }]) => (csv?.longest === undefined ? [] : [[csv.name as PlainText, csv.longest] as const]),
);
