import { useEffect } from 'react';
import { focusScanBox } from '../../scanner/focus-scan-box.ts';

/** Puts the focus into the search box of the page, its text selected. Says whether there is one. */
export const focusSearch = (): boolean => {
  const box = document.querySelector<HTMLInputElement>('[data-search-box]');
  box?.focus();
  box?.select();
  return box !== null;
};

const nextPane = (backwards: boolean): void => {
  // A page that is made of panes is not one itself.
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.checkVisibility() && !pane.querySelector('[data-pane]'),
  );
  const now = panes.findIndex((pane) => pane.contains(document.activeElement));
  const step = backwards ? -1 : 1;
  const next = panes[(now + step + panes.length) % panes.length];
  if (!next) return;
  const isLane = next.tagName === 'MAIN';
  if (!(isLane && focusScanBox())) (next.querySelector<HTMLElement>('[data-pane-entry]') ?? next).focus();
};

const isTyping = (): boolean => document.activeElement?.matches('input, textarea, select') ?? false;

/** F6 and Shift+F6: from pane to pane. The other keys belong to the window's menu. */
export const usePanes = (): void => {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'F6') return;
      event.preventDefault();
      nextPane(event.shiftKey);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
};

/** `?` outside of text fields. */
export const useQuestionMark = (asked: () => void): void => {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === '?' && !isTyping()) asked();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [asked]);
};
