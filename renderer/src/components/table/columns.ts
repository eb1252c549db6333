import type { Key, ReactNode } from 'react';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { Density } from '../density.ts';

export type Direction = 'ascending' | 'descending';

/** What cells need besides their row. */
export type CellFacts = {
  readonly today: CalendarDate;
  readonly timeZone: string;
  /** Whether a row has room for one line alone. */
  readonly compact: boolean;
  /** Whether the row is the one that the keys are on: only its controls are stops of the Tab key. */
  readonly current: boolean;
  /** Whether another column is in sight: what it shows is not said twice. */
  readonly hasColumn: (id: string) => boolean;
};

/** One column of a table. Widths are pixels. */
export type TableColumn<R> = {
  readonly id: string;
  readonly label: string;
  /** Until a person chooses another one: a number, or as what it shows needs it. Its head is never cut. */
  readonly widthPx: number | ((density: Density) => number);
  /** So narrow it may become where there is no room, after others have given way; left out: not at all. */
  readonly leastPx?: number;
  /** Its share of the room that the others leave, as long as nobody has chosen a width. */
  readonly grow?: number;
  /** In which direction the list is ordered by it first; left out where it cannot be. */
  readonly sorts?: Direction;
  /** Whether it is shown before a person chooses. */
  readonly shown: boolean;
  /** Whether a row has something in it, where not each one has: a column that is empty in all of them is not shown. */
  readonly has?: (row: R) => boolean;
  /** It gives way where there is no room: the least number first. */
  readonly givesWay?: number;
  /** But not where rows stand so. */
  readonly staysIn?: Density;
  readonly cell: (row: R, facts: CellFacts) => ReactNode;
  /** What is heard of the cell, where it is drawn in parts that would be heard one by one. */
  readonly name?: (row: R, facts: CellFacts) => string;
  /** Buttons: seen on the row that is pointed at, selected, open or has the keys, and always where fingers press. */
  readonly isQuiet?: true;
};

/** A column whose width is settled. */
export type FittedColumn<R> = TableColumn<R> & { readonly widthPx: number };

/** A table as its page describes it: the same all the time. */
export type TableSpec<R> = {
  /** Under which its columns are kept. */
  readonly id: string;
  /** Its name for a screen reader. */
  readonly label: string;
  readonly keyOf: (row: R) => Key;
  /** By what a row is called in the names of its controls, such as its identifier. */
  readonly nameOf: (row: R) => string;
  /** Names of a row's box and menu, where they are others than `Select …` and `Actions for …`. */
  readonly controlNames?: {
    readonly select?: (name: string) => string;
    readonly menu?: (name: string) => string;
  };
  /** How many of the first columns stay in sight while the others are scrolled. */
  readonly frozen: number;
  readonly columns: readonly TableColumn<R>[];
};

/** The order of a list. */
export type TableSort = { readonly column: string; readonly direction: Direction };
