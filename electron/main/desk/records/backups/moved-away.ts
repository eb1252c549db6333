import * as z from 'zod';
import { appState, type AppState } from '../../../../../shared/ipc/views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { readSetting } from '../settings/settings.service.ts';
import { writeSetting } from '../settings/raw-settings.ts';

type MovedAway = NonNullable<AppState['movedAway']>;
const key = 'movedAway';
const stored = appState.shape.movedAway
  .unwrap()
  .extend({
    /** `broken-off`: nobody has the file, but what was written of it may still lie there. */
    state: z.enum(['moving', 'naming', 'moved', 'broken-off']),
    /** The whole path of the file. */
    target: z.string().default(''),
  })
  .nullable();

/** Whether the library is worked with on another workstation, so that nothing may be done here. */
export type MovedAwayNote = {
  /** From the moment on where it is written into the file, so that no step is in the one and not in the other. */
  readonly rests: () => boolean;
  /** Null while it is being written, and where it never went. */
  readonly said: () => MovedAway | null;
  /** A file that has no name yet, or of which nobody knows whether it has: what is to become of the note is to be found out. */
  readonly unsettled: () => { readonly target: string; readonly mayHaveName: boolean } | null;
  /** @param target the whole path of the file that is to be written. */
  readonly begin: (note: MovedAway, target: string) => void;
  /** The file is whole, and gets its name next: from here on it may be opened elsewhere. */
  readonly naming: () => void;
  readonly end: () => void;
  /** It failed before the file was to get its name: the desk works again. */
  readonly breakOff: () => void;
  /** It is certain that the file never got its name: the desk works again. */
  readonly neverNamed: () => void;
  readonly takeBack: () => void;
};

/** Opens the note. A move that broke off before its file got a name never was one: nobody has that file. */
export const openMovedAway = (db: ReadableDB): MovedAwayNote => {
  let kept = readSetting(db, key, stored);
  const keep = (next: z.infer<typeof stored>): void => {
    writeSetting(db, key, next);
    kept = next;
  };
  const breakOff = (): void => {
    if (kept?.state === 'moving') keep({ ...kept, state: 'broken-off' });
  };
  breakOff();
  return {
    rests: () => kept !== null && kept.state !== 'broken-off',
    said: () =>
      kept?.state === 'moved' || kept?.state === 'naming' ? { at: kept.at, fileName: kept.fileName } : null,
    unsettled: () =>
      kept?.state === 'naming' || kept?.state === 'broken-off'
        ? { target: kept.target, mayHaveName: kept.state === 'naming' }
        : null,
    begin: (note, target) => keep({ ...note, state: 'moving', target }),
    naming: () => {
      if (kept) keep({ ...kept, state: 'naming' });
    },
    end: () => {
      if (kept) keep({ ...kept, state: 'moved' });
    },
    breakOff,
    neverNamed: () => {
      if (kept?.state === 'naming') keep({ ...kept, state: 'broken-off' });
    },
    takeBack: () => keep(null),
  };
};
