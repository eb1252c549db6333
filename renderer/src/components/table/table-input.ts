import type { KeyboardEvent, MouseEvent, PointerEvent, SyntheticEvent } from 'react';
import { placeOf, type PopupPlace } from '../PopupMenu.tsx';
import { copyText } from './copy-text.ts';
import type { TablePlace } from './use-table.ts';

/** Which rows are selected, and how that changes. */
export type TableSelection<R> = {
  readonly count: number;
  readonly has: (row: R) => boolean;
  readonly toggle: (row: R) => void;
  readonly add: (rows: readonly R[]) => void;
  /** Selects all, or nothing where something was selected. */
  readonly toggleAll: () => void;
  /** Why a row cannot be selected; left out where every one can. */
  readonly whyNot?: (row: R) => string | null;
};

/** What can be done with a row. What a table does not have is left out. */
export type RowActs<R> = {
  /** @param takesFocus whether a key asked for it */
  readonly open?: ((row: R, takesFocus: boolean) => void) | undefined;
  /** What Enter does on a row that does not open. A click never does it. */
  readonly enter?: ((row: R) => void) | undefined;
  /** What Ctrl+Enter does. */
  readonly next?: ((row: R) => void) | undefined;
  readonly openMenu?: ((row: R, place: PopupPlace) => void) | undefined;
  readonly selection?: TableSelection<R> | undefined;
};

type TableInput<R> = {
  readonly place: TablePlace;
  /** The rows are the answer to an earlier question: no key acts on them. */
  readonly stale: boolean;
  readonly rowAt: (index: number) => R | undefined;
  /** Whether two rows are the same one. */
  readonly isSame: (one: R, other: R) => boolean;
  readonly acts: RowActs<R>;
  /** Says something to whoever cannot see it. */
  readonly say: (words: string) => void;
};

const indexOf = (target: EventTarget | null): number | null => {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row === null ? null : Number(row.dataset['index']);
};

const actOf = (target: EventTarget | null): string | null =>
  (target instanceof Element ? target.closest<HTMLElement>('[data-act]') : null)?.dataset['act'] ?? null;

/** Whether a press is for a control of the row's own, such as a link: then it is not for the row. */
const isForControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('a, button, input, label, select, textarea') !== null;

/** Adds the rows between two places to the selection, as far as they have been read. */
const select = <R>({ rowAt, acts: { selection } }: TableInput<R>, from: number, to: number): void => {
  const between = Array.from({ length: Math.abs(to - from) + 1 }, (_, step) =>
    rowAt(Math.min(from, to) + step),
  );
  const may = (row: R): boolean => (selection?.whyNot?.(row) ?? null) === null;
  selection?.add(between.flatMap((row) => (row !== undefined && may(row) ? [row] : [])));
};

const toggle = <R>({ acts: { selection } }: TableInput<R>, row: R): void => {
  if ((selection?.whyNot?.(row) ?? null) === null) selection?.toggle(row);
};

const menuAt = <R>({ acts }: TableInput<R>, event: SyntheticEvent, index: number, row: R): void => {
  const button = event.currentTarget.querySelector(`[data-index="${index}"] [data-act="menu"]`);
  if (button) acts.openMenu?.(row, placeOf(button));
};

/** Where a key leads from a row; undefined for every other key. */
const stepTo = ({ rows, total }: TablePlace, key: string, index: number): number | undefined => {
  switch (key) {
    case 'ArrowDown':
      return index + 1;
    case 'ArrowUp':
      return index - 1;
    case 'PageDown':
      return index + rows.pageRows;
    case 'PageUp':
      return index - rows.pageRows;
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return undefined;
  }
};

/** A key that acts on a row. Says whether it did. */
const act = <R>(input: TableInput<R>, event: KeyboardEvent, index: number): boolean => {
  const { acts } = input;
  const row = input.stale ? undefined : input.rowAt(index);
  const onRow = event.target instanceof HTMLElement && event.target.getAttribute('role') === 'row';
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    if (row) menuAt(input, event, index, row);
  } else if (event.key === 'Enter' && onRow && (event.ctrlKey || event.metaKey)) {
    if (!acts.next || event.repeat) return false;
    if (row) acts.next(row);
  } else if (event.key === 'Enter' && onRow) {
    if (row && acts.open) acts.open(row, true);
    else if (row) acts.enter?.(row);
  } else if (event.key === ' ' && onRow) {
    if (row) toggle(input, row);
  } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
    if (!input.stale) acts.selection?.toggleAll();
  } else return false;
  return true;
};

const keyPressed = <R>(input: TableInput<R>, event: KeyboardEvent): void => {
  const index = indexOf(event.target);
  if (index === null || event.altKey) return;
  if (event.key === 'ArrowUp' && index === 0 && !event.shiftKey) {
    input.place.scroller.current?.querySelector<HTMLElement>('[data-head-stop]')?.focus();
    return event.preventDefault();
  }
  const to = stepTo(input.place, event.key, index);
  if (to !== undefined) {
    const next = input.place.cursor.move(to);
    if (event.shiftKey) select(input, index, next);
    input.place.rows.showRow(next);
  } else if (!act(input, event, index)) return;
  event.preventDefault();
};

/** What the pointer went down on. The list may be another one when it comes up: what was pressed is what is meant. */
let pressed: { readonly row: unknown; readonly act: string | null } | null = null;

const pressedOn = <R>(input: TableInput<R>, event: PointerEvent): void => {
  const index = indexOf(event.target);
  const row = index === null ? undefined : input.rowAt(index);
  pressed = row === undefined ? null : { row, act: actOf(event.target) };
};

const copy = <R>({ say }: TableInput<R>, target: EventTarget): void => {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null;
  const text = button?.dataset['copy'];
  if (!button || text === undefined || !copyText(text)) return;
  button.dataset['copied'] = 'true';
  setTimeout(() => delete button.dataset['copied'], 1500);
  say(`Copied ${text}`);
};

const clicked = <R>(input: TableInput<R>, event: MouseEvent): void => {
  const { acts, place } = input;
  const index = indexOf(event.target);
  // A key that presses a button is a click without a pointer.
  const before =
    event.detail > 0 ? (pressed as { readonly row: R; readonly act: string | null } | null) : null;
  const row = before?.row ?? (index === null ? undefined : input.rowAt(index));
  const meant = before ? before.act : actOf(event.target);
  if (row === undefined) return;
  const there = index === null ? undefined : input.rowAt(index);
  if (index === null || there === undefined || !input.isSame(there, row)) {
    if (meant === 'menu') acts.openMenu?.(row, placeOfPointer(event));
    return;
  }
  const from = place.cursor.at;
  place.cursor.set(index);
  if (meant === 'menu') menuAt(input, event, index, row);
  else if (meant === 'copy') copy(input, event.target);
  else if (event.shiftKey) select(input, from, index);
  else if (meant === 'select' || event.ctrlKey || event.metaKey) toggle(input, row);
  else if (!isForControl(event.target)) acts.open?.(row, false);
};

const placeOfPointer = ({ clientX, clientY }: MouseEvent): PopupPlace => ({
  x: clientX,
  top: clientY,
  bottom: clientY,
});

const rightClicked = <R>(input: TableInput<R>, event: MouseEvent): void => {
  const index = indexOf(event.target);
  const row = index === null ? undefined : input.rowAt(index);
  if (index === null || row === undefined || !input.acts.openMenu) return;
  event.preventDefault();
  if (input.stale) return;
  // The menu takes the keyboard, and gives the focus to this row when it closes.
  input.place.cursor.set(index);
  // The context key comes as a click of the right button without a place.
  if (event.button !== 2) menuAt(input, event, index, row);
  else input.acts.openMenu(row, placeOfPointer(event));
};

/** What keys and the pointer do in the table: heard once for all rows. */
export const tableInput = <R>(
  input: TableInput<R>,
): {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
  readonly onContextMenu: (event: MouseEvent) => void;
} => ({
  onKeyDown: (event) => keyPressed(input, event),
  onPointerDown: (event) => pressedOn(input, event),
  onClick: (event) => clicked(input, event),
  onContextMenu: (event) => rightClicked(input, event),
});
