import { lazy, memo } from 'react';
import type { ReactNode } from 'react';
import type { AppState } from '../../../shared/ipc/views.ts';
import { ReceivingPage } from '../pages/receiving/ReceivingPage.tsx';
import { TodayPage } from '../pages/today/TodayPage.tsx';
import type { Route } from '../places/routes.ts';
import { Waiting } from '../steps/LoadStates.tsx';

// The two pages of the daily routine come with the window; these are fetched when they are opened.
const SlipsPage = lazy(async () => ({
  default: (await import('../pages/slips/SlipsPage.tsx')).SlipsPage,
}));
const DoneHerePage = lazy(async () => ({
  default: (await import('../pages/done-here/DoneHerePage.tsx')).DoneHerePage,
}));
const LettersPage = lazy(async () => ({
  default: (await import('../pages/letters/LettersPage.tsx')).LettersPage,
}));
const ReportsPage = lazy(async () => ({
  default: (await import('../pages/reports/ReportsPage.tsx')).ReportsPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('../pages/settings/SettingsPage.tsx')).SettingsPage,
}));
const RequestsPage = lazy(async () => ({
  default: (await import('../pages/requests/RequestsPage.tsx')).RequestsPage,
}));
const PatronServicesPage = lazy(async () => ({
  default: (await import('../pages/patron-services/PatronServicesPage.tsx')).PatronServicesPage,
}));
const ReturnItemsPage = lazy(async () => ({
  default: (await import('../pages/return-items/ReturnItemsPage.tsx')).ReturnItemsPage,
}));
const ScanInPage = lazy(async () => ({
  default: (await import('../pages/scan-in/ScanInPage.tsx')).ScanInPage,
}));
// The shell is drawn anew at each news; what takes nothing from it is not.
const Receiving = memo(ReceivingPage);

/** The page of a place; of those that are nothing without the program's state only that they wait for it. */
export const pageOf = (route: Route, state: AppState | null): ReactNode => {
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
    case 'done-here':
      return state ? <DoneHerePage state={state} /> : <Waiting />;
    case 'slips':
      return <SlipsPage />;
    case 'letters':
      return <LettersPage key={String(route.byHand)} byHand={route.byHand === true} />;
    case 'reports':
      return <ReportsPage />;
    case 'settings':
      return state ? <SettingsPage state={state} section={route.section ?? 'appearance'} /> : <Waiting />;
  }
};
