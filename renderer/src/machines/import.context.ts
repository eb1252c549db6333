import type { OperatorId } from '../../../shared/domain/ids.ts';
import type { Mapping } from '../../../shared/domain/intake/mapping.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';

/** A file that was chosen: the token stands for it. */
export type ChosenFile = NonNullable<Output<'libraryFile.choose'>>;

/** A file as it is to be read. */
export type AskedFile = { readonly token: string; readonly mapping: Mapping };

export type ImportContext = {
  readonly operatorId: OperatorId | null;
  readonly chosen: ChosenFile | null;
  /** What was given to it and is looked at; null: a person is asked for a file. */
  readonly given: GivenFile | null;
  readonly mapping: Mapping;
  /** What would become of the rows. */
  readonly dryRun: ImportReport | null;
  /** What became of them. */
  readonly report: ImportReport | null;
  /** Why the last call did not do what was asked; empty: it did. */
  readonly failure: string;
};

/** A file that was dropped, or that with the requests that this workstation had of its own before it joined a hub. */
export type GivenFile = object | 'own-requests';

export type ImportEvent =
  | { readonly type: 'file.asked' }
  | { readonly type: 'file.given'; readonly file: GivenFile }
  | { readonly type: 'mapping.changed'; readonly mapping: Mapping }
  | { readonly type: 'dryRun.asked' }
  | { readonly type: 'wentBack' }
  | { readonly type: 'import.asked' }
  /** An import runs that this window may not have begun. */
  | { readonly type: 'import.found' }
  | { readonly type: 'import.ended'; readonly report: ImportReport }
  | { readonly type: 'another.asked' }
  /** Who works here: what somebody else chose is not theirs. */
  | { readonly type: 'operator.changed'; readonly operatorId: OperatorId };

/** What a page asks a snapshot for: where it stands, and whether a call is on its way. */
export type ImportTag = 'file' | 'mapping' | 'dryRunning' | 'reviewing' | 'running' | 'ended' | 'busy';
