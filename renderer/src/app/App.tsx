import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import { Activity, Suspense, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { OperatorId } from '../../../shared/domain/ids.ts';
import { needsPin } from '../../../shared/domain/pin.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { useAppearance, useAppState } from '../api/queries.ts';
import { libraryTimeZone, machineTimeZone } from '../components/today.ts';
import { SetPinPage, SignInPage } from '../pages/sign-in/SignInPage.tsx';
import { saveAppearance, savedAppearance, showDensity } from './appearance.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { ReceivingProvider, type ReceivingActor } from '../steps/receiving/receiving-actor.ts';
import { fetched } from './fetched.ts';
import { keepHidden } from '../places/leave-guard.ts';
import { useQuitAsked } from '../places/quit-question.ts';
import { hashOf } from '../places/routes.ts';
import { Shell } from './Shell.tsx';
import { noteSignedIn } from './signed-in-last.ts';
import { cssVariables, themeOf } from './theme.ts';
import { useAsked } from './use-asked.ts';

const MovedAwayPage = fetched(() => import('../pages/settings/backups/MovedAwayPage.tsx'), 'MovedAwayPage');
const QuitQuestion = fetched(() => import('../shell/navigation/QuitQuestion.tsx'), 'QuitQuestion');

/**
 * After a lock the page is kept for the operator who worked there. If another operator signs in it is reloaded, so that nothing remains of
 * the first operator's input and data. @returns whether that is happening now, so that nothing should be drawn.
 */
const useLeftBehind = (data: AppState | undefined): boolean => {
  const [keptFor, setKeptFor] = useState<OperatorId | null>(null);
  const lockedFor = data?.isLocked === true ? data.operator.id : null;
  const isLeft = data?.signedIn === true && keptFor !== null && keptFor !== data.operator.id;
  if (data && !isLeft && lockedFor !== keptFor) setKeptFor(lockedFor);
  useEffect(() => {
    if (!isLeft) return;
    history.replaceState(null, '', hashOf({ page: 'today', card: null }));
    location.reload();
  }, [isLeft]);
  return isLeft;
};

const Content = ({ state }: { readonly state: UseQueryResult<AppState> }) => {
  const { data } = state;
  const isLeft = useLeftBehind(data);
  useAsked(data?.signedIn === true, isLeft);
  const isHidden = data?.signedIn === false && data.isLocked;
  useLayoutEffect(() => keepHidden(isHidden), [isHidden]);
  if (isLeft) return null;
  if (data?.signedIn === true && needsPin(data.operator, data.operators)) return <SetPinPage state={data} />;
  const isOut = data?.signedIn === false;
  if (data?.signedIn === true && data.movedAway !== null)
    return (
      <Suspense fallback={null}>
        <MovedAwayPage state={data} movedAway={data.movedAway} />
      </Suspense>
    );
  return (
    <>
      {(!isOut || data.isLocked) && (
        <Activity mode={isOut ? 'hidden' : 'visible'}>
          <Shell state={state} />
        </Activity>
      )}
      {isOut && <SignInPage state={data} />}
    </>
  );
};

const Framed = () => {
  const quitAsked = useQuitAsked();
  const state = useAppState();
  const timeZone = state.data?.settings.library.timeZone ?? machineTimeZone;
  useEffect(() => {
    if (state.data) noteSignedIn(state.data);
  }, [state.data]);
  useLayoutEffect(() => {
    libraryTimeZone.set(timeZone);
    return () => libraryTimeZone.set(machineTimeZone);
  }, [timeZone]);
  return (
    <>
      <Content state={state} />
      <Suspense>{quitAsked && <QuitQuestion {...quitAsked} />}</Suspense>
    </>
  );
};

// All Mantine components re-render with their provider, so this component may only depend on the appearance.
const Themed = () => {
  const appearance = useAppearance().data;
  const { colorScheme, density } = appearance ?? savedAppearance();
  const theme = useMemo(() => themeOf(density), [density]);
  useEffect(() => {
    if (appearance) saveAppearance(appearance);
  }, [appearance]);
  useEffect(() => showDensity(density), [density]);
  // The colour scheme is a setting of the program, stored by the main process and not by Mantine.
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      {...(colorScheme === 'auto' ? {} : { forceColorScheme: colorScheme })}
    >
      <ErrorBoundary>
        <Framed />
      </ErrorBoundary>
    </MantineProvider>
  );
};

/** The whole window. */
export const App = ({
  client,
  receiving,
}: {
  readonly client: QueryClient;
  readonly receiving: ReceivingActor;
}) => (
  <QueryClientProvider client={client}>
    <ReceivingProvider value={receiving}>
      <Themed />
    </ReceivingProvider>
  </QueryClientProvider>
);
