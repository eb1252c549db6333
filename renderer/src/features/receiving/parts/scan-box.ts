import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useReceivingSelector } from '../../../app/receiving-actor.ts';

/** What a scan box shows when the page is ready for the next code, and whether it then takes the focus. */
export type Turn = { readonly text: string; readonly focus: boolean };

export type ScanBox = {
  readonly text: string;
  readonly type: (text: string) => void;
  /** The text, noted as sent. */
  readonly send: () => string;
};

/**
 * The text of a scan box. Each time the page becomes ready again it shows what the turn says, unless staff have typed
 * something else in the meantime, and takes the focus with its text selected.
 * @param turnOf what to show now; asked once a turn.
 */
export const useScanBox = (turnOf: () => Turn): readonly [RefObject<HTMLInputElement | null>, ScanBox] => {
  const turn = useReceivingSelector(({ context }) => context.turn);
  const ref = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => turnOf().text);
  const sent = useRef(text);
  const wantsFocus = useRef(false);
  const ask = useRef(turnOf);
  useEffect(() => {
    ask.current = turnOf;
  });
  useEffect(() => {
    const next = ask.current();
    const before = sent.current;
    sent.current = next.text;
    setText((now) => (now === before ? next.text : now));
    if (!next.focus) return;
    wantsFocus.current = true;
    ref.current?.focus();
  }, [turn]);
  // Once the new text stands in the box: a change of the value takes a selection away.
  useEffect(() => {
    if (!wantsFocus.current || text !== sent.current) return;
    wantsFocus.current = false;
    ref.current?.select();
  }, [turn, text]);
  const send = (): string => {
    sent.current = text;
    return text;
  };
  return [ref, { text, type: setText, send }];
};
