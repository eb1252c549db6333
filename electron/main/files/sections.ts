import type { RowFault } from './row-fault.ts';

/**
 * The versions of the library file that are read. Each has all of the one before, and more that may be left out: the second one the parts
 * of a life beside its status, the third one a turn for each partner.
 */
export const fileVersions = [1, 2, 3] as const;

/** The sections of a library file in the order in which they are imported: a row refers only to sections before its own. */
export const sections = [
  'libraries',
  'desks',
  'operators',
  'reasons',
  'templates',
  'settings',
  'barcodeSeries',
  'partners',
  'patrons',
  'requests',
] as const;

export type Section = (typeof sections)[number];

/** The field by which the rows of a section are known. */
export const keyFields: Readonly<Record<Section, string>> = {
  libraries: 'code',
  desks: 'code',
  operators: 'name',
  reasons: 'code',
  templates: 'code',
  settings: 'name',
  barcodeSeries: 'prefix',
  partners: 'code',
  patrons: 'barcode',
  requests: 'externalId',
};

/** Whether the name is one of a section that we import. */
export const isSection = (name: string): name is Section => (sections as readonly string[]).includes(name);

/** What a CSV row says about a patron and a partner besides their codes: enough to add those that are missing. */
export type Newcomers = {
  readonly patronName: string;
  readonly patronEmail: string;
  readonly partnerName: string;
};

/**
 * What a row of another system's file says of people and places, by numbers, codes or names as it has them: it is looked up when the
 * row is stored, and what is not there is made. Empty: nothing.
 */
export type OutsideNames = {
  readonly patron: string;
  readonly patronName: string;
  readonly patronEmail: string;
  readonly partner: string;
  readonly partnerName: string;
  /** Whether it is the partner's turn; a row may tell of one that was asked before. */
  readonly partnerIsActive: boolean;
  /** Codes of the partners that are asked, one after the other. */
  readonly rota: readonly string[];
  readonly pickup: string;
  /** A request may stand in several rows, one for each of its partners. */
  readonly rowPerPartner: boolean;
};

/** A row as it stands in the file: its 1-based place (in a table: its line), and its value or why it could not be read. */
export type RawRow =
  | {
      readonly row: number;
      readonly value: unknown;
      readonly newcomers?: Newcomers;
      /** What a file of another system says of people and places. */
      readonly outside?: OutsideNames;
      /** What staff should know of it once it is stored. */
      readonly remarks?: readonly string[];
      /** Places of further rows that say the same of another item: they stand in this one. */
      readonly also?: readonly number[];
    }
  | { readonly row: number; readonly unreadable: string }
  /** Of another kind of work than borrowing: nothing of it is taken in, and it is no fault. */
  | { readonly row: number; readonly skipped: string; readonly key: string; readonly title: string }
  | { readonly row: number; readonly fault: RowFault; readonly key: string; readonly title: string };

/** Some rows of one section, and how far the file was read to get them. */
export type RawBatch = {
  readonly section: Section;
  readonly rows: readonly RawRow[];
  readonly bytesRead: number;
};

/** How many rows are read at once; a transaction never holds more. */
export const rowsPerBatch = 1_000;

/** A row longer than this is refused unread, and rows that are read at once are not longer together: so the memory is bounded. */
export const maxRowBytes = 4 * 1024 * 1024;

/**
 * So many names and values may stand in a row, and in the rows that are read at once. A value in memory is many times as large as
 * its two characters in a file. A request with a thousand items and as many notes has a third of this.
 */
export const maxRowValues = 50_000;

/** A row whose brackets are nested deeper is refused unread. */
export const maxRowDepth = 200;
