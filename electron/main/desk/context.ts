import type { LibraryId, OperatorId } from '../../../shared/domain/ids.ts';
import type { LettersWait } from '../../../shared/domain/letters/mail-states.ts';
import type { CardLookUp } from '../../../shared/ipc/calls/look-ups.ts';
import type { DeskView, OperatorView } from '../../../shared/ipc/views.ts';
import type { LibraryScope } from '../db/library-scope.ts';
import type { ReadableDB } from '../db/types.ts';

/** The operator and desk: kept by the main process, never taken from the page. */
export type Session = {
  /** The operator; while no one is signed in, the last one. */
  readonly operator: () => OperatorView;
  readonly desk: () => DeskView;
  readonly signedIn: () => boolean;
  /** The libraries whose requests and patrons the operator may read; null for all of them. */
  readonly libraries: () => LibraryScope;
  /** All operators who may sign in. */
  readonly operators: () => readonly OperatorView[];
  /** Reloads desks and operators after a change. */
  readonly refresh: () => void;
  /** Whether what a partner said by message is recorded: then no operator takes part. */
  readonly isPartner?: true;
};

/** What the library's other system said today of patrons' cards. */
export type PatronLookUps = {
  /** Returns what is known; null if nothing is. */
  readonly known: (card: string) => CardLookUp | null;
  /** The same, and asks in the background if nothing is known. Null if no system is set up. */
  readonly ask: (card: string) => CardLookUp | null;
};

/** What the desk's services depend on. The time is passed in. */
export type DeskContext = {
  readonly db: ReadableDB;
  readonly session: Session;
  /** The time now. */
  readonly now: () => Date;
  /** IANA time zone of the library. */
  readonly timeZone: () => string;
  /** Why letters wait; null if they are being sent. Omitted where the answers of steps are not read, such as in an import. */
  readonly lettersWait?: () => LettersWait | null;
  /** Omitted where no staff decide about a block, such as when a step is replayed. */
  readonly lookUps?: PatronLookUps;
};

/** Returns why letters wait; null if they are being sent, and where the answers of steps are not read. */
export const whyLettersWait = ({ lettersWait }: Pick<DeskContext, 'lettersWait'>): LettersWait | null =>
  lettersWait?.() ?? null;

/** Who takes the steps of a context: an operator; null if a partner said by message what they record. */
export const takerOf = ({ session }: Pick<DeskContext, 'session'>): OperatorId | null =>
  session.isPartner === true ? null : session.operator().id;

const nobody: OperatorView = { id: 0 as OperatorId, name: '', grants: [], hasPin: false };

/**
 * Returns the context in which what a partner said by message is recorded: nobody need be signed in.
 * @param desk the desk that looks after the request.
 */
export const asPartner = (context: Omit<DeskContext, 'session'>, desk: DeskView): DeskContext => ({
  ...context,
  session: {
    operator: () => nobody,
    desk: () => desk,
    signedIn: () => false,
    libraries: () => null,
    operators: () => [],
    refresh: () => undefined,
    isPartner: true,
  },
});

/** Returns the library whose calendar and settings apply to a request: its own; without one, that of the current desk. */
export const libraryOf = (
  { session }: Pick<DeskContext, 'session'>,
  { libraryId }: { readonly libraryId: LibraryId | null },
): LibraryId => libraryId ?? session.desk().libraryId;
