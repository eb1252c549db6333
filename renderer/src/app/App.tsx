import { MantineProvider } from '@mantine/core';
import type { QueryClient, UseQueryResult } from '@tanstack/react-query';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { needsPin } from '../../../shared/domain/pin.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { useAppearance, useAppState } from '../api/queries.ts';
import { TimeZoneProvider, machineTimeZone } from '../components/today.ts';
import { SetPinPage } from '../features/sign-in/SetPinPage.tsx';
import { SignInPage } from '../features/sign-in/SignInPage.tsx';
import { saveAppearance, savedAppearance } from './appearance.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import type { ReceivingActor } from './receiving-actor.ts';
import { ReceivingProvider } from './receiving-actor.ts';
import { Shell } from './Shell.tsx';
import { noteSignedIn } from './signed-in-last.ts';
import { cssVariables, themeOf } from './theme.ts';

const Content = ({ state }: { readonly state: UseQueryResult<AppState> }) => {
  if (state.data?.signedIn === false) return <SignInPage state={state.data} />;
  if (state.data && needsPin(state.data.operator, state.data.operators))
    return <SetPinPage state={state.data} />;
  return <Shell state={state} />;
};

const Framed = () => {
  const state = useAppState();
  useEffect(() => {
    if (state.data) noteSignedIn(state.data);
  }, [state.data]);
  return (
    <TimeZoneProvider value={state.data?.settings.library.timeZone ?? machineTimeZone}>
      <Content state={state} />
    </TimeZoneProvider>
  );
};

// Every component of Mantine is drawn anew with its provider, so only the appearance may draw this one anew.
const Themed = () => {
  const appearance = useAppearance().data;
  const { colorScheme, density } = appearance ?? savedAppearance();
  const theme = useMemo(() => themeOf(density), [density]);
  useEffect(() => {
    if (appearance) saveAppearance(appearance);
  }, [appearance]);
  // The scheme is a setting of the program: it is stored by the main process, not by Mantine.
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
