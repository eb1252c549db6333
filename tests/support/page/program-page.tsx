import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import { onTestFinished, vi } from 'vitest';
import { writeSetting } from '../../../electron/main/desk/records/settings/raw-settings.ts';
import { startPrintQueue } from '../../../electron/main/desk/output/slips/print-queue.ts';
import type { ProgramFacts } from '../../../electron/main/desk/records/session/app-state.service.ts';
import type { Emit } from '../../../electron/main/ipc/events.ts';
import type { DeskApi } from '../../../shared/ipc/api.ts';
import { channels, type Channel } from '../../../shared/ipc/channels.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { openAllCalls, type AllCalls } from '../all-calls.ts';
import { openCopyOf, type TestDesk } from '../desk.ts';
import { wholePage, type Part } from './part.ts';
import { importedLibrary } from './imported-library.ts';

// The whole page with the program's services, on a real database, in a simulated document: it takes half the time of the
// program, or a little more. Tests that need a window, a layout or another process belong to the end-to-end tests.

export type ProgramPage = {
  readonly desk: TestDesk;
  readonly calls: AllCalls;
  /** Simulates mouse and keyboard. */
  readonly user: UserEvent;
  /** The contents of the screen. */
  readonly page: Part;
  /** Sends an event to the page, like the main process: a scan, a menu command. */
  readonly emit: Emit;
  /** Returns the rows of a database query. */
  readonly ask: <T = Record<string, unknown>>(sql: string, ...values: readonly unknown[]) => T[];
};

type Listener = (payload: unknown) => void;

/**
 * Shows the program with a library, until the test ends. The page is loaded again, as in a new start.
 * @param library `demo`, or the path of a library file; it is imported once for all tests of a process.
 * @param options.chosenFile the file that a dialog returns.
 * @param options.facts what the program says about itself, such as what the IT department has set.
 * @param options.answers of the main process, where a test has none of its own parts.
 * @param options.before changes the database before the program opens it.
 */
export const showProgram = async (
  library: string,
  options: {
    readonly chosenFile?: () => string | null;
    readonly before?: (desk: TestDesk) => void;
    readonly facts?: Partial<ProgramFacts>;
    readonly answers?: Partial<Record<Channel, (input: unknown) => unknown>>;
  } = {},
): Promise<ProgramPage> => {
  const desk = openCopyOf(await importedLibrary(library), () => new Date());
  // Sounds do not work here.
  writeSetting(desk.context.db, 'appearance', { sounds: false });
  options.before?.(desk);
  const listeners = new Map<string, Set<Listener>>();
  const emit: Emit = (event, payload) => {
    for (const hear of listeners.get(event) ?? []) hear(payload);
  };
  const printQueue = startPrintQueue({
    db: desk.context.db,
    print: () => Promise.resolve(ok('')),
    now: desk.context.now,
    changed: (slip) => {
      emit('print', slip);
      if (slip.state !== 'printing') emit('changed', { topics: ['slips'] });
    },
    logFault: (error) => {
      throw error;
    },
  });
  const calls = openAllCalls(desk, options.chosenFile, { emit, after: printQueue.kick }, options.facts);
  const call = Object.fromEntries(
    channels.map((channel) => {
      const answer = options.answers?.[channel] ?? ((input: unknown) => calls.call(channel, input));
      return [channel, async (input: unknown) => answer(input)];
    }),
  );
  const texts = new Map<string, string>();
  const api = {
    call,
    memory: {
      read: () => Object.fromEntries(texts),
      keep: (name: string, text: string | null) => void texts.set(name, text ?? 'null'),
    },
    drop: () => Promise.reject(new Error('Nothing is dropped.')),
    on: (event: string, hear: Listener): (() => void) => {
      const heard = listeners.get(event) ?? new Set();
      listeners.set(event, heard.add(hear));
      return () => void heard.delete(hear);
    },
  };
  (globalThis as unknown as { desk: DeskApi }).desk = api as unknown as DeskApi;
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '', '#');
  const user = userEvent.setup({ delay: null });
  const close = await showPage(api as unknown as DeskApi);
  onTestFinished(async () => {
    close();
    await printQueue.stop();
    await calls.close();
    desk.close();
  });
  return {
    desk,
    calls,
    user,
    page: wholePage(user),
    emit,
    ask: <T,>(sql: string, ...values: readonly unknown[]) => desk.raw.prepare(sql).all(...values) as T[],
  };
};

/** Loads the page and draws it. Returns a function that removes it. */
const showPage = async (api: DeskApi): Promise<() => void> => {
  // The page keeps state in its modules as long as its window exists.
  vi.resetModules();
  const [{ App }, { createQueryClient, followChanges }, { startReceiving }] = await Promise.all([
    import('../../../renderer/src/app/App.tsx'),
    import('../../../renderer/src/api/queries.ts'),
    import('../../../renderer/src/steps/receiving/receiving-actor.ts'),
  ]);
  const client = createQueryClient();
  const stop = followChanges(client);
  const receiving = startReceiving(api);
  render(<App client={client} receiving={receiving} />);
  await waitFor(() => screen.getByRole('heading', { name: 'Today' }));
  return () => {
    cleanup();
    receiving.stop();
    stop();
    client.clear();
  };
};
