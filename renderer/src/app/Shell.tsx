import { Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { lazy, memo, Suspense, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { AppState } from '../../../shared/ipc/views.ts';
import { LoadFailed, Waiting } from '../shell/notices/LoadStates.tsx';
import { ReceivingPage } from '../features/receiving/ReceivingPage.tsx';
import { SessionPanel } from '../features/session/SessionPanel.tsx';
import { TodayPage } from '../features/today/TodayPage.tsx';
import type { FoldedMenu } from '../shell/header/Header.tsx';
import { Header } from '../shell/header/Header.tsx';
import { useLeaveAsked } from '../shell/navigation/leave-guard.ts';
import { Navigation } from '../shell/navigation/Navigation.tsx';
import { ScanOffer } from '../shell/notices/ScanOffer.tsx';
import { PinHint } from '../shell/notices/PinHint.tsx';
import { hashOf, useRoute } from '../shell/navigation/routes.ts';
import type { Route } from '../shell/navigation/routes.ts';
import classes from './Shell.module.css';
import { wasSignedIn } from './signed-in-last.ts';
import { useDeskEvents } from './use-desk-events.ts';
import { usePanes } from '../shell/keys/use-panes.ts';

// The two pages of the daily routine come with the window; these are fetched when they are opened.
const SlipsPage = lazy(async () => ({
  default: (await import('../features/slips/SlipsPage.tsx')).SlipsPage,
}));
const LettersPage = lazy(async () => ({
  default: (await import('../features/letters/LettersPage.tsx')).LettersPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('../features/settings/SettingsPage.tsx')).SettingsPage,
}));
const RequestsPage = lazy(async () => ({
  default: (await import('../features/requests/RequestsPage.tsx')).RequestsPage,
}));
const PatronServicesPage = lazy(async () => ({
  default: (await import('../features/patron-services/PatronServicesPage.tsx')).PatronServicesPage,
}));
const ReturnItemsPage = lazy(async () => ({
  default: (await import('../features/return-items/ReturnItemsPage.tsx')).ReturnItemsPage,
}));
const ScanInPage = lazy(async () => ({
  default: (await import('../features/scan-in/ScanInPage.tsx')).ScanInPage,
}));
const KeysHelp = lazy(async () => ({ default: (await import('../shell/keys/KeysHelp.tsx')).KeysHelp }));
const LeaveQuestion = lazy(async () => ({
  default: (await import('../shell/navigation/LeaveQuestion.tsx')).LeaveQuestion,
}));
const Palette = lazy(async () => ({ default: (await import('../shell/palette/Palette.tsx')).Palette }));

// The shell is drawn anew at each news; what takes nothing from it is not.
const Receiving = memo(ReceivingPage);
const Session = memo(SessionPanel);

const titles = {
  today: 'Today',
  receiving: 'Receiving Items',
  requests: 'Borrowing Requests',
  'patron-services': 'Manage Patron Services',
  'return-items': 'Return Items',
  'scan-in': 'Scan In Items',
  slips: 'Slips',
  letters: 'Letters and messages',
  settings: 'Settings',
} as const;

/** The page of a place; of those that are nothing without the program's state only that they wait for it. */
const pageOf = (route: Route, state: AppState | null): ReactNode => {
  switch (route.page) {
    case 'today':
      return <TodayPage card={route.card} />;
    case 'receiving':
      return <Receiving />;
    case 'requests':
      return state ? <RequestsPage state={state} request={route.request} view={route.view} /> : <Waiting />;
    case 'patron-services':
      return <PatronServicesPage />;
    case 'return-items':
      return <ReturnItemsPage />;
    case 'scan-in':
      return <ScanInPage />;
    case 'slips':
      return <SlipsPage />;
    case 'letters':
      return <LettersPage />;
    case 'settings':
      return state ? <SettingsPage state={state} section={route.section ?? 'appearance'} /> : <Waiting />;
  }
};

/** At the start pages are drawn before the program has told its state: a scan waits in its box for the answer. */
const isDrawn = (state: UseQueryResult<AppState>): boolean =>
  state.data !== undefined || (!state.isError && wasSignedIn());

const content = (route: Route, state: UseQueryResult<AppState>): ReactNode => {
  // A boundary for each page: the page before it goes at once, so that the focus is seen to be free.
  if (isDrawn(state))
    return (
      <Suspense key={route.page} fallback={<Waiting />}>
        {pageOf(route, state.data ?? null)}
      </Suspense>
    );
  if (!state.isError) return <Waiting />;
  return (
    <Stack>
      <Text fw={700}>The desk’s data could not be read.</Text>
      <LoadFailed error={state.error} retry={() => void state.refetch()} />
    </Stack>
  );
};

/** The pages where items are handled, one scan after the other. */
const hasLane = ({ page }: Route): boolean =>
  page === 'receiving' || page === 'patron-services' || page === 'return-items' || page === 'scan-in';

/** Where the window is narrow the menu is folded away behind a button: open until another page is shown. */
const useFoldedMenu = (place: string): FoldedMenu => {
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === place;
  return { open, toggle: () => setOpenAt(open ? null : place), close: () => setOpenAt(null) };
};

/** The frame of the window: head, menu, lane and, where items are handled, the session beside it. */
export const Shell = ({ state }: { readonly state: UseQueryResult<AppState> }) => {
  const route = useRoute();
  const { shown, hide, take } = useDeskEvents(state.data ?? null);
  const leaveAsked = useLeaveAsked();
  usePanes();
  const lane = useRef<HTMLElement>(null);
  const place = hashOf(route);
  const menu = useFoldedMenu(place);
  useEffect(() => {
    document.title = `${titles[route.page]} · Borrow Desk`;
    // A key that leaves a page takes the focused field away: the focus goes to the new page instead of nowhere.
    if (document.activeElement === document.body) lane.current?.focus();
  }, [route.page, place]);
  return (
    <div className={classes['shell']} data-density={state.data?.settings.appearance.density ?? 'comfortable'}>
      <Header state={state.data ?? null} menu={menu} />
      <Navigation
        menu={menu}
        route={route}
        slipsFailed={state.data?.slipsFailed ?? 0}
        lettersStuck={state.data?.mail.needPerson ?? 0}
      />
      <main ref={lane} className={classes['lane']} data-pane tabIndex={-1} aria-label={titles[route.page]}>
        <ScanOffer />
        {state.data?.pinIsShort === true && <PinHint key={state.data.operator.id} />}
        {content(route, state)}
      </main>
      {hasLane(route) && isDrawn(state) && <Session />}
      <Suspense>
        {leaveAsked && <LeaveQuestion />}
        {shown === 'keys' && <KeysHelp close={hide} />}
        {shown === 'palette' && state.data && <Palette state={state.data} close={hide} take={take} />}
      </Suspense>
    </div>
  );
};
