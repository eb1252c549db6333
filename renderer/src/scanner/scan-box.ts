import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { scanErased } from './erase-scan.ts';
import { noteShown } from './typed-text.ts';

/** What a scan box shows when the page is ready for the next code, and whether it then takes the focus. */
export type Turn = { readonly text: string; readonly focus: boolean };

export type ScanBox = {
  readonly text: string;
  readonly type: (text: string) => void;
  /** The text, noted as sent. */
  readonly send: () => string;
};

/** Characters of a scan may have replaced what the box showed, or kept a turn from showing something else. */
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
 * The text of a scan box. Each time the page becomes ready again it shows what the turn says, unless staff have typed
 * something else in the meantime, and takes the focus with its text selected.
 * @param turn counts the times that the page became ready.
 * @param turnOf what to show now; asked once a turn.
 */
export const useScanBox = (
  turn: number,
  turnOf: () => Turn,
): readonly [RefObject<HTMLInputElement | null>, ScanBox] => {
  const ref = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => turnOf().text);
  const now = useRef(text);
  /** What the page itself put into the box last. */
  const shown = useRef(text);
  /** What it is to show in this turn. */
  const due = useRef(text);
  /** What a person sent last; it may go once the page is ready again. */
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
  /** Whether nobody has typed anything else. */
  const mayReplace = (): boolean => ['', shown.current, sent.current].includes(now.current);
  const showDue = (): void => {
    shown.current = due.current;
    sent.current = due.current;
    type(due.current);
  };
  // In one go with what is drawn: no key falls between the new text, the focus and the selection.
  useLayoutEffect(() => {
    const next = ask.current();
    due.current = next.text;
    noteShown(ref.current, next.text);
    if (mayReplace()) showDue();
    wantsSelection.current = next.focus;
    if (next.focus) ref.current?.focus();
  }, [turn]);
  // Once the new text stands in the box: a change of the value takes a selection away.
  useLayoutEffect(() => {
    if (!wantsSelection.current || text !== due.current) return;
    wantsSelection.current = false;
    ref.current?.select();
  }, [turn, text]);
  useErased(ref, () => {
    if (!mayReplace()) return;
    flushSync(showDue);
    // To select takes the focus as well.
    if (document.activeElement === ref.current) ref.current?.select();
  });
  const send = (): string => {
    due.current = text;
    sent.current = text;
    return text;
  };
  return [ref, { text, type, send }];
};
