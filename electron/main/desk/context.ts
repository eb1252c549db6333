import type { LibraryId } from '../../../shared/domain/ids.ts';
import type { LettersWait } from '../../../shared/domain/letters/told.ts';
import type { DeskView, OperatorView } from '../../../shared/ipc/views.ts';
import type { LibraryScope } from '../db/library-scope.ts';
import type { ReadableDB } from '../db/types.ts';

/** Who works here and where: kept by the main process, never taken from the page. */
export type Session = {
  /** Who works here; while nobody is signed in, who did last. */
  readonly operator: () => OperatorView;
  readonly desk: () => DeskView;
  readonly signedIn: () => boolean;
  /** The libraries of which the operator may read requests and patrons; null for all of them. */
  readonly libraries: () => LibraryScope;
  /** Everybody who may sign in. */
  readonly operators: () => readonly OperatorView[];
  /** Reads desks and operators again, after somebody changed them. */
  readonly refresh: () => void;
};

/** What the services of the desk's jobs work with. Time is passed in. */
export type DeskContext = {
  readonly db: ReadableDB;
  readonly session: Session;
  /** The time now. */
  readonly now: () => Date;
  /** IANA zone of the library. */
  readonly timeZone: () => string;
  /** Why letters wait; null where they leave. Left out where nobody reads what a step answers, such as in an import. */
  readonly lettersWait?: () => LettersWait | null;
};

/** By whose calendar and settings a request goes: its library's; of a request without one, those of where staff are. */
export const libraryOf = (
  { session }: Pick<DeskContext, 'session'>,
  { libraryId }: { readonly libraryId: LibraryId | null },
): LibraryId => libraryId ?? session.desk().libraryId;
