import { useEffect } from 'react';

/** What the undo of the notice on the page does; null while there is none. */
let shown: (() => void) | null = null;

/** Returns the undo that the notice on the page offers: it is the newest, so the undo key takes it. Null if there is none. */
export const undoOfNotice = (): (() => void) | null => shown;

/** Gives the undo key the undo of a notice, while it is shown. */
export const useUndoOfNotice = (undo: (() => void) | undefined): void =>
  useEffect(() => {
    if (!undo) return undefined;
    shown = undo;
    return () => {
      if (shown === undo) shown = null;
    };
  }, [undo]);
