import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { scanErased } from './erase-scan.ts';
import { noteShown } from './typed-text.ts';

/** The text of a scan box when the page is ready for the next code, and whether the box then takes the focus. */
export type Turn = { readonly text: string; readonly focus: boolean };

type ScanBox = {
  readonly text: string;
  readonly type: (text: string) => void;
  /** Returns the text, and remembers it as submitted. */
  readonly send: () => string;
};

/** Runs after a scan was erased: its characters may have replaced the box's text, or prevented its update. */
const useErased = (ref: RefObject<HTMLInputElement | null>, erased: () => void): void => {
  const latest = useRef(erased);
  useLayoutEffect(() => {
    latest.current = erased;
  });
  useEffect(() => {
    const box = ref.current;
    const heard = (): void => latest.current();
    box?.addEventListener(scanErased, heard);
    return () => box?.removeEventListener(scanErased, heard);
  }, [ref]);
};

/**
 * The text of a scan box. Whenever the page becomes ready it shows the text of the turn, unless the user has typed something else in the
 * meantime, and takes the focus with its text selected.
 * @param turn increments when the page becomes ready.
 * @param turnOf returns what to show; called once per turn.
 */
export const useScanBox = (
  turn: number,
  turnOf: () => Turn,
): readonly [RefObject<HTMLInputElement | null>, ScanBox] => {
  const ref = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => turnOf().text);
  const now = useRef(text);
  /** The last text that the page itself showed. */
  const shown = useRef(text);
  /** The text to show in this turn. */
  const due = useRef(text);
  /** The last submitted text; it may be replaced once the page is ready again. */
  const sent = useRef(text);
  const wantsSelection = useRef(false);
  const ask = useRef(turnOf);
  useLayoutEffect(() => {
    ask.current = turnOf;
  });
  const type = (next: string): void => {
    now.current = next;
    setText(next);
  };
  /** Whether the user has not typed anything else. */
  const mayReplace = (): boolean => ['', shown.current, sent.current].includes(now.current);
  const showDue = (): void => {
    shown.current = due.current;
    sent.current = due.current;
    type(due.current);
  };
  // Synchronous with rendering: no key may arrive between the new text, the focus and the selection.
  useLayoutEffect(() => {
    const next = ask.current();
    due.current = next.text;
    noteShown(ref.current, next.text);
    if (mayReplace()) showDue();
    wantsSelection.current = next.focus;
    if (next.focus) ref.current?.focus();
  }, [turn]);
  // After the new text is rendered: changing the value clears the selection.
  useLayoutEffect(() => {
    if (!wantsSelection.current || text !== due.current) return;
    wantsSelection.current = false;
    ref.current?.select();
  }, [turn, text]);
  useErased(ref, () => {
    if (!mayReplace()) return;
    flushSync(showDue);
    // Selecting would also take the focus.
    if (document.activeElement === ref.current) ref.current?.select();
  });
  const send = (): string => {
    due.current = text;
    sent.current = text;
    return text;
  };
  return [ref, { text, type, send }];
};
