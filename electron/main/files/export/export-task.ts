import type { Instant } from '../../../../shared/domain/ids.ts';
import type { SavedList, TableFormat } from '../../../../shared/ipc/calls/files.ts';
import type { LibraryScope } from '../../db/library-scope.ts';
import type { Importer } from '../importer.ts';

/** What goes into a file. */
export type Wanted =
  /** The whole library; with patrons as numbers where they are left out. */
  | { readonly kind: 'library'; readonly withoutPatrons: boolean }
  | { readonly kind: 'list'; readonly of: SavedList; readonly format: TableFormat }
  /** A text that is there already. */
  | { readonly kind: 'text'; readonly text: string; readonly rows: number };

/** What an export is started with. Paths are whole. */
export type ExportTask = {
  readonly file: string;
  /** Whether somebody agreed that what stands there is replaced. */
  readonly mayReplace: boolean;
  readonly databaseFile: string;
  readonly wanted: Wanted;
  /** Who saves it, with the libraries of which they may read. */
  readonly who: Importer;
  readonly libraries: LibraryScope;
  readonly timeZone: string;
  readonly at: Instant;
};

export type ExportProgress = { readonly rows: number; readonly rowsTotal: number };

/** How an export ended; `why` is a sentence for staff. */
export type ExportEnd =
  | { readonly outcome: 'done'; readonly rows: number; readonly bytes: number }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'failed'; readonly why: string };
