import { useRef } from 'react';
import type { MouseEvent, PointerEvent, RefObject } from 'react';
import { shownIds, templatesOf, withPlace, withWidth } from './column-state.ts';
import { isRightToLeft, placeAt } from './head-places.ts';
import { layOut } from './layout.ts';
import type { Columns } from './use-columns.ts';

/** A press that goes no farther is a click. */
const clickPx = 6;

type Held =
  | { readonly kind: 'edge'; readonly id: string; readonly x: number; readonly px: number; nowPx: number }
  | { readonly kind: 'column'; readonly id: string; readonly x: number; place: number | null };

const headOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-head]') : null;

const noMarks = (row: HTMLElement): void => {
  for (const head of row.querySelectorAll<HTMLElement>('[data-drop], [data-dragged]')) {
    delete head.dataset['drop'];
    delete head.dataset['dragged'];
  }
};

/** Shows between which heads the column would come to stand. */
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

/**
 * What the pointer does in the head: at the edge of a cell it makes a column wider or narrower, elsewhere it takes the
 * column to another place. While it is held the page draws nothing anew: the style sheet moves the edges.
 * @param before widths of what stands before all columns, in pixels
 */
export const useHeadPointer = <R>(
  scroller: RefObject<HTMLDivElement | null>,
  columns: Columns<R>,
  before: readonly number[],
  frozen: number,
) => {
  const held = useRef<Held | null>(null);
  const moved = useRef(false);
  const { state, shown, change } = columns;

  const grab = (event: PointerEvent<HTMLElement>): void => {
    moved.current = false;
    const head = headOf(event.target);
    const id = head?.dataset['head'];
    if (event.button !== 0 || !head || id === undefined) return;
    const x = event.clientX;
    if (!(event.target as Element).closest('[data-edge]')) {
      held.current = { kind: 'column', id, x, place: null };
      return;
    }
    const px = head.getBoundingClientRect().width;
    held.current = { kind: 'edge', id, x, px, nowPx: px };
    event.currentTarget.setPointerCapture(event.pointerId);
    // Otherwise the press would begin to select text.
    event.preventDefault();
  };
  const drag = (event: PointerEvent<HTMLElement>): void => {
    const now = held.current;
    const row = event.currentTarget;
    if (!now) return;
    if (now.kind === 'edge') {
      const by = (event.clientX - now.x) * (isRightToLeft(row) ? -1 : 1);
      now.nowPx = Math.round(now.px + by);
      const { widths } = withWidth(state, now.id, now.nowPx);
      layOut(scroller.current, templatesOf(shown, widths, before, frozen));
      return;
    }
    if (now.place === null && Math.abs(event.clientX - now.x) < clickPx) return;
    if (now.place === null) row.setPointerCapture(event.pointerId);
    now.place = placeAt(row, now.id, event.clientX);
    mark(row, now.id, now.place);
  };
  const drop = ({ currentTarget }: PointerEvent<HTMLElement>): void => {
    const now = held.current;
    held.current = null;
    noMarks(currentTarget);
    if (now?.kind === 'edge' && now.nowPx !== now.px) change(withWidth(state, now.id, now.nowPx));
    if (now?.kind === 'column' && now.place !== null) {
      if (shownIds(state).indexOf(now.id) !== now.place) change(withPlace(state, now.id, now.place));
      moved.current = true;
    }
  };
  const giveUp = ({ currentTarget }: PointerEvent<HTMLElement>): void => {
    held.current = null;
    noMarks(currentTarget);
    layOut(scroller.current, templatesOf(shown, state.widths, before, frozen));
  };
  return {
    onPointerDown: grab,
    onPointerMove: drag,
    onPointerUp: drop,
    onPointerCancel: giveUp,
    /** The end of a drag is no click on the head. */
    onClickCapture: (event: MouseEvent): void => {
      if (!moved.current) return;
      moved.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
    onDoubleClick: (event: MouseEvent): void => {
      const head = headOf(event.target);
      const id = head?.dataset['head'];
      if (id !== undefined && (event.target as Element).closest('[data-edge]'))
        change(withWidth(state, id, null));
    },
  };
};
