import type { RowFault } from './row-fault.ts';

/**
 * The supported versions of the library file. Each adds optional fields to the one before: version 2 the parts of a request's life besides
 * its status, version 3 a turn for each partner.
 */
export const fileVersions = [1, 2, 3] as const;

/** The sections of a library file in import order: a row refers only to earlier sections. */
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

/** The key field of each section's rows. */
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

/** Whether this is the name of a section that we import. */
export const isSection = (name: string): name is Section => (sections as readonly string[]).includes(name);

/** The names in a CSV row for its patron and partner, so that missing ones can be added. */
export type NamesToAdd = {
  readonly patronName: string;
  readonly patronEmail: string;
  readonly partnerName: string;
};

/**
 * The people and places in a row of another system's file, by number, code or name. They are looked up when the row is stored, and added
 * if missing. Empty: none.
 */
export type OutsideNames = {
  readonly patron: string;
  readonly patronName: string;
  readonly patronEmail: string;
  readonly partner: string;
  readonly partnerName: string;
  /** Whether it is the partner's turn; a row may describe an earlier one. */
  readonly partnerIsActive: boolean;
  /** Codes of the partners, in the order in which they are asked. */
  readonly rota: readonly string[];
  readonly pickup: string;
  /** Whether a request may have several rows, one for each of its partners. */
  readonly rowPerPartner: boolean;
};

/** A row of the file: its 1-based position (in a table: its line), and its value, or why it could not be read. */
export type RawRow =
  | {
      readonly row: number;
      readonly value: unknown;
      readonly namesToAdd?: NamesToAdd;
      /** The people and places in a row of another system. */
      readonly outside?: OutsideNames;
      /** Remarks for staff once the row is stored. */
      readonly remarks?: readonly string[];
      /** Positions of further rows, each with another item of the same request, that were joined to this one. */
      readonly also?: readonly number[];
    }
  | { readonly row: number; readonly unreadable: string }
  /** Not a borrowing request: it is not imported, and this is not a fault. */
  | { readonly row: number; readonly skipped: string; readonly key: string; readonly title: string }
  | { readonly row: number; readonly fault: RowFault; readonly key: string; readonly title: string };

/** Some rows of one section, and the number of bytes read so far. */
export type RawBatch = {
  readonly section: Section;
  readonly rows: readonly RawRow[];
  readonly bytesRead: number;
};

/** The most rows read together, and the most in one transaction. */
export const rowsPerBatch = 1_000;

/** A longer row is refused unread, and rows that are read together have at most this size, so that memory is bounded. */
export const maxRowBytes = 4 * 1024 * 1024;

/**
 * The most names and values in a row, and in rows that are read together. In memory, a value is many times as large as its two characters
 * in a file. A request with a thousand items and as many notes has a third of this.
 */
export const maxRowValues = 50_000;

/** A row with deeper nesting is refused unread. */
export const maxRowDepth = 200;
