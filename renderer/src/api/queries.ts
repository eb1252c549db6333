import {
  QueryClient,
  queryOptions,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type { Topic } from '../../../shared/ipc/topics.ts';
import type { AppState, SlipState, StepView } from '../../../shared/ipc/views.ts';
import type { TodayCard } from '../../../shared/ipc/today-views.ts';
import type { PageChannel } from '../../../shared/ipc/api.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { ask, desk } from './desk.ts';

/** Creates the window's query cache. Entries stay fresh until the main process reports a change. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });

const keys = {
  app: ['app'],
  requests: ['requests'],
  messages: ['messages'],
  people: ['people'],
  cards: ['requests', 'cards'],
  list: ['requests', 'list'],
  steps: ['steps'],
  slips: ['slips'],
  printers: ['printers'],
  importing: ['import'],
  writing: ['export'],
  pastImports: ['past-imports'],
  watchedFolder: ['watched-folder'],
  hub: ['hub'],
  lookUps: ['lookUps'],
  hubStatus: ['hub', 'status'],
  connections: ['messages', 'connections'],
  workstations: ['hub', 'workstations'],
  invitations: ['hub', 'invitations'],
  hubTasks: ['hub', 'tasks'],
  setAside: ['hub', 'set-aside'],
} as const;

/** The number of today's steps in the list beside the page. */
const stepsShown = 100;

const appState = queryOptions({ queryKey: keys.app, queryFn: () => ask('app.load', {}) });
const todayCards = queryOptions({ queryKey: keys.cards, queryFn: () => ask('today.cards', {}) });

/**
 * Prefetches the data of the first screen before anything is drawn: the main process answers while the page is built.
 * @param today whether the first screen is Today.
 */
export const prefetchFirstScreen = (client: QueryClient, today: boolean): void => {
  void client.prefetchQuery(appState);
  if (today) void client.prefetchQuery(todayCards);
};

/** A query for a channel without input. */
const useCall = <C extends PageChannel>(
  queryKey: readonly string[],
  channel: C,
  enabled = true,
): UseQueryResult<Output<C>> => useQuery({ queryKey, queryFn: () => ask(channel, {} as Input<C>), enabled });

export const useAppState = (): UseQueryResult<AppState> => useQuery(appState);

/** The appearance settings. Components that use only these do not re-render when other state changes. */
export const useAppearance = (): UseQueryResult<AppState['settings']['appearance']> =>
  useQuery({ ...appState, select: ({ settings }) => settings.appearance });

export const useTodayCards = (): UseQueryResult<TodayCard[]> => useQuery(todayCards);

/** The last counted cards, without recounting them at every change; `count` recounts them. */
export const useTodayCardsAtRest = (): {
  readonly data: TodayCard[] | undefined;
  readonly count: () => Promise<void>;
} => {
  const client = useQueryClient();
  const { data } = useQuery({ ...todayCards, enabled: false });
  const count = useCallback(() => client.prefetchQuery(todayCards), [client]);
  return { data, count };
};

export const useTodaysSteps = (): UseQueryResult<StepView[]> =>
  useQuery({ queryKey: keys.steps, queryFn: () => ask('steps.today', { limit: stepsShown }) });

export const useSlips = (
  only: 'all' | 'unprinted',
  page: { readonly offset: number; readonly limit: number },
): UseQueryResult<Output<'slips.list'>> =>
  useQuery({
    queryKey: [...keys.slips, only, page],
    queryFn: () => ask('slips.list', { only, ...page }),
    placeholderData: (before: Output<'slips.list'> | undefined) => before,
  });

export const usePrinters = (enabled: boolean): UseQueryResult<Output<'slips.printers'>> =>
  useQuery({
    queryKey: keys.printers,
    queryFn: () => ask('slips.printers', {}),
    enabled,
    // Printers come and go without notice.
    staleTime: 0,
  });

export const useImportStatus = () => useCall(keys.importing, 'libraryFile.status');

export const useWriteStatus = () => useCall(keys.writing, 'files.status');

type Saving = 'files.saveLibrary' | 'files.saveList';

/** Asks where to save a file, and starts writing it. @param begun receives the file's name, unless the dialog was cancelled. */
export const useSaveFile = <C extends Saving>(
  channel: C,
  begun: (fileName: string) => void,
): UseMutationResult<Output<C>, Error, Parameters<typeof ask<C>>[1]> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Parameters<typeof ask<C>>[1]) => {
      // Clears the result of an earlier file.
      client.setQueryData<Output<'files.status'>>(keys.writing, { running: null, last: null });
      return ask(channel, input);
    },
    onSuccess: (answer) => {
      if (answer !== null) begun(answer.fileName);
    },
  });
};
/** The partners that are reached by protocol, and what they did not take. */
export const useConnections = () => useCall(keys.connections, 'connections.list');

/** The connection of this workstation to the hub. */
export const useHubStatus = () => useCall(keys.hubStatus, 'hub.status');

/** The workstations of the hub. */
export const useWorkstations = (enabled: boolean) => useCall(keys.workstations, 'hub.workstations', enabled);

/** The unused joining files. */
export const useInvitations = (enabled: boolean) => useCall(keys.invitations, 'hub.invitations', enabled);

/** Conflicts with changes from other workstations, which an operator must resolve. */
export const useHubTasks = () => useCall(keys.hubTasks, 'hub.tasks');

/** Steps of other workstations that cannot be saved here. */
export const useSetAside = () => useCall(keys.setAside, 'hub.setAside');

/** Past imports, newest first. */
export const usePastImports = (enabled = true) => useCall(keys.pastImports, 'imports.list', enabled);

/** The folder whose files are imported automatically. */
export const useWatchedFolder = () => useCall(keys.watchedFolder, 'watchedFolder.status');

type AppChange =
  | 'app.chooseDesk'
  | 'app.signIn'
  | 'app.signOut'
  | 'app.saveSettings'
  | 'app.saveInstallationSettings';

/** Operators have different rights, so rows that the new operator may not read must not stay on the page when the refetch is refused. */
const resetLists = (client: QueryClient): void => {
  void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.app[0] });
};

/** A mutation that returns the complete state of the program. */
export const useAppChange = <C extends AppChange>(
  channel: C,
): UseMutationResult<AppState, Error, Parameters<typeof ask<C>>[1]> => {
  const client = useQueryClient();
  return useMutation({
    mutationKey: [channel],
    mutationFn: (input: Parameters<typeof ask<C>>[1]): Promise<AppState> => ask(channel, input),
    onSuccess: (state) => {
      const before = client.getQueryData<AppState>(keys.app);
      client.setQueryData(keys.app, state);
      if (before && before.operator.id !== state.operator.id) resetLists(client);
      void client.invalidateQueries({ queryKey: keys.steps });
    },
  });
};

/** Chooses which libraries the queues of Today count, and recounts them. */
export const useCountsOf = (): ((countsOf: AppState['settings']['today']['countsOf']) => void) => {
  const client = useQueryClient();
  const save = useAppChange('app.saveSettings');
  return (countsOf) =>
    save.mutate(
      { settings: { today: { countsOf } } },
      { onSuccess: () => void client.invalidateQueries({ queryKey: keys.requests }) },
    );
};

/** The error of the last change on a channel, from any component; null if it succeeded. */
export const useChangeFailure = (channel: AppChange): Error | null =>
  useMutationState({ filters: { mutationKey: [channel] } }).at(-1)?.error ?? null;

const noteSlip = (client: QueryClient, slip: SlipState): void => {
  client.setQueryData<StepView[]>(keys.steps, (steps) =>
    steps?.map((step) => (step.slip?.jobId === slip.jobId ? { ...step, slip } : step)),
  );
};

/** The query keys that each topic invalidates, by prefix. */
const topicKeys: Readonly<Record<Topic, readonly (readonly string[])[]>> = {
  app: [keys.app],
  requests: [keys.requests],
  steps: [keys.steps],
  slips: [keys.slips, keys.app],
  // One of the cards of Today counts letters.
  messages: [keys.messages, keys.app, keys.cards, keys.list],
  people: [keys.people],
  imports: [keys.pastImports, keys.watchedFolder],
  hub: [keys.hub],
  lookUps: [keys.lookUps],
};

/** Keeps the lists current by applying events from the main process. Returns a function that unsubscribes. */
export const followChanges = (client: QueryClient): (() => void) => {
  const stops = [
    desk.on('changed', ({ topics }) => {
      // Several topics may invalidate the same list: refetch it once.
      for (const queryKey of new Set(topics.flatMap((topic) => topicKeys[topic])))
        void client.invalidateQueries({ queryKey });
    }),
    desk.on('print', (slip) => {
      noteSlip(client, slip);
      // A response in flight may be older than this event.
      if (slip.state !== 'printing' && client.isFetching({ queryKey: keys.steps }) > 0)
        void client.invalidateQueries({ queryKey: keys.steps });
      void client.invalidateQueries({ queryKey: keys.slips });
    }),
    desk.on('importProgress', (running) => {
      client.setQueryData<Output<'libraryFile.status'>>(keys.importing, (before) => ({
        lastReport: before?.lastReport ?? null,
        running,
      }));
    }),
    desk.on('writeProgress', (running) => {
      client.setQueryData<Output<'files.status'>>(keys.writing, { running, last: null });
    }),
    desk.on('writeEnded', (last) => {
      client.setQueryData<Output<'files.status'>>(keys.writing, { running: null, last });
    }),
    desk.on('importEnded', (lastReport) => {
      client.setQueryData<Output<'libraryFile.status'>>(keys.importing, { running: null, lastReport });
      void client.invalidateQueries({ queryKey: keys.requests });
    }),
  ];
  return () => stops.forEach((stop) => stop());
};
