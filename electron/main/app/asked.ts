import type { Asked } from '../../../shared/ipc/asked-views.ts';
import type { ReadableDB } from '../db/types.ts';
import { findRequestRowByExternalId } from '../desk/store/requests.queries.ts';
import type { Emit } from '../ipc/events.ts';
import type { Switches } from './switches.ts';

type Named = Pick<Switches, 'quit' | 'request' | 'libraryFile'>;

/** What was asked for outside the window, by links, files and installers, until the page has taken it. */
export type AskedOutside = {
  /** Takes what a start or a second start names, and tells the page. */
  readonly add: (named: Named) => void;
  /** Asks the page to install an update between steps. */
  readonly addUpdate: (occasion: 'start' | 'tick') => void;
  /** The oldest that the page has not taken yet. */
  readonly next: () => Asked | null;
  /** The library file that was opened last, once. */
  readonly library: () => string | null;
};

/** Collects what is asked for outside the window: the page may not be there yet, or nobody may be signed in. */
export const askedOutside = (db: ReadableDB, emit: Emit): AskedOutside => {
  const waiting: (() => Asked)[] = [];
  let file: string | null = null;
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
      if (named.quit) waiting.push(() => ({ kind: 'quit' }));
      if (waiting.length > 0) emit('asked', {});
    },
    addUpdate: (occasion) => {
      waiting.push(() => ({ kind: 'update', occasion }));
      emit('asked', {});
    },
    next: () => waiting.shift()?.() ?? null,
    library: () => {
      const asked = file;
      file = null;
      return asked;
    },
  };
};
