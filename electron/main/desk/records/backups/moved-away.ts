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
    /** `broken-off`: the file does not exist, but its partial copy may. */
    state: z.enum(['moving', 'naming', 'moved', 'broken-off']),
    /** The full path of the file. */
    target: z.string().default(''),
  })
  .nullable();

/** Whether the library is in use on another workstation, so that nothing may be done here. */
export type MovedAwayNote = {
  /** True from the moment before the file is written, so that no step is in one library but not in the other. */
  readonly rests: () => boolean;
  /** Null while the file is being written, and if the library was not moved. */
  readonly said: () => MovedAway | null;
  /** A file that has no name yet, or may have one: the move must be settled. */
  readonly unsettled: () => { readonly target: string; readonly mayHaveName: boolean } | null;
  /** @param target the full path of the file to write. */
  readonly begin: (note: MovedAway, target: string) => void;
  /** The file is complete, and gets its name next: from now on it may be opened elsewhere. */
  readonly naming: () => void;
  readonly end: () => void;
  /** The move failed before the file got its name: the desk is in use again. */
  readonly breakOff: () => void;
  /** It is certain that the file never got its name: the desk is in use again. */
  readonly neverNamed: () => void;
  readonly reclaim: () => void;
};

/** Opens the stored state. A move that was interrupted before its file got a name counts as never made. */
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
    reclaim: () => keep(null),
  };
};
