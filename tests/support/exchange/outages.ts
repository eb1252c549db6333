import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { addRequest, type TestDesk } from '../desk.ts';
import { setProfile } from '../lender/desk-and-lender.ts';
import type { Entry } from '../lender/book.ts';
import { Restarted } from './restarted.ts';

/** The orders for a desk in a process of its own. */
export type DeskOrders = {
  readonly file: string;
  readonly port: number;
  readonly templates: string;
  /** How far its clock is ahead, in milliseconds: the time for which it was switched off. */
  readonly aheadMs: number;
};

/** What it says of itself. */
export type DeskProgress = {
  /** Requests that its clerk found open while it brings them to an end; null before. */
  readonly open: number | null;
  readonly over: number;
  /** Letters to the partner that have not left. */
  readonly letters: number;
  /** Messages of the partner that are not applied. */
  readonly stored: number;
  /** Steps that the hub does not have. */
  readonly toHub: number;
  /** Whether it exchanges messages, of the workstations on a hub. */
  readonly exchanges: boolean;
  readonly heldMb: number;
};

/** The orders for a lender in a process of its own. */
export type LenderOrders = {
  readonly file: string;
  readonly port: number;
  /** Where the desks take messages in. */
  readonly desks: readonly string[];
  readonly faultShare: number;
  readonly isSilent: boolean;
};

export type LendersBook = {
  readonly entries: readonly Entry[];
  /** What it has said and not delivered. */
  readonly waiting: number;
  readonly heldMb: number;
};

/** Of the connections, in both directions. */
const faultShare = 0.3;

export type RestartedDesk = Restarted<DeskProgress>;

/** Puts requests that can be sent to the lender into a desk, with its profile. */
export const prepareDesk = (desk: TestDesk, lenderPort: number, requests: number): void => {
  setProfile(desk, `http://127.0.0.1:${lenderPort}/iso18626`);
  desk.raw.transaction(() => {
    for (let number = 1; number <= requests; number += 1)
      addRequest(desk, { externalId: `R-${number}`, status: 'READY_TO_SEND' });
  })();
};

/** Desks on database files and a lender, each in a process of its own, of which none was started. */
export const outageWorld = (
  desks: readonly Pick<DeskOrders, 'file' | 'port'>[],
  lenderPort: number,
): { readonly desks: readonly RestartedDesk[]; readonly lender: Restarted<LendersBook> } => ({
  desks: desks.map(
    (orders) =>
      new Restarted('tests/fixtures/exchange/desk-until-killed.ts', {
        ...orders,
        templates: join(projectFolder, 'resources', 'letters'),
        aheadMs: 0,
      } satisfies DeskOrders),
  ),
  lender: new Restarted('tests/fixtures/exchange/lender-until-killed.ts', {
    file: join(mkdtempSync(join(tmpdir(), 'lender-')), 'book.json'),
    port: lenderPort,
    desks: desks.map(({ port }) => `http://127.0.0.1:${port}/`),
    faultShare,
    isSilent: false,
  } satisfies LenderOrders),
});

/** Returns the lender's book as it is now. */
export const bookOf = async (lender: Restarted<LendersBook>): Promise<LendersBook> => {
  lender.progress = null;
  lender.tell('book');
  for (;;) {
    if (lender.progress !== null) return lender.progress;
    await pause(5);
  }
};

/** Kills a process at a random moment, and starts it at once, or later. */
export const outage = async (one: Pick<RestartedDesk, 'kill' | 'start'>): Promise<void> => {
  await pause(200 + Math.random() ** 3 * 6_000);
  await one.kill();
  if (Math.random() < 0.2) await pause(1_000);
  await one.start();
};

/** Returns how many messages a desk has, in each direction, with its attempts. */
export const messagesOf = (raw: TestDesk['raw']): readonly unknown[] =>
  raw
    .prepare(
      'SELECT direction, count(*) AS count, sum(attempts) AS attempts FROM partner_message GROUP BY direction',
    )
    .all();

/** Prints what a long run has measured. */
export const tellFigures = (figures: object): void => {
  if (process.env['LONG_TESTS'] === '1') process.stdout.write(`${JSON.stringify(figures)}\n`);
};
