import * as z from 'zod';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { appState } from '../../../../../shared/ipc/views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { readSetting } from '../settings/settings.service.ts';
import { writeSetting } from '../settings/raw-settings.ts';

type MovedAway = NonNullable<AppState['movedAway']>;
const key = 'movedAway';
const stored = appState.shape.movedAway
  .unwrap()
  .extend({ state: z.enum(['moving', 'moved']) })
  .nullable();

/** Whether the library is worked with on another workstation, so that nothing may be done here. */
export type MovedAwayNote = {
  /** From the moment on where it is written into the file, so that no step is in the one and not in the other. */
  readonly rests: () => boolean;
  /** Null while it is being written, and where it never went. */
  readonly said: () => MovedAway | null;
  readonly begin: (note: MovedAway) => void;
  readonly end: () => void;
  readonly takeBack: () => void;
};

/** Opens the note. A move that broke off with the program never was one: nobody has its file. */
export const openMovedAway = (db: ReadableDB): MovedAwayNote => {
  let kept = readSetting(db, key, stored);
  const keep = (next: z.infer<typeof stored>): void => {
    writeSetting(db, key, next);
    kept = next;
  };
  if (kept?.state === 'moving') keep(null);
  return {
    rests: () => kept !== null,
    said: () => (kept?.state === 'moved' ? { at: kept.at, fileName: kept.fileName } : null),
    begin: (note) => keep({ ...note, state: 'moving' }),
    end: () => {
      if (kept) keep({ ...kept, state: 'moved' });
    },
    takeBack: () => keep(null),
  };
};
