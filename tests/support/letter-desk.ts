import { afterEach, beforeEach } from 'vitest';
import type { MailAccount } from '../../electron/main/desk/output/mail/ports.ts';
import {
  lettersService,
  type LettersService,
} from '../../electron/main/desk/output/letters/letters.service.ts';
import type { SendQueueOptions } from '../../electron/main/desk/output/letters/send-queue.ts';
import { take } from '../../electron/main/desk/steps/take.ts';
import type { OpId } from '../../shared/domain/ids.ts';
import { newOpId, type TestDesk } from './desk.ts';
import {
  addAddresses,
  loopbackAccount,
  outboxRows,
  outboxStates,
  startTestQueue,
  testWriter,
} from './letters.ts';
import { freePort, startMailServer, type MailServer } from './mail-server.ts';
import { valueOf } from './results.ts';
import { waitFor } from './waiting.ts';

type Queue = ReturnType<typeof startTestQueue>;

/** A desk whose letters are sent to a local mail server, for the tests of a file. The queue begins with `start`. */
export class LetterDesk<Desk extends TestDesk> {
  desk!: Desk;
  server!: MailServer;
  /** The current account; null: none is set up. */
  account: MailAccount | null = null;
  letters!: LettersService;
  queue!: Queue;
  #queues: Queue[] = [];

  async open(desk: Desk): Promise<void> {
    this.desk = desk;
    addAddresses(desk);
    this.server = await startMailServer();
    this.reach();
    this.queue = this.#open();
    this.letters = lettersService(desk.context, {
      writer: testWriter(desk),
      tryNow: () => this.queue.tryNow(),
    });
  }

  async close(): Promise<void> {
    for (const queue of this.#queues.splice(0)) await queue.stop(500);
    await this.server.close();
    this.desk.close();
  }

  /** Starts sending. With changes, even none (`{}`), it uses a new queue, like another start of the program. */
  start(change?: Partial<SendQueueOptions>): Queue {
    if (change) this.queue = this.#open(change);
    this.queue.kick();
    return this.queue;
  }

  #open(change?: Partial<SendQueueOptions>): Queue {
    const queue = startTestQueue(this.desk, () => this.account, change);
    this.#queues.push(queue);
    return queue;
  }

  /** Makes the server reachable. */
  reach(): void {
    this.account = loopbackAccount(this.server.port);
  }

  async outOfReach(): Promise<void> {
    this.account = loopbackAccount(await freePort());
  }

  async until(...states: readonly string[]): Promise<void> {
    await waitFor(
      `the states ${states.join()}`,
      () => outboxStates(this.desk).join() === states.join() || undefined,
    );
  }

  /** Waits until all waiting letters are sent or set aside. Returns kinds and states. */
  async settle(): Promise<readonly string[]> {
    this.queue.kick();
    await waitFor('an end', () =>
      outboxStates(this.desk).some((state) => state === 'waiting' || state === 'sending') ? undefined : true,
    );
    return this.kindsAndStates();
  }

  kindsAndStates(): readonly string[] {
    return outboxRows(this.desk).map(({ kind, state }) => `${kind} ${state}`);
  }

  undo(undoes: OpId): void {
    valueOf(take(this.desk.context, 'undo', { opId: newOpId(), undoes }));
  }
}

export const useLetterDesk = <Desk extends TestDesk>(open: () => Desk): LetterDesk<Desk> => {
  const here = new LetterDesk<Desk>();
  beforeEach(() => here.open(open()));
  afterEach(() => here.close());
  return here;
};
