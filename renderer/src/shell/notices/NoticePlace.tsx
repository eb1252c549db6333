import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { CloseButton, Group } from '@mantine/core';
import { t } from '../../../../shared/words/words.ts';
import { isWindowOpen } from '../../components/window-open.ts';
import { useRetainedFocus } from '../../components/retained-focus.ts';
import classes from '../../components/Notice.module.css';

/** How long the result of a step is shown. */
export const noticeMs = 8000;

type Held = {
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
};

/**
 * Dismisses a notice after some time, except while the pointer or the focus is on it, or the window is inactive. Escape dismisses it
 * wherever the focus is, unless a nearer element consumes the key.
 * @param notice the content; a new object restarts the time; null for none
 * @param stays whether it stays until dismissed
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

let shownNow = 0;
const watchers = new Set<() => void>();
const countShown = (more: 1 | -1): void => {
  shownNow += more;
  for (const tell of watchers) tell();
};

/** Whether a notice may be shown: a yielding notice waits while another one is in the same place. */
const useTurn = (isThere: boolean, yields: boolean): boolean => {
  const counts = isThere && !yields;
  useEffect(() => {
    if (!counts) return undefined;
    countShown(1);
    return () => countShown(-1);
  }, [counts]);
  const others = useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => shownNow,
  );
  return !yields || others === 0;
};

/**
 * Where a page shows the result of its last step: a box in front of its lower end, with an undo. It moves nothing on the page. The notice
 * disappears automatically unless it stays. The status region always exists, so that screen readers announce each change; the alert region
 * exists while `alert` is given.
 */
export const NoticePlace = ({
  news: given,
  label = t('Last step'),
  yields = false,
  stays,
  dismiss,
  status,
  alert,
  ways,
}: {
  /** The content, a new object for each notice; null: nothing. */
  readonly news: object | null;
  /** Its subject, for screen readers. */
  readonly label?: string;
  /** Waits while another notice is shown: it is not about a step that was just taken. */
  readonly yields?: boolean;
  /** It stays until dismissed: something failed, or it may come when nobody is there. */
  readonly stays: boolean;
  /** Must be a stable function. */
  readonly dismiss: () => void;
  readonly status: ReactNode;
  readonly alert: ReactNode;
  /** The buttons for undo and next steps, before the close button. */
  readonly ways: ReactNode;
}) => {
  const isItsTurn = useTurn(given !== null, yields);
  const news = isItsTurn ? given : null;
  const held = useNoticeTime(news, stays, dismiss);
  const area = useRef<HTMLElement>(null);
  useRetainedFocus(area);
  return (
    <section
      ref={area}
      tabIndex={-1}
      aria-label={label}
      className={classes['notice']}
      data-empty={news === null || undefined}
      data-comes={news !== null || undefined}
      {...held}
    >
      {news && (
        <Group gap={4} wrap="nowrap" className={classes['ways'] ?? ''}>
          {ways}
          <CloseButton size="sm" aria-label={t('Close the notice')} onClick={dismiss} />
        </Group>
      )}
      <div role="status">{isItsTurn && status}</div>
      {isItsTurn && alert && <div role="alert">{alert}</div>}
    </section>
  );
};
