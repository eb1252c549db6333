import { onTestFinished } from 'vitest';
import {
  startOtherSystemQueue,
  type OtherSystemQueue,
  type OtherSystemQueueOptions,
} from '../../../electron/main/other-system/other-system-queue.ts';
import type { NcipSettings } from '../../../electron/main/other-system/reach.ts';
import { doneHereService } from '../../../electron/main/desk/queries/done-here/done-here.service.ts';
import { saveInstallationSettings } from '../../../electron/main/desk/records/settings/settings.service.ts';
import type { CalendarDate, OpId } from '../../../shared/domain/ids.ts';
import { newOpId, openTestDesk, type TestDesk } from '../desk.ts';
import { valueOf } from '../results.ts';
import { testLane } from '../test-lane.ts';
import { startResponder } from './responder.ts';
import { usualNcip } from './settings.ts';

/** The queue of a desk as the program starts it. Pauses end only with `tryNow`. */
export const startTestQueue = (
  desk: Pick<TestDesk, 'context'>,
  change: Partial<OtherSystemQueueOptions> = {},
): OtherSystemQueue & { readonly faults: unknown[] } => {
  const { options, faults } = testLane(desk);
  const queue = startOtherSystemQueue({
    ...options,
    sip: { account: () => null, timeZone: () => 'Europe/Berlin' },
    ...change,
  });
  return { ...queue, faults };
};

/** Stores how a desk sends its steps to a responder. */
export const setNcip = (
  { context }: Pick<TestDesk, 'context'>,
  address: string,
  changes: Partial<NcipSettings> = {},
): void =>
  void valueOf(
    saveInstallationSettings(context, {
      opId: newOpId(),
      settings: { ncip: { ...usualNcip, address, ...changes } },
    }),
  );

/** A desk that sends its steps to a responder on loopback, which knows its patrons. */
export const openSendingDesk = async (
  options: Parameters<typeof startResponder>[0] = {},
  desk: TestDesk = openTestDesk(),
) => {
  const cards = desk.raw.prepare('SELECT barcode, name FROM patron').all() as {
    readonly barcode: string;
    readonly name: string;
  }[];
  const users = Object.fromEntries(cards.map(({ barcode, name }) => [barcode, name]));
  const there = await startResponder({ users, ...options });
  const set = (changes: Partial<NcipSettings> = {}): void => setNcip(desk, there.address, changes);
  set();
  let queue = startTestQueue(desk);
  onTestFinished(async () => {
    await queue.stop(500);
    await there.stop();
    desk.close();
  });
  const done = doneHereService(desk.context);
  return {
    desk,
    there,
    set,
    done,
    queue: () => queue,
    /** Starts the program again: what it was doing is left as it is. */
    restart: async (change: Parameters<typeof startTestQueue>[1] = {}): Promise<void> => {
      await queue.stop(0);
      queue = startTestQueue(desk, change);
    },
    /** The steps of all days, as the page Key into the other system shows them: step, state, words. */
    shown: (show: 'to-key' | 'all' = 'all') =>
      valueOf(
        done.list({
          from: '2026-11-01' as CalendarDate,
          to: '2026-12-31' as CalendarDate,
          operatorId: null,
          deskId: null,
          group: null,
          show,
          offset: 0,
          limit: 100,
        }),
      ).rows.map(({ kind, sent, takenBack }) => ({
        kind,
        state: sent?.state ?? 'by-hand',
        words: sent?.words ?? '',
        ...(takenBack && { takenBack }),
      })),
    again: (step: OpId) => valueOf(done.sendAgain({ opId: newOpId(), step })),
    /** What is kept of messages. */
    kept: () =>
      desk.raw.prepare('SELECT service, state, facts FROM other_system_message ORDER BY id').all() as {
        readonly service: string;
        readonly state: string;
        readonly facts: string;
      }[],
  };
};
