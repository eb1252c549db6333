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
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import classes from './Navigation.module.css';
import type { FoldedMenu } from './Header.tsx';
import { hashOf } from './routes.ts';
import type { Route } from './routes.ts';
import { focusScanBox } from './use-panes.ts';

const Entry = ({
  to,
  route,
  label,
  keys,
  icon,
  badge,
}: {
  readonly to: Route;
  readonly route: Route;
  readonly label: string;
  readonly keys: string;
  readonly icon: ReactNode;
  readonly badge?: ReactNode;
}) => {
  const here = to.page === route.page;
  return (
    <li>
      <NavLink
        href={hashOf(to)}
        label={label}
        leftSection={icon}
        rightSection={badge}
        active={here}
        variant="filled"
        title={`${label} (${keys})`}
        // The page is here already: what staff want is to go on scanning.
        onClick={() => void (here && focusScanBox())}
        {...(here ? { 'aria-current': 'page' as const } : {})}
      />
    </li>
  );
};

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
        <Entry
          to={{ page: 'today', card: null }}
          route={route}
          label="Today"
          keys="Ctrl+1"
          icon={<IconCalendarEvent size={20} aria-hidden />}
        />
        <li>
          <span className={classes['group']}>Fulfillment</span>
          <ul className={classes['list']}>
            <li>
              <span className={classes['subgroup']}>Resource Sharing</span>
              <ul className={classes['list']}>
                <Entry
                  to={{ page: 'receiving' }}
                  route={route}
                  label="Receiving Items"
                  keys="Ctrl+2"
                  icon={<IconPackageImport size={20} aria-hidden />}
                />
                <Entry
                  to={{ page: 'requests', request: null, view: null }}
                  route={route}
                  label="Borrowing Requests"
                  keys="Ctrl+3"
                  icon={<IconArrowsExchange size={20} aria-hidden />}
                />
              </ul>
            </li>
            <li>
              <span className={classes['subgroup']}>Checkout/Checkin</span>
              <ul className={classes['list']}>
                <Entry
                  to={{ page: 'patron-services' }}
                  route={route}
                  label="Manage Patron Services"
                  keys="Ctrl+4"
                  icon={<IconUserCheck size={20} aria-hidden />}
                />
                <Entry
                  to={{ page: 'return-items' }}
                  route={route}
                  label="Return Items"
                  keys="Ctrl+5"
                  icon={<IconPackageExport size={20} aria-hidden />}
                />
                <Entry
                  to={{ page: 'scan-in' }}
                  route={route}
                  label="Scan In Items"
                  keys="Ctrl+6"
                  icon={<IconBookmark size={20} aria-hidden />}
                />
              </ul>
            </li>
          </ul>
        </li>
        <Entry
          to={{ page: 'slips' }}
          route={route}
          label="Slips"
          keys="Ctrl+7"
          icon={<IconPrinter size={20} aria-hidden />}
          badge={
            slipsFailed > 0 && (
              <Badge color="red.9" aria-label={`${slipsFailed} did not print`}>
                {slipsFailed}
              </Badge>
            )
          }
        />
        <Entry
          to={{ page: 'letters' }}
          route={route}
          label="Letters and messages"
          keys="Ctrl+8"
          icon={<IconMail size={20} aria-hidden />}
          badge={
            lettersStuck > 0 && (
              <Badge color="red.9" aria-label={`${lettersStuck} need a person`}>
                {lettersStuck}
              </Badge>
            )
          }
        />
        <Entry
          to={{ page: 'settings' }}
          route={route}
          label="Settings"
          keys="Ctrl+,"
          icon={<IconSettings size={20} aria-hidden />}
        />
      </ul>
    </nav>
  );
};
