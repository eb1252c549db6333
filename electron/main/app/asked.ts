import type { Asked, QuitAsker, RunningWork, UpdateOccasion } from '../../../shared/ipc/asked-views.ts';
import type { ReadableDB } from '../db/types.ts';
import { findRequestRowByExternalId } from '../desk/store/requests.queries.ts';
import type { Emit } from '../ipc/events.ts';
import type { Switches } from './switches.ts';

type Named = Pick<Switches, 'quit' | 'request' | 'libraryFile'>;

/** The program when the page takes what was asked for. */
type Moment = {
  /** While nobody is signed in, a link or a file would change the page that is kept behind the sign-in. */
  readonly isSignedIn: boolean;
  readonly running: () => RunningWork[];
};

/** What was asked for outside the window, by links, files and installers, until the page has taken it. */
export type AskedOutside = {
  /** Takes what a start or a second start names, and tells the page. */
  readonly add: (named: Named) => void;
  /** Asks the page whether the program may end, because staff close the window. */
  readonly addClose: () => void;
  /** Whether the page has not taken that yet. */
  readonly isCloseWaiting: () => boolean;
  /** Asks the page to install an update between steps. */
  readonly addUpdate: (occasion: UpdateOccasion) => void;
  /** The oldest that the page has not taken yet and that it can answer now. */
  readonly next: (moment: Moment) => Asked | null;
  /** The library file that was opened last, once. */
  readonly library: () => string | null;
};

/** Collects what is asked for outside the window: the page may not be there yet, or nobody may be signed in. */
export const askedOutside = (db: ReadableDB, emit: Emit): AskedOutside => {
  const waiting: (() => Asked)[] = [];
  let file: string | null = null;
  let quitAsker: QuitAsker | null = null;
  let update: UpdateOccasion | null = null;
  const request = (identifier: string) => (): Asked => ({
    kind: 'request',
    requestId: findRequestRowByExternalId(db, identifier)?.id ?? null,
    identifier,
  });
  return {
    add: (named) => {
      if (named.request !== null) waiting.push(request(named.request));
      if (named.libraryFile !== null) {
        file = named.libraryFile;
        waiting.push(() => ({ kind: 'library' }));
      }
      if (named.quit) quitAsker ??= 'installer';
      if (quitAsker !== null || waiting.length > 0) emit('asked', {});
    },
    addClose: () => {
      quitAsker = 'staff';
      emit('asked', {});
    },
    isCloseWaiting: () => quitAsker === 'staff',
    addUpdate: (occasion) => {
      update = occasion;
      emit('asked', {});
    },
    next: ({ isSignedIn, running }) => {
      // An installer asks every few seconds until the program ends: that is one question.
      if (quitAsker !== null) {
        const by = quitAsker;
        quitAsker = null;
        return { kind: 'quit', by, running: running() };
      }
      const occasion = update;
      update = null;
      // It asks again, and nobody needs to be signed in for it.
      if (occasion !== null) return { kind: 'update', occasion };
      return isSignedIn ? (waiting.shift()?.() ?? null) : null;
    },
    library: () => {
      const asked = file;
      file = null;
      return asked;
    },
  };
};
