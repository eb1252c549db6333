import type { KeyboardEvent, MouseEvent, PointerEvent, SyntheticEvent } from 'react';
import type { RequestRow } from '../../../../../shared/ipc/request-views.ts';
import type { PopupPlace } from '../../../components/PopupMenu.tsx';
import { placeOf } from '../../../components/PopupMenu.tsx';
import { requestsStore } from '../../../shell/requests/use-requests.ts';
import { pickedOf } from '../../../shell/requests/use-row-menu.tsx';
import type { Cursor } from './use-cursor.ts';
import type { VirtualRows } from './use-virtual-rows.ts';

type TableInput = {
  readonly total: number;
  /** The rows are the answer to an earlier question: no key acts on them. */
  readonly stale: boolean;
  readonly cursor: Cursor;
  readonly rows: VirtualRows;
  readonly rowAt: (index: number) => RequestRow | undefined;
  readonly openMenu: (row: RequestRow, place: PopupPlace) => void;
  readonly selectAll: () => void;
};

const indexOf = (target: EventTarget | null): number | null => {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row === null ? null : Number(row.dataset['index']);
};

const actOf = (target: EventTarget | null): string | null =>
  (target instanceof Element ? target.closest<HTMLElement>('[data-act]') : null)?.dataset['act'] ?? null;

const toggle = (row: RequestRow): void => requestsStore().send({ type: 'row.toggled', row: pickedOf(row) });
const open = (row: RequestRow, takesFocus: boolean): void =>
  requestsStore().send({ type: 'details.opened', requestId: row.id, at: 'top', takesFocus });

/** Adds the rows between two places to the selection, as far as they have been read. */
const select = ({ rowAt }: TableInput, from: number, to: number): void => {
  const actor = requestsStore();
  const { selected } = actor.getSnapshot().context;
  const between = Array.from({ length: Math.abs(to - from) + 1 }, (_, step) =>
    rowAt(Math.min(from, to) + step),
  );
  const known = between.flatMap((row) =>
    row && !selected.some(({ id }) => id === row.id) ? [pickedOf(row)] : [],
  );
  actor.send({ type: 'rows.selected', rows: [...selected, ...known] });
};

const menuAt = ({ openMenu }: TableInput, event: SyntheticEvent, index: number, row: RequestRow): void => {
  const button = event.currentTarget.querySelector(`[data-index="${index}"] [data-act="menu"]`);
  if (button) openMenu(row, placeOf(button));
};

/** Where a key leads from a row; undefined for every other key. */
const stepTo = ({ rows, total }: TableInput, key: string, index: number): number | undefined => {
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
const act = (input: TableInput, event: KeyboardEvent, index: number): boolean => {
  const row = input.stale ? undefined : input.rowAt(index);
  const onRow = event.target instanceof HTMLElement && event.target.getAttribute('role') === 'row';
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    if (row) menuAt(input, event, index, row);
  } else if (event.key === 'Enter' && onRow) {
    if (row) open(row, true);
  } else if (event.key === ' ' && onRow) {
    if (row) toggle(row);
  } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
    if (!input.stale) input.selectAll();
  } else return false;
  return true;
};

const keyPressed = (input: TableInput, event: KeyboardEvent): void => {
  const index = indexOf(event.target);
  if (index === null || event.altKey) return;
  const to = stepTo(input, event.key, index);
  if (to !== undefined) {
    const next = input.cursor.move(to);
    if (event.shiftKey) select(input, index, next);
    input.rows.showRow(next);
  } else if (!act(input, event, index)) return;
  event.preventDefault();
};

/** What the pointer went down on. The list may be another one when it comes up: what was pressed is what is meant. */
let pressed: { readonly row: RequestRow; readonly act: string | null } | null = null;

const pressedOn = (input: TableInput, event: PointerEvent): void => {
  const index = indexOf(event.target);
  const row = index === null ? undefined : input.rowAt(index);
  pressed = row ? { row, act: actOf(event.target) } : null;
};

const clicked = (input: TableInput, event: MouseEvent): void => {
  const index = indexOf(event.target);
  // A key that presses a button is a click without a pointer.
  const before = event.detail > 0 ? pressed : null;
  const row = before?.row ?? (index === null ? undefined : input.rowAt(index));
  const meant = before ? before.act : actOf(event.target);
  if (!row) return;
  if (index === null || input.rowAt(index)?.id !== row.id) {
    if (meant === 'menu') input.openMenu(row, placeOfPointer(event));
    return;
  }
  const from = input.cursor.at;
  input.cursor.set(index);
  if (meant === 'menu') menuAt(input, event, index, row);
  else if (event.shiftKey) select(input, from, index);
  else if (meant === 'select' || event.ctrlKey || event.metaKey) toggle(row);
  else open(row, false);
};

const placeOfPointer = ({ clientX, clientY }: MouseEvent): PopupPlace => ({
  x: clientX,
  top: clientY,
  bottom: clientY,
});

const rightClicked = (input: TableInput, event: MouseEvent): void => {
  const index = indexOf(event.target);
  const row = index === null ? undefined : input.rowAt(index);
  if (index === null || !row) return;
  event.preventDefault();
  if (input.stale) return;
  // The menu takes the keyboard, and gives the focus to this row when it closes.
  input.cursor.set(index);
  // The context key comes as a click of the right button without a place.
  if (event.button !== 2) menuAt(input, event, index, row);
  else input.openMenu(row, placeOfPointer(event));
};

/** What keys and the pointer do in the table: heard once for all rows. */
export const tableInput = (
  input: TableInput,
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
