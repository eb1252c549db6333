import type { KeyboardEvent, MouseEvent, PointerEvent, SyntheticEvent } from 'react';
import { placeOf, type PopupPlace } from '../PopupMenu.tsx';
import { copyText } from './copy-text.ts';
import type { TablePlace } from './use-table.ts';
import { t } from '../../../../shared/words/words.ts';

/** The selected rows, and the functions that change the selection. */
export type TableSelection<R> = {
  readonly count: number;
  readonly has: (row: R) => boolean;
  readonly toggle: (row: R) => void;
  readonly add: (rows: readonly R[]) => void;
  /** Selects all rows, or clears a selection. */
  readonly toggleAll: () => void;
  /** Why a row cannot be selected; absent if all rows can. */
  readonly whyNot?: (row: R) => string | null;
};

/** The actions on a row. Actions that a table does not support are absent. */
export type RowActs<R> = {
  /** @param takesFocus whether it was opened with a key */
  readonly open?: ((row: R, takesFocus: boolean) => void) | undefined;
  /** The action of Enter on a row that does not open. Clicks never trigger it. */
  readonly enter?: ((row: R) => void) | undefined;
  /** The action of Ctrl+Enter. */
  readonly next?: ((row: R) => void) | undefined;
  readonly openMenu?: ((row: R, place: PopupPlace) => void) | undefined;
  readonly selection?: TableSelection<R> | undefined;
};

type TableInput<R> = {
  readonly place: TablePlace;
  /** The rows belong to a previous query: keys do not act on them. */
  readonly stale: boolean;
  readonly rowAt: (index: number) => R | undefined;
  /** Whether two rows represent the same entry. */
  readonly isSame: (one: R, other: R) => boolean;
  readonly acts: RowActs<R>;
  /** Announces a text to screen readers. */
  readonly say: (words: string) => void;
};

const indexOf = (target: EventTarget | null): number | null => {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row === null ? null : Number(row.dataset['index']);
};

const actOf = (target: EventTarget | null): string | null =>
  (target instanceof Element ? target.closest<HTMLElement>('[data-act]') : null)?.dataset['act'] ?? null;

/** Whether an event targets a control inside the row, such as a link, and not the row itself. */
const isForControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('a, button, input, label, select, textarea') !== null;

/** Adds the loaded rows between two indexes to the selection. */
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

/** Returns the index that a key leads to from a row; undefined for all other keys. */
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

/** Handles a key that acts on a row. Returns whether it did. */
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

/** The target of the last pointerdown. The list may change before pointerup: the pressed row is the one that is meant. */
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
  say(t('Copied: {text}', { text }));
};

const clicked = <R>(input: TableInput<R>, event: MouseEvent): void => {
  const { acts, place } = input;
  const index = indexOf(event.target);
  // A key that activates a button produces a click without a pointer.
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
  // The menu takes the keyboard focus, and returns it to this row when it closes.
  input.place.cursor.set(index);
  // The context key arrives as a right click without coordinates.
  if (event.button !== 2) menuAt(input, event, index, row);
  else input.acts.openMenu(row, placeOfPointer(event));
};

/** The key and pointer handlers of the table, shared by all rows. */
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
