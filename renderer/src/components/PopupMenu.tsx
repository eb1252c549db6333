import type { IconProps } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import type { ComponentType, PointerEvent } from 'react';
import { createPortal } from 'react-dom';
import classes from './PopupMenu.module.css';

export type PopupItem = {
  readonly id: string;
  readonly label: string;
  /** Why it cannot be chosen, as text for the operator; null if it can. */
  readonly why: string | null;
  /** A line above separates it from the others. */
  readonly apart?: boolean;
  /** Items of one group stay together, under the group's heading if it has one. */
  readonly group?: { readonly id: string; readonly head: string | null };
  readonly Icon?: ComponentType<IconProps>;
  /** The keyboard shortcut of the same action, as displayed. */
  readonly keys?: string | undefined;
  readonly run: () => void;
};

/** Where the menu opens: below a button, or at the pointer. Pixels in the window. */
export type PopupPlace = { readonly x: number; readonly top: number; readonly bottom: number };

/** Returns the place below (or above) an element. */
export const placeOf = (element: Element): PopupPlace => {
  const { left, top, bottom } = element.getBoundingClientRect();
  return { x: left, top, bottom };
};

const marginPx = 8;

const placeInWindow = (menu: HTMLElement, { x, top, bottom }: PopupPlace): void => {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = bottom + height <= innerHeight - marginPx;
  const y = below ? bottom : Math.max(marginPx, Math.min(top - height, innerHeight - height - marginPx));
  menu.style.left = `${Math.max(marginPx, Math.min(x, innerWidth - width - marginPx))}px`;
  menu.style.top = `${y}px`;
};

/** Closes on a press outside, on scrolling, and when the window is resized or loses the focus. */
const useCloseElsewhere = (menu: RefObject<HTMLElement | null>, close: () => void): void => {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    const leave = (): void => latest.current();
    const elsewhere = (event: Event): void => {
      if (!(event.target instanceof Node && menu.current?.contains(event.target))) leave();
    };
    addEventListener('pointerdown', elsewhere, true);
    addEventListener('wheel', elsewhere, true);
    addEventListener('resize', leave);
    addEventListener('blur', leave);
    return () => {
      removeEventListener('pointerdown', elsewhere, true);
      removeEventListener('wheel', elsewhere, true);
      removeEventListener('resize', leave);
      removeEventListener('blur', leave);
    };
  }, [menu]);
};

/** Hovering also moves the keyboard focus, so that only one row is highlighted. */
const lightUp = ({ currentTarget }: PointerEvent<HTMLElement>): void => {
  if (document.activeElement !== currentTarget) currentTarget.focus({ preventScroll: true });
};

const Item = ({ item, choose }: { readonly item: PopupItem; readonly choose: () => void }) => {
  const { label, why, Icon, keys } = item;
  return (
    <div
      role="menuitem"
      tabIndex={-1}
      className={classes['item']}
      aria-disabled={why !== null || undefined}
      onClick={choose}
      onPointerMove={lightUp}
    >
      {Icon && <Icon size={16} stroke={1.8} className={classes['icon'] ?? ''} aria-hidden />}
      <span className={classes['label']}>{label}</span>
      {/* Drawn by the style sheet, and not part of the name. */}
      {keys !== undefined && <span className={classes['keys']} data-keys={keys} aria-hidden />}
      {why !== null && <span className={classes['why']}> {why}</span>}
    </div>
  );
};

type Group = { readonly id: string | null; readonly head: string | null; readonly items: PopupItem[] };

/** Groups the items: a line above an item starts a new group. */
const groupsOf = (items: readonly PopupItem[]): readonly Group[] =>
  items.reduce<Group[]>((groups, item) => {
    const last = groups.at(-1);
    const { id = null, head = null } = item.group ?? {};
    if (last && last.id === id && item.apart !== true) last.items.push(item);
    else groups.push({ id, head, items: [item] });
    return groups;
  }, []);

const Groups = ({
  items,
  choose,
}: {
  readonly items: readonly PopupItem[];
  readonly choose: (item: PopupItem) => void;
}) =>
  groupsOf(items).map(({ head, items: group }, index) => (
    <div
      key={group[0]?.id}
      {...(head !== null && { role: 'group', 'aria-label': head })}
      className={classes['group']}
      data-apart={index > 0 || undefined}
    >
      {head !== null && (
        <p className={classes['head']} aria-hidden>
          {head}
        </p>
      )}
      {group.map((item) => (
        <Item key={item.id} item={item} choose={() => choose(item)} />
      ))}
    </div>
  ));

/** Returns the index of the next item after `now` whose label starts with the letter; null if there is none. */
const nextByLetter = (items: readonly PopupItem[], now: number, letter: string): number | null => {
  const starts = (index: number): boolean =>
    items[index % items.length]?.label.toLowerCase().startsWith(letter.toLowerCase()) ?? false;
  const step = items.findIndex((_, index) => starts(now + index + 1));
  return step < 0 ? null : now + step + 1;
};

/**
 * A menu at a place in the window: arrow keys, Home, End, first letters, Enter, Escape. Disabled items stay reachable, because their reason
 * is worth reading. One menu serves a table of any length.
 * @param close receives whether the focus should return to where it was.
 */
export const PopupMenu = ({
  label,
  place,
  items,
  close,
}: {
  readonly label: string;
  readonly place: PopupPlace;
  readonly items: readonly PopupItem[];
  readonly close: (giveFocusBack: boolean) => void;
}) => {
  const menu = useRef<HTMLDivElement>(null);
  useCloseElsewhere(menu, () => close(false));
  useLayoutEffect(() => {
    if (!menu.current) return;
    placeInWindow(menu.current, place);
    menu.current.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true });
  }, [place]);

  const choose = (item: PopupItem): void => {
    if (item.why !== null) return;
    // Restores the focus first, so that a window opened by the item returns it to the right place.
    close(true);
    item.run();
  };
  const pressed = (event: KeyboardEvent): void => {
    const all = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const now = all.indexOf(document.activeElement as HTMLElement);
    const to = (index: number): void => all[(index + all.length) % all.length]?.focus();
    const item = items[now];
    if (event.key === 'ArrowDown') to(now + 1);
    else if (event.key === 'ArrowUp') to(now < 0 ? all.length - 1 : now - 1);
    else if (event.key === 'Home') to(0);
    else if (event.key === 'End') to(all.length - 1);
    else if (event.key === 'Escape' || event.key === 'Tab') close(true);
    else if ((event.key === 'Enter' || event.key === ' ') && item) choose(item);
    else if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const next = nextByLetter(items, now, event.key);
      if (next !== null) to(next);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return createPortal(
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className={classes['menu']}
      onKeyDown={pressed}
    >
      <Groups items={items} choose={choose} />
    </div>,
    document.body,
  );
};
