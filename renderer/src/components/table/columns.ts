import type { Key, ReactNode } from 'react';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { Density } from '../density.ts';

export type Direction = 'ascending' | 'descending';

/** Information that cells need besides their row. */
export type CellFacts = {
  readonly today: CalendarDate;
  readonly timeZone: string;
  /** Whether rows have one line only. */
  readonly compact: boolean;
  /** Whether the row has the keyboard focus: only its controls are stops of the Tab key. */
  readonly current: boolean;
  /** Whether another column is visible, so that its value is not repeated. */
  readonly hasColumn: (id: string) => boolean;
};

/** A column of a table. Widths are in pixels. */
export type TableColumn<R> = {
  readonly id: string;
  readonly label: string;
  /** The default width: a number, or computed from the content. The head is never clipped. */
  readonly widthPx: number | ((density: Density) => number);
  /** The minimum width, used after other columns are hidden; if absent, the column does not shrink. */
  readonly leastPx?: number;
  /** Its share of the remaining space, unless the user chose a width. */
  readonly grow?: number;
  /** The initial sort direction; absent if the list cannot be sorted by it. */
  readonly sorts?: Direction;
  /** Whether it is shown by default. */
  readonly shown: boolean;
  /** Whether a row has a value, for a column that may be empty: it is hidden if it is empty in all rows. */
  readonly has?: (row: R) => boolean;
  /** It is hidden if there is no room: the lowest number first. */
  readonly givesWay?: number;
  /** The density in which it is not hidden. */
  readonly staysIn?: Density;
  readonly cell: (row: R, facts: CellFacts) => ReactNode;
  /** The accessible text of the cell, if it is drawn in parts that would be read one by one. */
  readonly name?: (row: R, facts: CellFacts) => string;
  /** Buttons: visible on the row that is hovered, selected, open or focused, and always with touch density. */
  readonly isQuiet?: true;
};

/** A column with its width resolved. */
export type FittedColumn<R> = TableColumn<R> & { readonly widthPx: number };

/** The constant description of a table by its page. */
export type TableSpec<R> = {
  /** The key for storing its columns. */
  readonly id: string;
  /** Its name for screen readers. */
  readonly label: string;
  readonly keyOf: (row: R) => Key;
  /** The name of a row in the labels of its controls, such as its identifier. */
  readonly nameOf: (row: R) => string;
  /** The labels of a row's checkbox and menu, if different from `Select …` and `Actions for …`. */
  readonly controlNames?: {
    readonly select?: (name: string) => string;
    readonly menu?: (name: string) => string;
  };
  /** The number of leading columns that stay in view while the others scroll. */
  readonly frozen: number;
  readonly columns: readonly TableColumn<R>[];
};

/** The sort order of a list. */
export type TableSort = { readonly column: string; readonly direction: Direction };
