import { NavLink } from '@mantine/core';
import IconArrowsExchange from '@tabler/icons-react/icons/IconArrowsExchange';
import IconCalendarEvent from '@tabler/icons-react/icons/IconCalendarEvent';
import IconListCheck from '@tabler/icons-react/icons/IconListCheck';
import IconMail from '@tabler/icons-react/icons/IconMail';
import IconChartBar from '@tabler/icons-react/icons/IconChartBar';
import IconBookmark from '@tabler/icons-react/icons/IconBookmark';
import IconPackageExport from '@tabler/icons-react/icons/IconPackageExport';
import IconPackageImport from '@tabler/icons-react/icons/IconPackageImport';
import IconPlugConnected from '@tabler/icons-react/icons/IconPlugConnected';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import IconSettings from '@tabler/icons-react/icons/IconSettings';
import IconUserCheck from '@tabler/icons-react/icons/IconUserCheck';
import { useEffect, useRef, type ComponentProps } from 'react';
import { pageGroups, pageNames, pages, type Page, type PageGroup } from '../../../../shared/domain/pages.ts';
import classes from './Navigation.module.css';
import type { FoldedMenu } from '../header/Header.tsx';
import { shownKeys } from '../../components/keys.ts';
import { hashOf, startOf, type Route } from '../../places/routes.ts';
import { useMenuCounts } from './use-menu-counts.ts';
import { focusScanBox } from '../../scanner/focus-scan-box.ts';
import { usePageLabels } from '../../places/page-label.ts';
import { t } from '../../../../shared/words/words.ts';

const icons = {
  today: IconCalendarEvent,
  receiving: IconPackageImport,
  requests: IconArrowsExchange,
  'patron-services': IconUserCheck,
  'return-items': IconPackageExport,
  'scan-in': IconBookmark,
  'done-here': IconListCheck,
  slips: IconPrinter,
  letters: IconMail,
  connections: IconPlugConnected,
  reports: IconChartBar,
  settings: IconSettings,
} as const satisfies Record<Page, typeof IconMail>;

type Alarm = { readonly count: number; readonly words: string };

const atMost = (count: number): string => (count > 999 ? '999+' : String(count));

/** Failures are part of the accessible name; the number of waiting items is visual only. */
const Count = ({ waiting, alarm }: { readonly waiting: number; readonly alarm: Alarm | null }) => {
  if (alarm !== null && alarm.count > 0)
    return (
      <span className={classes['alarm']} aria-label={`${alarm.count} ${alarm.words}`} role="img">
        {atMost(alarm.count)}
      </span>
    );
  return waiting > 0 ? (
    <span className={classes['count']} aria-hidden>
      {atMost(waiting)}
    </span>
  ) : null;
};

const Entry = ({
  page,
  route,
  waiting,
  alarm = null,
}: {
  readonly page: Page;
  readonly route: Route;
  /** The number of items waiting on that page. */
  readonly waiting: number;
  /** The number of failures there that need attention. */
  readonly alarm?: Alarm | null;
}) => {
  const { keys } = pages[page];
  const label = usePageLabels()(page);
  const Icon = icons[page];
  const here = page === route.page;
  return (
    <li>
      <NavLink
        href={hashOf(startOf(page))}
        label={label}
        leftSection={<Icon size={18} aria-hidden />}
        rightSection={waiting + (alarm?.count ?? 0) > 0 && <Count waiting={waiting} alarm={alarm} />}
        active={here}
        classNames={{
          root: classes['entry'] ?? '',
          body: classes['body'] ?? '',
          section: classes['section'] ?? '',
        }}
        title={`${label} (${shownKeys(keys)})`}
        // The page is already open: focus the scan box, to continue scanning.
        onClick={() => void (here && focusScanBox())}
        {...(here ? { 'aria-current': 'page' as const } : {})}
      />
    </li>
  );
};

const Subgroup = ({
  group,
  route,
  waiting,
}: {
  readonly group: PageGroup;
  readonly route: Route;
  readonly waiting: (page: Page) => number;
}) => (
  <li>
    <span className={classes['subgroup']}>{pageGroups[group]}</span>
    <ul role="list" className={classes['list']}>
      {pageNames
        .filter((page) => pages[page].group === group)
        .map((page) => (
          <Entry key={page} page={page} route={route} waiting={waiting(page)} />
        ))}
    </ul>
  </li>
);

type Alarms = {
  readonly slipsFailed: number;
  /** Steps that must be undone in the other system too. */
  readonly toTakeBack: number;
  /** Letters that need attention. */
  readonly lettersStuck: number;
};

const Entries = ({ route, slipsFailed, toTakeBack, lettersStuck }: Alarms & { readonly route: Route }) => {
  const waiting = useMenuCounts();
  const alarmed = (page: Page, count: number, words: string) => (
    <Entry page={page} route={route} waiting={0} alarm={{ count, words }} />
  );
  return (
    <ul role="list" className={classes['list']}>
      <Entry page="today" route={route} waiting={waiting('today')} />
      <li>
        <span className={classes['group']}>{t('Fulfillment')}</span>
        <ul role="list" className={classes['list']}>
          <Subgroup group="resource-sharing" route={route} waiting={waiting} />
          <Subgroup group="checkout" route={route} waiting={waiting} />
          {alarmed('done-here', toTakeBack, t('to undo in the other system too'))}
        </ul>
      </li>
      {alarmed('slips', slipsFailed, t('did not print'))}
      {alarmed('letters', lettersStuck, t('needing attention'))}
      <Entry page="connections" route={route} waiting={0} />
      <Entry page="reports" route={route} waiting={0} />
      <Entry page="settings" route={route} waiting={0} />
    </ul>
  );
};

/** The menu, with the labels that staff were trained with. */
export const Navigation = ({
  menu,
  ...entries
}: ComponentProps<typeof Entries> & { readonly menu: FoldedMenu }) => {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (menu.open) nav.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  }, [menu.open]);
  return (
    <nav
      ref={nav}
      className={classes['menu']}
      aria-label={t('Menu')}
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
      <Entries {...entries} />
    </nav>
  );
};
