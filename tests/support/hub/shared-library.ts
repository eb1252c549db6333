import { afterAll, beforeAll, expect } from 'vitest';
import { countPending } from '../../../electron/main/desk/store/pending-steps.queries.ts';
import { newOpId } from '../desk.ts';
import { openFirstLibrary, type FirstLibrary } from './first-library.ts';
import { openTestHub, type TestHub } from './hub-server.ts';
import { openSyncDesk, type SyncDesk } from './sync-desk.ts';

/** A hub, and the library from which it was filled, for all tests of a file: each runs on it (`hub.playOn`). */
export type SharedLibrary = {
  /** Both exist only while tests run. */
  readonly hub: TestHub;
  readonly library: FirstLibrary;
  /** Opens a workstation in its initial state. @param asked called with each query that it sends to the hub. */
  readonly openDesk: (login: number, asked?: (text: string) => void) => SyncDesk;
};

/** The clock of these workstations stands still. */
const clock = (): Date => new Date('2026-11-25T08:00:00Z');

/** Opens both before the tests of a file, and closes them after the last. */
export const sharedLibrary = (): SharedLibrary => {
  let opened: { readonly hub: TestHub; readonly library: FirstLibrary } | undefined;
  beforeAll(async () => {
    const hub = await openTestHub('in-process');
    opened = { hub, library: await openFirstLibrary(hub) };
  }, 120_000);
  afterAll(async () => {
    opened?.library.close();
    await opened?.hub.close();
  });
  const there = (): NonNullable<typeof opened> => {
    if (!opened) throw new Error('The hub opens with the first test of the file.');
    return opened;
  };
  return {
    get hub() {
      return there().hub;
    },
    get library() {
      return there().library;
    },
    openDesk: (login, asked = () => undefined) => {
      const { hub, library } = there();
      const ask = hub.queryAs(login);
      return openSyncDesk(library.deskFile(login), {
        login,
        query: (text, values) => {
          asked(text);
          return ask(text, values);
        },
        clock,
        newOpId,
      });
    },
  };
};

/** Counts all requests as over for the tests of a file: patrons of other requests are not forgotten. */
export const countAllAsOver = (shared: SharedLibrary): void =>
  beforeAll(async () => {
    await shared.hub.query(
      "INSERT INTO hub.over SELECT status FROM hub_rows.request UNION VALUES ('RECEIVED_PHYSICALLY') ON CONFLICT DO NOTHING",
      [],
    );
  });

/** Expects that each workstation took every step, and has none left to send. */
export const expectSound = (...desks: readonly SyncDesk[]): void => {
  for (const desk of desks) {
    expect([desk.faults, countPending(desk.context.db)]).toEqual([[], 0]);
    expect(desk.raw.prepare('SELECT * FROM hub_aside').all()).toEqual([]);
  }
};
