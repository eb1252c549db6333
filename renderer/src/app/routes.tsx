import { memo, type ReactNode } from 'react';
import type { AppState } from '../../../shared/ipc/views.ts';
import { fetched } from './fetched.ts';
import { ReceivingPage } from '../pages/receiving/ReceivingPage.tsx';
import { TodayPage } from '../pages/today/TodayPage.tsx';
import type { Route } from '../places/routes.ts';
import { Waiting } from '../steps/LoadStates.tsx';

// Today and Receiving Items are part of the main bundle; these pages are loaded when they are opened.
const SlipsPage = fetched(() => import('../pages/slips/SlipsPage.tsx'), 'SlipsPage');
const DoneHerePage = fetched(() => import('../pages/done-here/DoneHerePage.tsx'), 'DoneHerePage');
const LettersPage = fetched(() => import('../pages/letters/LettersPage.tsx'), 'LettersPage');
const ConnectionsPage = fetched(() => import('../pages/connections/ConnectionsPage.tsx'), 'ConnectionsPage');
const ReportsPage = fetched(() => import('../pages/reports/ReportsPage.tsx'), 'ReportsPage');
const SettingsPage = fetched(() => import('../pages/settings/SettingsPage.tsx'), 'SettingsPage');
const RequestsPage = fetched(() => import('../pages/requests/RequestsPage.tsx'), 'RequestsPage');
const PatronServicesPage = fetched(
  () => import('../pages/patron-services/PatronServicesPage.tsx'),
  'PatronServicesPage',
);
const ReturnItemsPage = fetched(() => import('../pages/return-items/ReturnItemsPage.tsx'), 'ReturnItemsPage');
const ScanInPage = fetched(() => import('../pages/scan-in/ScanInPage.tsx'), 'ScanInPage');
// The shell re-renders with each change of state; memoise components that do not depend on it.
const Receiving = memo(ReceivingPage);

/** Returns the page of a route; a placeholder for pages that need the program's state before it is loaded. */
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
      return <LettersPage show={route.show ?? 'open'} />;
    case 'connections':
      return state ? <ConnectionsPage state={state} /> : <Waiting />;
    case 'reports':
      return <ReportsPage />;
    case 'settings':
      return state ? <SettingsPage state={state} section={route.section ?? 'appearance'} /> : <Waiting />;
  }
};
