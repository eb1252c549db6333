import { useRef, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import { layOut, shownIds, templatesOf, withPlace, withWidth, type ColumnState } from './column-state.ts';
import type { Columns } from './use-columns.ts';

/** A press that moves no farther is a click. */
const clickPx = 6;

type Held =
  | { readonly kind: 'edge'; readonly id: string; readonly x: number; readonly px: number; nowPx: number }
  | { readonly kind: 'column'; readonly id: string; readonly x: number; place: number | null };

const headOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-head]') : null;

/** Whether an element has right-to-left direction. */
export const isRightToLeft = (element: Element): boolean => getComputedStyle(element).direction === 'rtl';

/** Returns the index at which a column would be dropped. @param x in the window, in pixels */
const placeAt = (row: HTMLElement, id: string, x: number): number => {
  const fromRight = isRightToLeft(row);
  return [...row.querySelectorAll<HTMLElement>('[data-head]')].filter((head) => {
    if (head.dataset['head'] === id) return false;
    const { left, width } = head.getBoundingClientRect();
    const middle = left + width / 2;
    return fromRight ? x < middle : x > middle;
  }).length;
};

const isAtEdge = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-edge]') !== null;

const noMarks = (row: HTMLElement): void => {
  for (const head of row.querySelectorAll<HTMLElement>('[data-drop], [data-dragged]')) {
    delete head.dataset['drop'];
    delete head.dataset['dragged'];
  }
};

/** Marks the gap between heads where the column would be dropped. */
const mark = (row: HTMLElement, id: string, place: number): void => {
  noMarks(row);
  const heads = [...row.querySelectorAll<HTMLElement>('[data-head]')];
  const others = heads.filter((head) => head.dataset['head'] !== id);
  const after = others[place];
  if (after) after.dataset['drop'] = 'before';
  else if (others.at(-1)) (others.at(-1) as HTMLElement).dataset['drop'] = 'after';
  const own = heads.find((head) => head.dataset['head'] === id);
  if (own) own.dataset['dragged'] = 'true';
};

type Head<R> = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly columns: Columns<R>;
  /** The widths of the cells before all columns, in pixels. */
  readonly before: readonly number[];
  readonly frozen: number;
};

/** Lays out the columns with these widths, without a re-render. */
const layOutWith = <R>({ scroller, columns, before, frozen }: Head<R>, widths: ColumnState['widths']): void =>
  layOut(scroller.current, templatesOf(columns.shown, widths, before, frozen, columns.roomPx));

/** Returns what a press grabs; null for nothing. */
const grabbed = (event: PointerEvent<HTMLElement>): Held | null => {
  const head = headOf(event.target);
  const id = head?.dataset['head'];
  if (event.button !== 0 || !head || id === undefined) return null;
  const x = event.clientX;
  if (!isAtEdge(event.target)) return { kind: 'column', id, x, place: null };
  const px = head.getBoundingClientRect().width;
  event.currentTarget.setPointerCapture(event.pointerId);
  // Prevents a text selection.
  event.preventDefault();
  return { kind: 'edge', id, x, px, nowPx: px };
};

const dragged = <R>(head: Head<R>, now: Held, event: PointerEvent<HTMLElement>): void => {
  const row = event.currentTarget;
  if (now.kind === 'edge') {
    const by = (event.clientX - now.x) * (isRightToLeft(row) ? -1 : 1);
    now.nowPx = Math.round(now.px + by);
    return layOutWith(head, withWidth(head.columns.state, now.id, now.nowPx).widths);
  }
  if (now.place === null && Math.abs(event.clientX - now.x) < clickPx) return;
  if (now.place === null) row.setPointerCapture(event.pointerId);
  now.place = placeAt(row, now.id, event.clientX);
  mark(row, now.id, now.place);
};

/** Applies a finished drag. Returns whether a column was dropped. */
const dropped = <R>({ columns: { state, change } }: Head<R>, now: Held | null): boolean => {
  if (now?.kind === 'edge' && now.nowPx !== now.px) change(withWidth(state, now.id, now.nowPx));
  if (now?.kind !== 'column' || now.place === null) return false;
  if (shownIds(state).indexOf(now.id) !== now.place) change(withPlace(state, now.id, now.place));
  return true;
};

/**
 * Pointer handling in the head: dragging the edge of a cell resizes the column, dragging elsewhere moves it. Nothing re-renders during a
 * drag: CSS variables move the edges.
 */
export const useHeadPointer = <R>(head: Head<R>) => {
  const held = useRef<Held | null>(null);
  const moved = useRef(false);
  const { state, change } = head.columns;
  const release = (row: HTMLElement): Held | null => {
    const now = held.current;
    held.current = null;
    noMarks(row);
    return now;
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      moved.current = false;
      held.current = grabbed(event);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      if (held.current) dragged(head, held.current, event);
    },
    onPointerUp: ({ currentTarget }: PointerEvent<HTMLElement>): void => {
      moved.current = dropped(head, release(currentTarget));
    },
    onPointerCancel: ({ currentTarget }: PointerEvent<HTMLElement>): void => {
      release(currentTarget);
      layOutWith(head, state.widths);
    },
    /** The end of a drag is not a click on the head. */
    onClickCapture: (event: MouseEvent): void => {
      if (!moved.current) return;
      moved.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
    onDoubleClick: ({ target }: MouseEvent): void => {
      const id = headOf(target)?.dataset['head'];
      if (id !== undefined && isAtEdge(target)) change(withWidth(state, id, null));
    },
  };
};
