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
import type { Page } from '../../../../shared/domain/pages.ts';
import { pageNames, pages } from '../../../../shared/domain/pages.ts';
import classes from './Navigation.module.css';
import type { FoldedMenu } from '../header/Header.tsx';
import { shownKeys } from '../../components/keys.ts';
import { hashOf, startOf } from './routes.ts';
import type { Route } from './routes.ts';
import { focusScanBox } from '../../scanner/focus-scan-box.ts';

const icons = {
  today: IconCalendarEvent,
  receiving: IconPackageImport,
  requests: IconArrowsExchange,
  'patron-services': IconUserCheck,
  'return-items': IconPackageExport,
  'scan-in': IconBookmark,
  slips: IconPrinter,
  letters: IconMail,
  settings: IconSettings,
} as const satisfies Record<Page, typeof IconMail>;

const Entry = ({
  page,
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
  const { label, keys } = pages[page];
  const Icon = icons[page];
  const here = page === route.page;
  return (
    <li>
      <NavLink
        href={hashOf(startOf(page))}
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
  route,
}: {
  readonly label: NonNullable<(typeof pages)[Page]['group']>;
  readonly route: Route;
}) => (
  <li>
    <span className={classes['subgroup']}>{label}</span>
    <ul className={classes['list']}>
      {pageNames
        .filter((page) => pages[page].group === label)
        .map((page) => (
          <Entry key={page} page={page} route={route} />
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
        <Entry page="today" route={route} />
        <li>
          <span className={classes['group']}>Fulfillment</span>
          <ul className={classes['list']}>
            <Subgroup label="Resource Sharing" route={route} />
            <Subgroup label="Checkout/Checkin" route={route} />
          </ul>
        </li>
        <Entry page="slips" route={route} count={slipsFailed} countWords="did not print" />
        <Entry page="letters" route={route} count={lettersStuck} countWords="need a person" />
        <Entry page="settings" route={route} />
      </ul>
    </nav>
  );
};
