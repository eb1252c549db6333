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

/** The lists that the window keeps. They stay as they are until the main process says that something changed. */
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
  hubStatus: ['hub', 'status'],
  workstations: ['hub', 'workstations'],
  invitations: ['hub', 'invitations'],
  hubTasks: ['hub', 'tasks'],
  setAside: ['hub', 'set-aside'],
} as const;

/** How many steps of today the list beside the page shows. */
const stepsShown = 100;

const appState = queryOptions({ queryKey: keys.app, queryFn: () => ask('app.load', {}) });
const todayCards = queryOptions({ queryKey: keys.cards, queryFn: () => ask('today.cards', {}) });

/**
 * Asks for what the first picture shows, before anything is drawn: the main process answers while the page is built.
 * @param today whether that picture is the day's cards.
 */
export const askEarly = (client: QueryClient, today: boolean): void => {
  void client.prefetchQuery(appState);
  if (today) void client.prefetchQuery(todayCards);
};

/** What a call that takes nothing answers, kept under a key. */
const useCall = <C extends PageChannel>(
  queryKey: readonly string[],
  channel: C,
  enabled = true,
): UseQueryResult<Output<C>> => useQuery({ queryKey, queryFn: () => ask(channel, {} as Input<C>), enabled });

export const useAppState = (): UseQueryResult<AppState> => useQuery(appState);

/** How the program looks; whoever uses only this is not drawn anew by any other news. */
export const useAppearance = (): UseQueryResult<AppState['settings']['appearance']> =>
  useQuery({ ...appState, select: ({ settings }) => settings.appearance });

export const useTodayCards = (): UseQueryResult<TodayCard[]> => useQuery(todayCards);

/** The cards as they were last counted, for those who do not want them counted at every change; `count` counts them now. */
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
    // Printers come and go without anybody telling us.
    staleTime: 0,
  });

export const useImportStatus = () => useCall(keys.importing, 'libraryFile.status');

export const useWriteStatus = () => useCall(keys.writing, 'files.status');

type Saving = 'files.saveLibrary' | 'files.saveList';

/** Asks where a file is to be saved, and begins it. @param begun hears its name, unless nobody chose one. */
export const useSaveFile = <C extends Saving>(
  channel: C,
  begun: (fileName: string) => void,
): UseMutationResult<Output<C>, Error, Parameters<typeof ask<C>>[1]> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Parameters<typeof ask<C>>[1]) => {
      // What came of an earlier file is not what came of this one.
      client.setQueryData<Output<'files.status'>>(keys.writing, { running: null, last: null });
      return ask(channel, input);
    },
    onSuccess: (answer) => {
      if (answer !== null) begun(answer.fileName);
    },
  });
};
/** How this workstation stands with the others. */
export const useHubStatus = () => useCall(keys.hubStatus, 'hub.status');

/** The workstations of the hub. */
export const useWorkstations = (enabled: boolean) => useCall(keys.workstations, 'hub.workstations', enabled);

/** The joining files that nobody has used yet. */
export const useInvitations = (enabled: boolean) => useCall(keys.invitations, 'hub.invitations', enabled);

/** What could not be joined with what was done elsewhere, and waits for a person. */
export const useHubTasks = () => useCall(keys.hubTasks, 'hub.tasks');

/** Steps of others that cannot be saved here. */
export const useSetAside = () => useCall(keys.setAside, 'hub.setAside');

/** The imports that were, the newest first. */
export const usePastImports = (enabled = true) => useCall(keys.pastImports, 'imports.list', enabled);

/** The folder whose files are imported by themselves. */
export const useWatchedFolder = () => useCall(keys.watchedFolder, 'watchedFolder.status');

type AppChange =
  | 'app.chooseDesk'
  | 'app.signIn'
  | 'app.signOut'
  | 'app.saveSettings'
  | 'app.saveInstallationSettings';

/** What one operator may read another may not: nothing of it stays on the page where the reading anew is refused. */
const resetLists = (client: QueryClient): void => {
  void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.app[0] });
};

/** A change after which the whole state of the program is known anew. */
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

/** Chooses of which libraries the queues of Today count, and counts them anew. */
export const useCountsOf = (): ((countsOf: AppState['settings']['today']['countsOf']) => void) => {
  const client = useQueryClient();
  const save = useAppChange('app.saveSettings');
  return (countsOf) =>
    save.mutate(
      { settings: { today: { countsOf } } },
      { onSuccess: () => void client.invalidateQueries({ queryKey: keys.requests }) },
    );
};

/** What went wrong with the last change of a kind, whoever made it; null when it went well. */
export const useChangeFailure = (channel: AppChange): Error | null =>
  useMutationState({ filters: { mutationKey: [channel] } }).at(-1)?.error ?? null;

const noteSlip = (client: QueryClient, slip: SlipState): void => {
  client.setQueryData<StepView[]>(keys.steps, (steps) =>
    steps?.map((step) => (step.slip?.jobId === slip.jobId ? { ...step, slip } : step)),
  );
};

/** Keys begin with what they are about. */
const topicKeys: Readonly<Record<Topic, readonly (readonly string[])[]>> = {
  app: [keys.app],
  requests: [keys.requests],
  steps: [keys.steps],
  slips: [keys.slips, keys.app],
  // One of the day's cards is about letters.
  messages: [keys.messages, keys.app, keys.cards, keys.list],
  people: [keys.people],
  imports: [keys.pastImports, keys.watchedFolder],
  hub: [keys.hub],
};

/** Keeps the lists true: what the main process says goes into them. Returns the function that stops it. */
export const followChanges = (client: QueryClient): (() => void) => {
  const stops = [
    desk.on('changed', ({ topics }) => {
      // Several topics may stand on the same list: it is read once.
      for (const queryKey of new Set(topics.flatMap((topic) => topicKeys[topic])))
        void client.invalidateQueries({ queryKey });
    }),
    desk.on('print', (slip) => {
      noteSlip(client, slip);
      // An answer that is on its way may be from before.
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
