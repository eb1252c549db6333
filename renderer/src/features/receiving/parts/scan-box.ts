import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { desk } from '../../../api/desk.ts';
import { onScan } from '../../../app/scan-events.ts';
import { useReceivingSelector } from '../../../app/receiving-actor.ts';
import { noteShown } from '../../../app/undo-key.ts';

/** What a scan box shows when the page is ready for the next code, and whether it then takes the focus. */
export type Turn = { readonly text: string; readonly focus: boolean };

export type ScanBox = {
  readonly text: string;
  readonly type: (text: string) => void;
  /** The text, noted as sent. */
  readonly send: () => string;
};

/** Characters that came this shortly before a scan were the scanner's, not a person's. */
const tornLimitMs = 2000;
/** No further scan for so long: the scanner rests. */
const quietMs = 400;
/** Taking the code out of a box counts as typing there, a moment after the scan. */
const erasingMs = 50;
const typedSinceMs = new WeakMap<Element, number>();

/**
 * What was typed into the focused scan box right before a scan: the front of a code that a busy system tore apart, so that
 * the scan is only its rest. Asked while the scan's own characters still stand there; what stands behind them
 * belongs to the next scan.
 * @returns empty when nothing stands before them, or when it was typed long ago, by a person.
 */
export const frontOfTornScan = (raw: string): string => {
  const box = document.activeElement;
  if (!(box instanceof HTMLInputElement) || !box.matches('[data-scan-box]')) return '';
  const since = typedSinceMs.get(box);
  if (since === undefined || performance.now() - since > tornLimitMs) return '';
  return box.value.slice(0, Math.max(0, box.value.indexOf(raw)));
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
    noteShown(ref.current, next.text);
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
  const typedMs = useRef(Number.NEGATIVE_INFINITY);
  // A scanner faster than the page leaves pieces of its codes behind: in the box that had the focus before, or where two codes met.
  // Once it is quiet they go; what a person types after the scan stays.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onScan(desk, document, () => {
      const scannedMs = performance.now();
      clearTimeout(timer);
      timer = setTimeout(() => {
        const sinceTypedMs = scannedMs - typedMs.current;
        if (sinceTypedMs > -erasingMs && sinceTypedMs < tornLimitMs) setText(sent.current);
      }, quietMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  const type = (next: string): void => {
    const box = ref.current;
    typedMs.current = performance.now();
    if (box && next.length === 1) typedSinceMs.set(box, performance.now());
    if (box && next === '') typedSinceMs.delete(box);
    setText(next);
  };
  const send = (): string => {
    sent.current = text;
    return text;
  };
  return [ref, { text, type, send }];
};
