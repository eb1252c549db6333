import type BetterSqlite3 from 'better-sqlite3';
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connect } from '../../electron/main/db/open.ts';
import { codeOf } from '../../electron/main/db/errors.ts';
import { openLog } from '../../electron/main/log/log.ts';
import type { SendQueue } from '../../electron/main/desk/output/letters/send-queue.ts';
import type { PrintQueue } from '../../electron/main/desk/output/slips/print-queue.ts';
import { startPrintQueue } from '../../electron/main/desk/output/slips/print-queue.ts';
import type { PrintJobId, RequestId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/ipc/result.ts';
import { ok, refuse } from '../../shared/ipc/result.ts';
import { onSmallDisk } from '../electron/db/small-disk.ts';
import { openAllCalls, type AllCalls } from '../support/all-calls.ts';
import { addShelved } from '../support/circulation.ts';
import type { Door } from '../support/doors.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../support/desk.ts';
import { randomOf, type Random } from '../support/fuzz/random.ts';
import { howMany } from '../support/how-many.ts';
import { addAddresses, outboxRows, startTestQueue } from '../support/letters.ts';
import { keptSeeds } from '../support/seeds.ts';
import { waitFor } from '../support/waiting.ts';

/** How many faults occur, one after the other; `FAULTS=1000` for a long run. */
const wanted = howMany('FAULTS', 30, 1_000);
const diskMegabytes = 8;
/** The errors of the disk that staff see; anything else would be a bug. */
const expectedCodes = ['disk-full', 'database-busy', 'database-read-only'];

type Works = {
  readonly desk: TestDesk;
  readonly calls: AllCalls;
  readonly slips: string;
  readonly printed: PrintJobId[];
  readonly sent: string[];
  readonly prints: PrintQueue;
  readonly letters: SendQueue;
};

let close: () => Promise<void> = () => Promise.resolve();
// A call waits five seconds for another program's lock: here a tenth of a second counts as five.
const realNow = performance.now.bind(performance);
beforeEach(() => void vi.spyOn(performance, 'now').mockImplementation(() => realNow() * 50));
afterEach(async () => {
  vi.restoreAllMocks();
  await close();
});

/** A whole desk on its own small disk: calls, log, printing to a folder, letters to a server that accepts most of them. */
const openWorks = (random: Random): Works => {
  const desk = openTestDesk(onSmallDisk.isPossible ? onSmallDisk.mount(diskMegabytes) : tmpdir());
  addAddresses(desk);
  // The write-ahead log must be merged soon, or a full disk would be noticed late.
  desk.raw.pragma('wal_autocheckpoint = 20');
  desk.raw.pragma('busy_timeout = 30');
  const slips = join(dirname(desk.file), 'slips');
  mkdirSync(slips);
  const works = {
    desk,
    calls: openAllCalls(desk),
    slips,
    printed: [] as PrintJobId[],
    sent: [] as string[],
  };
  const log = openLog({ folder: join(dirname(desk.file), 'logs'), now: desk.context.now });
  log.info('program.started');
  const prints = startPrintQueue({
    db: desk.context.db,
    print: (jobId, slip) => Promise.resolve(printInto(works, jobId, JSON.stringify(slip))),
    now: desk.context.now,
    changed: () => undefined,
    logFault: (error) => log.error('print.queue', error),
    retryMs: 5,
  });
  const letters = startTestQueue(desk, () => null, {
    sender: () => ({ name: '', address: 'desk@main.example' }),
    send: ({ messageId }) => {
      if (random.chance(0.2)) return Promise.resolve({ kind: 'later', words: 'greylisted' });
      works.sent.push(messageId);
      return Promise.resolve({ kind: 'sent', words: '250 taken' });
    },
    retryMs: 5,
  });
  close = async () => {
    await prints.stop(0);
    await letters.stop(0);
    await works.calls.close();
    desk.close();
    close = () => Promise.resolve();
  };
  return { ...works, prints, letters };
};

const printInto = (
  { slips, printed }: Pick<Works, 'slips' | 'printed'>,
  jobId: PrintJobId,
  slip: string,
): Result<string> => {
  try {
    writeFileSync(join(slips, `${jobId}.txt`), slip);
    printed.push(jobId);
    return ok('on paper');
  } catch (error) {
    return refuse('printer-failed', `The slip could not be saved: ${codeOf(error)}.`, {}, true);
  }
};

/** Causes a fault and returns a function that ends it. */
type Fault = (works: Works) => () => void;

const fillDisk: Fault = ({ desk }) => {
  const ballast = join(dirname(desk.file), 'ballast');
  for (let size = 4_096_000; size >= 1_000; size = Math.floor(size / 4))
    for (;;)
      try {
        writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
      } catch {
        break;
      }
  return () => rmSync(ballast);
};

// If no disk can be mounted, the size of the database is limited.
const limitDatabase: Fault = ({ desk }) => {
  desk.raw.pragma(`max_page_count = ${String(desk.raw.pragma('page_count', { simple: true }))}`);
  return () => void desk.raw.pragma('max_page_count = 1000000');
};

const lock: Fault = ({ desk }) => {
  const other: BetterSqlite3.Database = connect(desk.file);
  other.exec('BEGIN IMMEDIATE');
  return () => {
    other.exec('ROLLBACK');
    other.close();
  };
};

const forbidWriting: Fault = ({ desk }) => {
  desk.raw.pragma('query_only = ON');
  return () => void desk.raw.pragma('query_only = OFF');
};

/** Moves a folder away and leaves a file in its place. */
const takeFolder =
  (folder: (works: Works) => string): Fault =>
  (works) => {
    const path = folder(works);
    renameSync(path, `${path}-away`);
    writeFileSync(path, 'not a folder');
    return () => {
      rmSync(path);
      renameSync(`${path}-away`, path);
    };
  };

const faults: Readonly<Record<string, Fault>> = {
  'a full disk': onSmallDisk.isPossible ? fillDisk : limitDatabase,
  'a lock': lock,
  'a database that may not be written': forbidWriting,
  'no folder for slips': takeFolder(({ slips }) => slips),
  'no folder for the log': takeFolder(({ desk }) => join(dirname(desk.file), 'logs')),
};

type Step = readonly [door: Door, input: Record<string, unknown> & { readonly opId: string }];
let number = 0;

/** Returns a new step on new rows, created without faults: it produces a slip, a letter, or both. */
const newStep = (desk: TestDesk, random: Random): Step => {
  number += 1;
  const externalId = `F-${number}`;
  const request = (status: string): RequestId => addRequest(desk, { externalId, status });
  const opId = newOpId();
  return random.oneOf<() => Step>(
    () => [
      'receive',
      {
        opId,
        requestId: request('SHIPPED_PHYSICALLY'),
        barcode: `N-${number}`,
        several: false,
        printSlip: true,
        notifyPatron: true,
        use: null,
      },
    ],
    () => [
      'return',
      {
        opId,
        itemId: addShelved(desk, externalId, `N-${number}`, { status: 'on-loan', lentTo: 1 }, 'LOANED')
          .itemId,
      },
    ],
    () => ['print-return-slip', { opId, requestId: request('SHIPPED_PHYSICALLY') }],
    () => ['add-note', { opId, requestId: request('LOANED'), text: 'x'.repeat(2_000), active: true }],
  )();
};

const checkEnd = (
  desk: TestDesk,
  works: Works,
  confirmed: ReadonlySet<string>,
  refused: ReadonlySet<string>,
): void => {
  const again = connect(desk.file);
  expect(again.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(again.pragma('foreign_key_check')).toEqual([]);
  const stored = again.prepare('SELECT op_id FROM command_log ORDER BY op_id').pluck().all();
  expect(stored).toEqual([...confirmed].sort());
  expect([...refused].filter((opId) => stored.includes(opId))).toEqual([]);
  // Each slip printed once and each letter sent once, whatever happened in between.
  const jobs = again.prepare('SELECT id, state FROM print_job').all() as { id: PrintJobId; state: string }[];
  again.close();
  expect(jobs.filter(({ state }) => state !== 'printed')).toEqual([]);
  expect([...works.printed].sort((one, other) => one - other)).toEqual(jobs.map(({ id }) => id));
  expect(new Set(works.sent).size).toBe(works.sent.length);
  expect(new Set(works.sent)).toEqual(new Set(outboxRows(desk).map(({ message_id: id }) => id)));
  expect(outboxRows(desk).filter(({ state }) => state !== 'sent')).toEqual([]);
};

test.each(keptSeeds.faults)(
  `${wanted} consecutive faults of files and folders neither lose nor duplicate a confirmed step, slip or letter (seed %i)`,
  { timeout: 60_000 + wanted * 2_000 },
  async (seed) => {
    const random = randomOf(seed);
    const works = openWorks(random);
    const { desk, calls, prints, letters } = works;
    const confirmed = new Set<string>();
    const refused = new Set<string>();
    const met = new Map<string, number>();
    const take = async ([door, input]: Step): Promise<string> => {
      const answer = await calls.call(door, input);
      (answer.ok ? confirmed : refused).add(input.opId);
      prints.kick();
      letters.kick();
      return answer.ok ? 'done' : answer.error.code;
    };
    for (let fault = 0; fault < wanted; fault += 1) {
      const [name, begin] = random.pick(Object.entries(faults)) ?? ['', lock];
      const steps = Array.from({ length: 1 + random.below(4) }, () => newStep(desk, random));
      expect(await take(newStep(desk, random))).toBe('done');
      const end = begin(works);
      const failed: Step[] = [];
      try {
        for (const step of steps) {
          const code = await take(step);
          if (code === 'done') continue;
          expect([name, expectedCodes.includes(code) ? '' : code]).toEqual([name, '']);
          met.set(code, (met.get(code) ?? 0) + 1);
          failed.push(step);
        }
        // Reading still works.
        expect(await calls.call('today.cards', {})).toMatchObject({ ok: true });
      } finally {
        end();
      }
      // The same step again, once the fault is over.
      for (const step of failed) {
        expect(await take(step)).toBe('done');
        refused.delete(step[1].opId);
      }
      await settled(works);
    }
    expect([...met.keys()].sort()).toEqual([...expectedCodes].sort());
    // Log entries were written whenever that was possible.
    expect(statSync(join(dirname(desk.file), 'logs/borrow-desk.log')).size).toBeGreaterThan(0);
    await prints.stop();
    await letters.stop();
    checkEnd(desk, works, confirmed, refused);
  },
);

/** Waits until all slips and letters are done; failed slips are retried, as a user would. */
const settled = async ({ desk, calls, prints, letters }: Works): Promise<void> => {
  await waitFor('The end of all slips and letters', async () => {
    const jobs = desk.raw.prepare(`SELECT id, state FROM print_job WHERE state <> 'printed'`).all() as {
      id: number;
      state: string;
    }[];
    for (const { id, state } of jobs) if (state === 'failed') await calls.call('slips.retry', { jobId: id });
    const waiting = outboxRows(desk).filter(({ state }) => state !== 'sent');
    if (jobs.length === 0 && waiting.length === 0) return true;
    // A postponed letter is due in an hour or two.
    desk.setNow(new Date(desk.context.now().getTime() + 3_600_000).toISOString());
    // The program does so after each call.
    prints.kick();
    letters.tryNow();
    return undefined;
  });
};
