import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { CloseButton, Group } from '@mantine/core';
import { t } from '../../../../shared/words/words.ts';
import { isWindowOpen } from '../../components/window-open.ts';
import { useFocusStays } from '../../components/focus-stays.ts';
import classes from '../../components/Notice.module.css';

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

let shownNow = 0;
const watchers = new Set<() => void>();
const countShown = (more: 1 | -1): void => {
  shownNow += more;
  for (const tell of watchers) tell();
};

/** Whether a notice may be shown: one that yields waits while another one stands at the same place. */
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
 * Where a page says what its last step did: one surface in front of its lower end, with the way back in it. It moves nothing on the page. The
 * notice goes by itself unless it stays for a person. Both places for words are always there, so that readers hear each change.
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
  /** What is shown, each time another object; null: nothing. */
  readonly news: object | null;
  /** What it tells of, for readers. */
  readonly label?: string;
  /** It waits while another notice is shown: it tells of no step that was just taken. */
  readonly yields?: boolean;
  /** It waits for a person: something was not done. */
  readonly stays: boolean;
  /** The same function all the time. */
  readonly dismiss: () => void;
  readonly status: ReactNode;
  readonly alert: ReactNode;
  /** The ways on or back, before the cross that closes it. */
  readonly ways: ReactNode;
}) => {
  const isItsTurn = useTurn(given !== null, yields);
  const news = isItsTurn ? given : null;
  const held = useNoticeTime(news, stays, dismiss);
  const area = useRef<HTMLElement>(null);
  useFocusStays(area);
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
      <div role="alert">{isItsTurn && alert}</div>
    </section>
  );
};
