import { Badge, NavLink } from '@mantine/core';
import IconArrowsExchange from '@tabler/icons-react/icons/IconArrowsExchange';
import IconCalendarEvent from '@tabler/icons-react/icons/IconCalendarEvent';
import IconMail from '@tabler/icons-react/icons/IconMail';
import IconBookmark from '@tabler/icons-react/icons/IconBookmark';
import IconPackageExport from '@tabler/icons-react/icons/IconPackageExport';
import IconPackageImport from '@tabler/icons-react/icons/IconPackageImport';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import IconSettings from '@tabler/icons-react/icons/IconSettings';
import IconUserCheck from '@tabler/icons-react/icons/IconUserCheck';
import { useEffect, useRef } from 'react';
import classes from './Navigation.module.css';
import type { FoldedMenu } from '../header/Header.tsx';
import { shownKeys } from '../../components/keys.ts';
import { hashOf } from './routes.ts';
import type { Route } from './routes.ts';
import { focusScanBox } from '../../scanner/focus-scan-box.ts';

type Page = {
  readonly to: Route;
  readonly label: string;
  readonly keys: string;
  readonly Icon: typeof IconMail;
};

const today: Page = {
  to: { page: 'today', card: null },
  label: 'Today',
  keys: 'Ctrl+1',
  Icon: IconCalendarEvent,
};
const resourceSharing: readonly Page[] = [
  { to: { page: 'receiving' }, label: 'Receiving Items', keys: 'Ctrl+2', Icon: IconPackageImport },
  {
    to: { page: 'requests', request: null, view: null },
    label: 'Borrowing Requests',
    keys: 'Ctrl+3',
    Icon: IconArrowsExchange,
  },
];
const checkout: readonly Page[] = [
  { to: { page: 'patron-services' }, label: 'Manage Patron Services', keys: 'Ctrl+4', Icon: IconUserCheck },
  { to: { page: 'return-items' }, label: 'Return Items', keys: 'Ctrl+5', Icon: IconPackageExport },
  { to: { page: 'scan-in' }, label: 'Scan In Items', keys: 'Ctrl+6', Icon: IconBookmark },
];
const slips: Page = { to: { page: 'slips' }, label: 'Slips', keys: 'Ctrl+7', Icon: IconPrinter };
const letters: Page = {
  to: { page: 'letters' },
  label: 'Letters and messages',
  keys: 'Ctrl+8',
  Icon: IconMail,
};
const settings: Page = { to: { page: 'settings' }, label: 'Settings', keys: 'Ctrl+,', Icon: IconSettings };

const Entry = ({
  page: { to, label, keys, Icon },
  route,
  count = 0,
  countWords = '',
}: {
  readonly page: Page;
  readonly route: Route;
  /** How many on that page need a person. */
  readonly count?: number;
  readonly countWords?: string;
}) => {
  const here = to.page === route.page;
  return (
    <li>
      <NavLink
        href={hashOf(to)}
        label={label}
        leftSection={<Icon size={20} aria-hidden />}
        {...(count > 0 && {
          rightSection: (
            <Badge color="red.9" aria-label={`${count} ${countWords}`}>
              {count}
            </Badge>
          ),
        })}
        active={here}
        variant="filled"
        title={`${label} (${shownKeys(keys)})`}
        // The page is here already: what staff want is to go on scanning.
        onClick={() => void (here && focusScanBox())}
        {...(here ? { 'aria-current': 'page' as const } : {})}
      />
    </li>
  );
};

const Subgroup = ({
  label,
  pages,
  route,
}: {
  readonly label: string;
  readonly pages: readonly Page[];
  readonly route: Route;
}) => (
  <li>
    <span className={classes['subgroup']}>{label}</span>
    <ul className={classes['list']}>
      {pages.map((page) => (
        <Entry key={page.label} page={page} route={route} />
      ))}
    </ul>
  </li>
);

/** The menu, in the words that staff were trained with. */
export const Navigation = ({
  route,
  menu,
  slipsFailed,
  lettersStuck,
}: {
  readonly route: Route;
  readonly menu: FoldedMenu;
  readonly slipsFailed: number;
  /** Letters that need a person. */
  readonly lettersStuck: number;
}) => {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (menu.open) nav.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  }, [menu.open]);
  return (
    <nav
      ref={nav}
      className={classes['menu']}
      aria-label="Menu"
      data-pane
      data-open={menu.open || undefined}
      tabIndex={-1}
      onClick={({ target }) => {
        if (target instanceof Element && target.closest('a')) menu.close();
      }}
      onKeyDown={({ key }) => {
        if (key !== 'Escape' || !menu.open) return;
        menu.close();
        document.querySelector<HTMLElement>('[data-menu-button]')?.focus();
      }}
    >
      <ul className={classes['list']}>
        <Entry page={today} route={route} />
        <li>
          <span className={classes['group']}>Fulfillment</span>
          <ul className={classes['list']}>
            <Subgroup label="Resource Sharing" pages={resourceSharing} route={route} />
            <Subgroup label="Checkout/Checkin" pages={checkout} route={route} />
          </ul>
        </li>
        <Entry page={slips} route={route} count={slipsFailed} countWords="did not print" />
        <Entry page={letters} route={route} count={lettersStuck} countWords="need a person" />
        <Entry page={settings} route={route} />
      </ul>
    </nav>
  );
};
