import { Portal } from '@mantine/core';
import { useEffect, useRef, useState, type FocusEvent } from 'react';
import classes from './Table.module.css';

/** How long a row must have the keyboard focus before its texts are shown, so that none flash while moving through rows. */
const restMs = 500;

const isCut = (element: Element): boolean => element.scrollWidth > element.clientWidth;

/** Returns the full texts of the row's truncated cells, one per line. */
const cutTexts = (row: HTMLElement): readonly string[] =>
  [...row.querySelectorAll<HTMLElement>('[role=gridcell] [title]')]
    .filter((text) => [text, ...text.querySelectorAll('*')].some(isCut))
    .map(({ title }) => title);

type Shown = { readonly texts: readonly string[]; readonly x: number; readonly y: number };

/** Shows the truncated texts of the focused row, as tooltips do for the pointer. */
export const useFullText = () => {
  const [shown, setShown] = useState<Shown | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hide = (): void => {
    clearTimeout(timer.current);
    setShown(null);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const focused = ({ target }: FocusEvent<HTMLElement>): void => {
    hide();
    if (target.getAttribute('role') !== 'row' || !target.matches(':focus-visible')) return;
    timer.current = setTimeout(() => {
      const texts = cutTexts(target);
      const { left, bottom } = target.getBoundingClientRect();
      if (texts.length > 0) setShown({ texts, x: left, y: bottom });
    }, restMs);
  };
  return {
    on: { onFocus: focused, onBlur: hide },
    hide,
    tip: shown && (
      <Portal>
        <div className={classes['tip']} style={{ left: shown.x, top: shown.y }} aria-hidden>
          {shown.texts.map((text) => (
            <bdi key={text}>{text}</bdi>
          ))}
        </div>
      </Portal>
    ),
  };
};
