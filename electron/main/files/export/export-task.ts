import type { Instant } from '../../../../shared/domain/ids.ts';
import type { SavedList, TableFormat } from '../../../../shared/ipc/calls/files.ts';
import type { LibraryScope } from '../../db/library-scope.ts';
import type { Importer } from '../importer.ts';

/** The contents of an exported file. */
export type Wanted =
  /** The whole library. Without patrons, numbers take their place. */
  | { readonly kind: 'library'; readonly withoutPatrons: boolean }
  | { readonly kind: 'list'; readonly of: SavedList; readonly format: TableFormat }
  /** A text that is already complete. */
  | { readonly kind: 'text'; readonly text: string; readonly rows: number };

/** The parameters of an export. Paths are absolute. */
export type ExportTask = {
  readonly file: string;
  /** Whether the operator agreed to replace an existing file. */
  readonly mayReplace: boolean;
  readonly databaseFile: string;
  readonly wanted: Wanted;
  /** The operator who saves it, and the libraries they may read. */
  readonly who: Importer;
  readonly libraries: LibraryScope;
  readonly timeZone: string;
  readonly at: Instant;
};

export type ExportProgress = { readonly rows: number; readonly rowsTotal: number };

/** The outcome of an export; `why` is a sentence for staff. */
export type ExportEnd =
  | { readonly outcome: 'done'; readonly rows: number; readonly bytes: number }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'failed'; readonly why: string };
