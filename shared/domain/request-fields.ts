import { t, type Translate } from '../words/words.ts';

/** The facts about one field of a request, wherever it is displayed, sorted by, read from a file or changed. */
type RequestFieldFacts = {
  readonly label: string;
  /** A column of the list. `shown`: visible by default. The table determines the width and the order of its columns. */
  readonly column?: {
    /** If the heading says more than the label. */
    readonly label?: string;
    readonly shown: boolean;
  };
  /** Whether the list can be sorted by it. */
  readonly sorts?: true;
  /** Headings of its column in a CSV file of requests, starting with the one that we write, and its name in a row of a library file. */
  readonly csv?: {
    readonly name: string;
    readonly heads: readonly string[];
    /** Maximum number of characters, for a text that is stored unchanged. */
    readonly longest?: number;
  };
  /** For a field that staff may change: its name in the form, and until when. */
  readonly edit?: { readonly name: string; readonly until: 'lent' | 'over' };
  /**
   * Part of the citation besides title, author and format (citation.ts): a text with a maximum number of characters, empty if unknown.
   * Dates are written as 2027-01-15.
   */
  readonly citation?: { readonly longest: number };
};

/** The names of the parts of the citation. */
export const citationLabels = (t: Translate) => ({
  materialType: t('Material type'),
  journal: t('Journal title'),
  journalVolume: t('Volume'),
  issue: t('Issue'),
  pages: t('Pages'),
  year: t('Year'),
  edition: t('Edition'),
  publisher: t('Publisher'),
  isbn: 'ISBN',
  issn: 'ISSN',
  doi: 'DOI',
  language: t('Language'),
  neededBy: t('Needed by'),
  maximumCost: t('Maximum cost'),
  partnerNote: t('Note to partner'),
});

const citationLabel = citationLabels(t);

/** A part of the citation: it has the same name everywhere, and staff may change it until the request is over. */
const cited = <const N extends keyof typeof citationLabel>(
  name: N,
  longest: number,
  ...heads: readonly string[]
) =>
  ({
    label: citationLabel[name],
    csv: { name, heads },
    edit: { name, until: 'over' },
    citation: { longest },
  }) as const satisfies RequestFieldFacts;

/** Every field of a request, in form order. */
export const requestFieldList = {
  externalId: {
    label: t('External identifier'),
    column: { shown: true },
    sorts: true,
    csv: { name: 'externalId', heads: ['external_id', 'external_identifier'] },
  },
  title: {
    label: t('Title'),
    column: { label: t('Title, author'), shown: true },
    sorts: true,
    csv: { name: 'title', heads: ['title'] },
    edit: { name: 'title', until: 'over' },
  },
  author: {
    label: t('Author'),
    csv: { name: 'author', heads: ['author'] },
    edit: { name: 'author', until: 'over' },
  },
  format: {
    label: t('Format'),
    csv: { name: 'format', heads: ['format'] },
    edit: { name: 'format', until: 'over' },
  },
  materialType: cited('materialType', 64, 'material_type'),
  journal: cited('journal', 1_000, 'journal_title', 'journal'),
  journalVolume: cited('journalVolume', 100, 'journal_volume', 'volume'),
  issue: cited('issue', 100, 'issue'),
  pages: cited('pages', 100, 'pages'),
  year: cited('year', 100, 'year', 'publication_year'),
  edition: cited('edition', 320, 'edition'),
  publisher: cited('publisher', 320, 'publisher'),
  isbn: cited('isbn', 320, 'isbn'),
  issn: cited('issn', 320, 'issn'),
  doi: cited('doi', 1_000, 'doi'),
  language: cited('language', 100, 'language'),
  neededBy: cited('neededBy', 10, 'needed_by'),
  maximumCost: cited('maximumCost', 100, 'maximum_cost', 'max_cost'),
  partnerNote: cited('partnerNote', 2_000, 'note_to_partner', 'partner_note'),
  requester: {
    label: t('Requester'),
    // The title column shows it.
    column: { shown: false },
    sorts: true,
    csv: { name: 'patron', heads: ['patron_barcode', 'patron'] },
    edit: { name: 'patronId', until: 'lent' },
  },
  requesterName: {
    label: t('Requester name'),
    csv: { name: 'patronName', heads: ['patron_name'] },
  },
  requesterEmail: {
    label: t('Requester e-mail'),
    csv: { name: 'patronEmail', heads: ['patron_email'] },
  },
  rota: { label: t('Rota'), csv: { name: 'rota', heads: ['rota'] } },
  partner: {
    label: t('Partner'),
    column: { shown: true },
    sorts: true,
    csv: { name: 'activePartner', heads: ['partner_code', 'partner', 'active_partner'] },
  },
  partnerName: { label: t('Partner name'), csv: { name: 'partnerName', heads: ['partner_name'] } },
  status: {
    label: t('Status'),
    column: { shown: true },
    sorts: true,
    csv: { name: 'status', heads: ['status'] },
  },
  attention: { label: t('Notes and conditions'), column: { shown: true } },
  pickup: {
    label: t('Pickup location'),
    column: { shown: true },
    csv: { name: 'pickup', heads: ['pickup', 'pickup_desk', 'pickup_code', 'pickup_location'] },
    edit: { name: 'pickupDeskId', until: 'over' },
  },
  patronDueOn: { label: t('Due'), column: { shown: true }, sorts: true },
  dueOn: {
    label: t('Due back'),
    column: { shown: true },
    sorts: true,
    csv: { name: 'dueOn', heads: ['due_on', 'due_date'] },
  },
  items: { label: t('Items'), column: { shown: false } },
  volumes: {
    label: t('Number of volumes'),
    csv: { name: 'volumes', heads: ['volumes'] },
    edit: { name: 'volumes', until: 'over' },
  },
  circulationNote: {
    label: t('Circulation note'),
    csv: { name: 'circulationNote', heads: ['circulation_note'], longest: 10_000 },
    edit: { name: 'circulationNote', until: 'over' },
  },
  cost: { label: t('Cost'), csv: { name: 'cost', heads: ['cost'], longest: 320 } },
  againOf: { label: t('Repeat of'), csv: { name: 'againOf', heads: ['again_of'] } },
  note: { label: t('Note'), csv: { name: 'note', heads: ['note'] } },
  conditionReason: {
    label: t('Condition reason'),
    column: { label: t('Condition'), shown: false },
    csv: { name: 'conditionReason', heads: ['condition_reason'] },
  },
  conditionNote: {
    label: t('Condition note'),
    csv: { name: 'conditionNote', heads: ['condition_note'] },
  },
  replyBy: {
    label: t('Reply to condition by'),
    column: { label: t('Reply by'), shown: false },
    // Requests without an open condition come last.
    sorts: true,
    csv: { name: 'replyBy', heads: ['reply_by'] },
  },
  createdAt: {
    label: t('Created'),
    column: { shown: false },
    sorts: true,
    csv: { name: 'createdAt', heads: ['created_at', 'created_on', 'request_date'] },
  },
  updatedAt: { label: t('Changed'), column: { shown: false }, sorts: true },
} as const satisfies Readonly<Record<string, RequestFieldFacts>>;

type Facts = typeof requestFieldList;
type Name = keyof Facts;
type NamesWith<P extends object> = { [F in Name]: Facts[F] extends P ? F : never }[Name];

/** The columns of the list. */
export type ColumnName = NamesWith<{ readonly column: object }>;
/** The columns by which the list can be sorted. */
export type SortField = NamesWith<{ readonly sorts: true }>;
/** The fields filled from a CSV file, by their names in a row of a library file. */
export type CsvField = Facts[NamesWith<{ readonly csv: object }>]['csv']['name'];
/** The fields of a CSV file whose text is stored unchanged. */
export type PlainText = Facts[NamesWith<{ readonly csv: { readonly longest: number } }>]['csv']['name'];
/** The parts of the citation besides title, author and format. */
export type CitationField = NamesWith<{ readonly citation: object }>;
/** The fields that staff may change, by their names in the form. */
export type EditField = Facts[NamesWith<{ readonly edit: object }>]['edit']['name'];

/** The same list for code that checks whether each entry has a part. */
export const allRequestFields: readonly (readonly [Name, RequestFieldFacts])[] = Object.entries(
  requestFieldList,
) as [Name, RequestFieldFacts][];

/** The columns of the list, in field order. */
export const columnNames: readonly ColumnName[] = allRequestFields.flatMap(([name, { column }]) =>
  column ? [name as ColumnName] : [],
);

/** The maximum length of each text that is stored unchanged from a file. */
export const plainTexts: readonly (readonly [PlainText, longest: number])[] = allRequestFields.flatMap(
  ([, { csv }]) => (csv?.longest === undefined ? [] : [[csv.name as PlainText, csv.longest] as const]),
);
