import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import classes from './ResizeHandle.module.css';
import { isRightToLeft } from './table/use-head-pointer.ts';
import { t } from '../../../shared/words/words.ts';

const stepPx = 24;

/** 1 if the pane is to the right of the bar, -1 if it is to the left. */
const sideOf = (bar: Element): number => (isRightToLeft(bar) ? -1 : 1);

/** The bar between a pane and the content before it: dragged, or moved with the arrow keys, Home and End. */
export const ResizeHandle = ({
  label,
  width,
  min,
  max,
  resize,
}: {
  readonly label: string;
  /** The width of the pane after the bar, in pixels; `min` and `max` as well. */
  readonly width: number;
  readonly min: number;
  readonly max: number;
  readonly resize: (width: number) => void;
}) => {
  const [held, setHeld] = useState<{ readonly x: number; readonly width: number } | null>(null);
  const to = (wanted: number): void => resize(Math.round(Math.max(min, Math.min(max, wanted))));
  const pressed = (event: KeyboardEvent<HTMLElement>): void => {
    const stepLeft = sideOf(event.currentTarget) * stepPx;
    if (event.key === 'ArrowLeft') to(width + stepLeft);
    else if (event.key === 'ArrowRight') to(width - stepLeft);
    else if (event.key === 'Home') to(min);
    else if (event.key === 'End') to(max);
    else return;
    event.preventDefault();
  };
  const grab = (event: PointerEvent): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setHeld({ x: event.clientX, width });
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(width)}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      title={t('Drag, or use the arrow keys')}
      className={classes['handle']}
      data-held={held !== null || undefined}
      onKeyDown={pressed}
      onPointerDown={grab}
      onPointerMove={(event) =>
        held && to(held.width + (held.x - event.clientX) * sideOf(event.currentTarget))
      }
      onPointerUp={() => setHeld(null)}
      onPointerCancel={() => setHeld(null)}
    />
  );
};
