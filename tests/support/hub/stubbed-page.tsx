import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import type { AppState } from '../../../shared/ipc/views.ts';
import type { ReactNode } from 'react';
import { onTestFinished } from 'vitest';
import type { DeskApi } from '../../../shared/ipc/api.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { ok } from '../../../shared/ipc/result.ts';
import type { HubStatus } from '../../../shared/ipc/hub-views.ts';
import type { Topic } from '../../../shared/ipc/topics.ts';

/** The status of a workstation that is in step. */
export const inStep: HubStatus = {
  state: 'in-step',
  waiting: 0,
  since: null,
  words: '',
  address: 'db.library.example:5432/ill',
  name: 'Desk 1',
  rows: 0,
  tasks: 0,
  lettersFrom: 'Desk 1',
  sendsLetters: true,
  looked: null,
  clocks: null,
  isOlder: false,
  number: 1,
  ownRequests: 0,
};

/** What the page calls in the main process, and the events it receives. */
type StubbedDesk = {
  /** The answer of each channel; other channels are never called. */
  readonly answers: Record<string, (input: unknown) => unknown>;
  readonly calls: { readonly channel: string; readonly input: unknown }[];
  /** Emits a change notification, as the main process does. */
  readonly changed: (...topics: readonly Topic[]) => void;
  /** Emits any other event. */
  readonly emit: (event: string, told: unknown) => void;
};

type Listener = (told: unknown) => void;

const isResult = (value: unknown): value is Result<unknown> =>
  typeof value === 'object' && value !== null && 'ok' in value;

/** Installs a stub of the main process with the test's answers: a test cannot wait for states of a real hub. */
export const stubDesk = (): StubbedDesk => {
  const listeners = new Map<string, Set<Listener>>();
  const stub: StubbedDesk = {
    answers: {},
    calls: [],
    changed: (...topics) => stub.emit('changed', { topics }),
    emit: (event, told) => listeners.get(event)?.forEach((hear) => hear(told)),
  };
  const call = new Proxy(
    {},
    {
      get: (_, channel: string) => async (input: unknown) => {
        stub.calls.push({ channel, input });
        const answer = stub.answers[channel];
        if (!answer) throw new Error(`Nobody answers ${channel}.`);
        const value = await answer(input);
        return isResult(value) ? value : ok(value);
      },
    },
  );
  const on = (event: string, hear: Listener): (() => void) => {
    const heard = listeners.get(event) ?? new Set();
    listeners.set(event, heard.add(hear));
    return () => void heard.delete(hear);
  };
  const memory = { read: () => ({}), keep: () => undefined };
  const api = { call, on, memory, drop: () => Promise.reject(new Error('Nothing is dropped.')) };
  (globalThis as unknown as { desk: DeskApi }).desk = api as unknown as DeskApi;
  return stub;
};

/** Renders a part of a page that calls the main process, until the test ends. */
export const showAsking = async (part: ReactNode): Promise<void> => {
  // The page looks for the main process when it is loaded.
  const { createQueryClient, followChanges } = await import('../../../renderer/src/api/queries.ts');
  const client = createQueryClient();
  const stop = followChanges(client);
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>{part}</QueryClientProvider>
    </MantineProvider>,
  );
  onTestFinished(() => {
    stop();
    cleanup();
  });
};

/** The part of the program's state that the settings of a hub use, for an operator with one role. */
export const stateForSync = (role: string, whyNotJoined = ''): AppState => {
  const operator = { id: 1, name: 'Operator', grants: [{ role, libraryId: 1, deskId: null }] };
  const policy = { values: {}, invalid: [], isUnread: false, whyNotJoined };
  const desk = { id: 1, name: 'Main Desk' };
  return { operator, operators: [operator], desk, policy } as unknown as AppState;
};
