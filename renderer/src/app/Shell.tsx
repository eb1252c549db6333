import { Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { memo, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { needingAttention } from '../../../shared/domain/letters/mail-states.ts';
import { pages } from '../../../shared/domain/pages.ts';
import { firstHourOf } from '../../../shared/domain/set-up.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { useHubStatus } from '../api/queries.ts';
import { LoadFailed, Waiting } from '../steps/LoadStates.tsx';
import { SessionPanel } from '../pages/session/SessionPanel.tsx';
import { useExportIsOpen } from '../files/out/listed.ts';
import { helpShown } from '../shell/help/help-shown.ts';
import { Header, type FoldedMenu } from '../shell/header/Header.tsx';
import { useLeaveAsked } from '../places/leave-guard.ts';
import { Navigation } from '../shell/navigation/Navigation.tsx';
import { ScanOffer } from '../shell/notices/ScanOffer.tsx';
import { UpdateNotice } from '../shell/notices/UpdateNotice.tsx';
import { PinHint } from '../shell/notices/PinHint.tsx';
import { fetched } from './fetched.ts';
import { usePageLabels } from '../places/page-label.ts';
import { hashOf, useRoute, type Route } from '../places/routes.ts';
import classes from './Shell.module.css';
import { pageOf } from './routes.tsx';
import { wasSignedIn } from './signed-in-last.ts';
import { useDeskEvents } from './use-desk-events.ts';
import { useUndoQuestion } from '../steps/undo-question.ts';
import { ImportInHeader, ImportNotice } from '../files/import/BackgroundImport.tsx';
import { closeImport, listenForDrops, useImportIsOpen } from '../files/import/import-open.ts';
import { usePanes } from '../shell/keys/keys.ts';
import { t } from '../../../shared/words/words.ts';

const ExportWindow = fetched(() => import('../files/out/ExportWindow.tsx'), 'ExportWindow');
const ImportWindow = fetched(() => import('../files/import/ImportWindow.tsx'), 'ImportWindow');
const HelpPanel = fetched(() => import('../shell/help/HelpPanel.tsx'), 'HelpPanel');
const LeaveQuestion = fetched(() => import('../shell/navigation/LeaveQuestion.tsx'), 'LeaveQuestion');
const UndoQuestion = fetched(() => import('../steps/UndoQuestion.tsx'), 'UndoQuestion');
const SetUpPage = fetched(() => import('../pages/settings/set-up/SetUpPage.tsx'), 'SetUpPage');
const Palette = fetched(() => import('./palette/Palette.tsx'), 'Palette');

// The shell re-renders with each change of state; memoise components that do not depend on it.
const Session = memo(SessionPanel);

/** After a start, pages are drawn before the program's state is known: a scan then waits in its box for the answer. */
const isDrawn = (state: UseQueryResult<AppState>): boolean =>
  state.data !== undefined || (!state.isError && wasSignedIn());

const content = (route: Route, state: UseQueryResult<AppState>): ReactNode => {
  // One boundary per page: the previous page is removed immediately, which frees the focus.
  if (isDrawn(state))
    return (
      <Suspense key={route.page} fallback={<Waiting />}>
        {pageOf(route, state.data ?? null)}
      </Suspense>
    );
  if (!state.isError) return <Waiting />;
  return (
    <Stack>
      <Text fw={700}>{t('The desk’s data could not be read.')}</Text>
      <LoadFailed error={state.error} retry={() => void state.refetch()} />
    </Stack>
  );
};

/** In a narrow window the menu is collapsed behind a button, and stays open until another page is shown. */
const useFoldedMenu = (place: string): FoldedMenu => {
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === place;
  return { open, toggle: () => setOpenAt(open ? null : place), close: () => setOpenAt(null) };
};

type Events = ReturnType<typeof useDeskEvents>;

/** Windows that can open in front of every page. */
const Windows = ({
  state,
  events: { paletteIsOpen, hidePalette, take },
}: {
  readonly state: AppState | undefined;
  readonly events: Events;
}) => {
  const leaveAsked = useLeaveAsked();
  const undoAsked = useUndoQuestion();
  const exports = useExportIsOpen();
  const importIsOpen = useImportIsOpen();
  return (
    <Suspense>
      {leaveAsked && <LeaveQuestion />}
      {undoAsked && <UndoQuestion question={undoAsked} />}
      {exports && <ExportWindow />}
      {importIsOpen && state && <ImportWindow state={state} close={closeImport} />}
      {paletteIsOpen && state && <Palette state={state} close={hidePalette} take={take} />}
    </Suspense>
  );
};

/** The menu, the page and the panels beside it. */
const Panes = ({ state, route }: { readonly state: UseQueryResult<AppState>; readonly route: Route }) => {
  const help = helpShown.use();
  const main = useRef<HTMLElement>(null);
  const place = hashOf(route);
  const menu = useFoldedMenu(place);
  const label = usePageLabels()(route.page);
  useEffect(() => {
    // A key that leaves a page removes the focused field: the new page takes the focus, so that it is not lost.
    if (document.activeElement === document.body) main.current?.focus();
  }, [place]);
  return (
    <div className={classes['shell']}>
      <Header title={label} work={<ImportInHeader />} state={state.data ?? null} menu={menu} />
      <Navigation
        menu={menu}
        route={route}
        slipsFailed={state.data?.slipsFailed ?? 0}
        toTakeBack={state.data?.toTakeBack ?? 0}
        lettersStuck={state.data ? needingAttention(state.data.mail) : 0}
      />
      <main ref={main} className={classes['main']} data-pane tabIndex={-1} aria-label={label}>
        <ScanOffer />
        {state.data?.pinIsShort === true && <PinHint key={state.data.operator.id} />}
        {content(route, state)}
      </main>
      {pages[route.page].scan === 'step' && isDrawn(state) && <Session />}
      <ImportNotice />
      {state.data?.signedIn === true && <UpdateNotice />}
      <Suspense>{help !== null && <HelpPanel page={route.page} tab={help} />}</Suspense>
    </div>
  );
};

/** The initial setup, or nothing until it is known whether it applies. It has no menu yet. */
const Bare = ({ children }: { readonly children: ReactNode }) => (
  <main tabIndex={-1} data-pane aria-label={t('Set up this workstation')}>
    {children}
  </main>
);

/** The frame of the window: header, menu, page and, on pages where items are handled, the session panel. */
export const Shell = ({ state }: { readonly state: UseQueryResult<AppState> }) => {
  const { data } = state;
  const route = useRoute();
  const events = useDeskEvents();
  usePanes();
  useEffect(listenForDrops, []);
  // Distinguishes the windows of two workstations on one screen.
  const name = useHubStatus().data?.name ?? '';
  const label = usePageLabels()(route.page);
  useEffect(() => {
    document.title =
      name === ''
        ? t('{label} · Borrow Desk', { label })
        : t('{label} · {name} · Borrow Desk', { label, name });
  }, [label, name]);
  const firstHour = data ? firstHourOf(data) : null;
  const isBare = firstHour !== null || (!isDrawn(state) && !state.isError);
  return (
    <>
      {isBare ? (
        <Bare>
          <Suspense fallback={null}>
            {data && firstHour !== null && <SetUpPage state={data} shown={firstHour} />}
          </Suspense>
        </Bare>
      ) : (
        <Panes state={state} route={route} />
      )}
      <Windows state={data} events={events} />
    </>
  );
};
