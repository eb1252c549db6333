import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { completedStatuses } from '../../../shared/domain/request-status.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConversationState } from '../../../electron/main/partners/exchange/conversation-state.ts';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { childScript, type ChildScript } from '../../support/child-scripts.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { howMany } from '../../support/how-many.ts';
import type { Entry } from '../../support/lender/book.ts';
import { setProfile } from '../../support/lender/desk-and-lender.ts';
import { freePort } from '../../support/mail-server.ts';

/** How many requests live their lives; 2,000 in a long run. */
const requests = howMany('OUTAGE_REQUESTS', 40, 2_000);
const faultShare = 0.3;

type Progress = {
  readonly open: number | null;
  readonly made: number;
  readonly letters: number;
  readonly stored: number;
};
type LendersBook = { readonly entries: readonly Entry[]; readonly waiting: number };

/** A process that is killed and started again. */
class Restarted {
  readonly #script: ChildScript;
  readonly #args: readonly string[];
  readonly faults: string[] = [];
  progress: Progress | null = null;
  process!: ChildProcess;
  kills = 0;

  constructor(script: ChildScript, args: readonly string[]) {
    this.#script = script;
    this.#args = args;
  }

  async start(): Promise<void> {
    this.process = fork(childScript(this.#script), this.#args, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.process.stderr?.on('data', (text: Buffer) => this.faults.push(text.toString()));
    this.process.on('message', (message) => {
      const said = message as { readonly fault?: string } & Partial<Progress>;
      if (said.fault !== undefined) this.faults.push(said.fault);
      else if (said.made !== undefined) this.progress = said as Progress;
    });
    await once(this.process, 'message');
  }

  async kill(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
    this.kills += 1;
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }
}

let desk: TestDesk;
let ours: Restarted;
let lender: Restarted;
beforeAll(async () => {
  desk = openTestDesk();
  const [deskPort, lenderPort] = [await freePort(), await freePort()];
  setProfile(desk, `http://127.0.0.1:${lenderPort}/iso18626`);
  const book = join(mkdtempSync(join(tmpdir(), 'lender-')), 'book.json');
  ours = new Restarted('tests/fixtures/exchange/desk-until-killed.ts', [
    desk.file,
    String(deskPort),
    String(requests),
    join(projectFolder, 'resources', 'letters'),
  ]);
  lender = new Restarted('tests/fixtures/exchange/lender-until-killed.ts', [
    book,
    String(lenderPort),
    `http://127.0.0.1:${deskPort}/`,
    String(faultShare),
  ]);
  await lender.start();
  await ours.start();
});
afterAll(async () => {
  await ours.kill();
  await lender.kill();
  desk.close();
});

const bookOf = async (): Promise<LendersBook> => {
  lender.process.send('book');
  const [book] = (await once(lender.process, 'message')) as [LendersBook];
  return book;
};

/** Kills both at random until every request was made, and a while after. */
const liveWithOutages = async (): Promise<void> => {
  for (let after = 0; after < 5; after += (ours.progress?.made ?? 0) < requests ? 0 : 1) {
    await pause(200 + Math.random() * 1_000);
    await (Math.random() < 0.6 ? ours : lender).restart();
  }
};

/** Lets everything arrive. @returns the lender's book */
const becomeQuiet = async (): Promise<LendersBook> => {
  lender.process.send('calm');
  ours.process.send('finish');
  let book = await bookOf();
  const isQuiet = (): boolean => {
    const { open, letters, stored } = ours.progress ?? { open: null, letters: 1, stored: 1 };
    return open === 0 && letters === 0 && stored === 0 && book.waiting === 0;
  };
  for (let looks = 0; looks < 100 && !isQuiet(); looks += 1) {
    await pause(300);
    book = await bookOf();
  }
  return book;
};

/** The last words of a lender that lends nothing, and our cancellation, cross on their way: which of them counts is all one. */
const isOverUnlent = (status: string): boolean =>
  ['Unfilled', 'RetryPossible', 'Cancelled', 'CopyCompleted'].includes(status);

type Side = {
  readonly status: string;
  readonly unanswered: readonly string[];
  readonly received: boolean;
  readonly returned: boolean;
  /** How many messages of the lender it knows. */
  readonly said: number;
};

/** What a side knows, so far as it matters once everything has arrived. */
const standing = ({ status, unanswered, received, returned, said }: Side): string => {
  if (isOverUnlent(status)) return `not lent, ${said} said`;
  const questions = status === 'LoanCompleted' ? [] : unanswered;
  return JSON.stringify({ status, questions, received, returned, said });
};

const rows = <T>(query: string, ...values: readonly string[]): readonly T[] =>
  desk.raw.prepare(query).all(...values) as T[];

type Row = {
  readonly sentAs: string;
  readonly state: string;
  readonly turnId: number | null;
  readonly said: number;
};

/** Returns where our side and the lender's book differ about a request. */
const disagreementOn = (
  { sentAs, state, turnId, said }: Row,
  entry: Entry | undefined,
): readonly unknown[] => {
  const { status, unanswered, told } = readConversationState(state);
  const ours = standing({
    status: status ?? '',
    unanswered,
    received: told.includes('Received'),
    returned: told.includes('ShippedReturn'),
    said,
  });
  const theirs =
    entry &&
    standing({
      status: entry.status,
      unanswered: entry.owes,
      received: entry.heardReceived,
      returned: entry.heardReturned,
      said: entry.said.length,
    });
  // A request that never reached the lender has no turn.
  if (turnId === null ? theirs === undefined : ours === theirs) return [];
  const out = rows(
    `SELECT partner_message.state, partner_message.attempts, may_have_arrived_at, words, kind, outbox.state AS letter
       FROM partner_message LEFT JOIN outbox ON outbox.id = outbox_id WHERE direction = 'out' AND sent_as = ?`,
    sentAs,
  );
  return [{ sentAs, ours, theirs, heard: entry?.heard, out }];
};

const heardTwice = (entries: readonly Entry[]): readonly string[] =>
  entries.flatMap(({ heard }) => {
    const all = heard.map(({ action, at }) => `${action} ${at}`);
    return all.filter((word, index) => all.indexOf(word) < index);
  });

test(
  'both sides agree on every request after a time of kills and broken connections',
  { timeout: requests * 10_000 },
  async () => {
    await liveWithOutages();
    const { entries, waiting } = await becomeQuiet();
    expect([...ours.faults, ...lender.faults]).toEqual([]);
    const conversations = rows<Row>(
      `SELECT sent_as AS sentAs, state, turn_id AS turnId,
              (SELECT count(*) FROM partner_message AS one WHERE one.sent_as = conversation.sent_as AND direction = 'in') AS said
         FROM conversation`,
    );
    expect(conversations.length).toBeGreaterThanOrEqual(requests * 0.8);
    const entryOf = new Map(entries.map((entry) => [entry.requestId, entry]));
    expect(conversations.flatMap((one) => disagreementOn(one, entryOf.get(one.sentAs)))).toEqual([]);
    expect(heardTwice(entries)).toEqual([]);
    const isOver = JSON.stringify(completedStatuses);
    expect(
      rows('SELECT id, status FROM request WHERE status NOT IN (SELECT value FROM json_each(?))', isOver),
    ).toEqual([]);
    expect(ours.progress).toMatchObject({ letters: 0, stored: 0 });
    expect(waiting).toBe(0);
  },
);
