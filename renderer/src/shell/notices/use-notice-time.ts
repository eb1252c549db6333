import { useEffect, useState } from 'react';
import { isWindowOpen } from '../../components/window-open.ts';

/** How long the outcome of a step is shown. */
export const noticeMs = 8000;

type Held = {
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
};

/**
 * Lets a notice go by itself, not while the pointer or the focus is on it, nor while nobody looks at the window. Escape ends it
 * wherever the focus is, as long as nothing nearer takes the key.
 * @param notice what is shown; a new one begins its time anew; null for none
 * @param stays whether it waits for a person, as a failure does
 */
export const useNoticeTime = (notice: object | null, stays: boolean, dismiss: () => void): Held => {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [looked, setLooked] = useState(true);
  useEffect(() => {
    const changed = (): void => setLooked(!document.hidden);
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  }, []);
  const runs = notice !== null && !stays && !hovered && !focused && looked;
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setTimeout(dismiss, noticeMs);
    return () => clearTimeout(timer);
  }, [runs, notice, dismiss]);
  const isShown = notice !== null;
  useEffect(() => {
    if (!isShown) return undefined;
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isWindowOpen()) dismiss();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [isShown, dismiss]);
  return {
    onPointerEnter: () => setHovered(true),
    onPointerLeave: () => setHovered(false),
    onFocus: () => setFocused(true),
    onBlur: () => setFocused(false),
  };
};
