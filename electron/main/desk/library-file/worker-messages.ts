import type { ImportProgress, ImportReport } from '../../../../shared/ipc/import-views.ts';

/** What the import thread is started with. Paths are whole. */
export type ImportTask = {
  readonly file: string;
  readonly databaseFile: string;
  readonly reportsDir: string;
  readonly timeZone: string;
};

export type ToWorker = { readonly kind: 'cancel' };

export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  | { readonly kind: 'report'; readonly report: ImportReport };
