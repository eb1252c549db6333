import { Portal } from '@mantine/core';
import { useEffect, useRef, useState, type FocusEvent } from 'react';
import classes from './Table.module.css';

/** So long a row has the keys before its texts are shown: whoever walks through the rows sees none flash. */
const restMs = 500;

const isCut = (element: Element): boolean => element.scrollWidth > element.clientWidth;

/** The texts of a row that are cut, whole: one a line. */
const cutTexts = (row: HTMLElement): readonly string[] =>
  [...row.querySelectorAll<HTMLElement>('[role=gridcell] [title]')]
    .filter((text) => [text, ...text.querySelectorAll('*')].some(isCut))
    .map(({ title }) => title);

type Shown = { readonly texts: readonly string[]; readonly x: number; readonly y: number };

/** Shows what is cut in the row that the keys are on, as the tooltips do for the pointer. */
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
