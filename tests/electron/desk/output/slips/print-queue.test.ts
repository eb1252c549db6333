import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  startPrintQueue,
  type PrintQueue,
} from '../../../../../electron/main/desk/output/slips/print-queue.ts';
import { slipsService } from '../../../../../electron/main/desk/output/slips/slips.service.ts';
import {
  hasSlipAtPrinter,
  withdrawUnprinted,
} from '../../../../../electron/main/desk/store/print-jobs.queries.ts';
import { inTransaction } from '../../../../../electron/main/db/open.ts';
import type { OpId, PrintJobId } from '../../../../../shared/domain/ids.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { PrintJobView } from '../../../../../shared/ipc/views.ts';
import { newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { valueOf } from '../../../../support/results.ts';
import { waitFor } from '../../../../support/waiting.ts';
import { noPrinter } from '../../../../support/no-printer.ts';

const desk = forEachTest(openTestDesk);
let queue: PrintQueue | undefined;
/** Slips at the printer, each until it is answered. */
let atPrinter: {
  readonly jobId: PrintJobId;
  readonly beforeHandOver: () => void;
  readonly answer: (result: Result<string>) => void;
}[];
let told: string[];
let faults: unknown[];
beforeEach(() => {
  queue = undefined;
  atPrinter = [];
  told = [];
  faults = [];
});
afterEach(() => queue?.stop(0));

const slips = () => slipsService(desk.context, noPrinter);
const queueTestSlip = (opId: OpId = newOpId()): PrintJobView => {
  return valueOf(slips().printTest({ opId }));
};
const start = (): PrintQueue => {
  queue = startPrintQueue({
    db: desk.context.db,
    print: (jobId, _slip, beforeHandOver) =>
      new Promise((answer) => atPrinter.push({ jobId, beforeHandOver, answer })),
    now: desk.context.now,
    changed: ({ jobId, state, note }) => told.push(`${jobId} ${state} ${note}`.trim()),
    logFault: (error) => faults.push(error),
    retryMs: 20,
  });
  queue.kick();
  return queue;
};
const nextAtPrinter = () => waitFor('A slip at the printer', () => atPrinter.shift(), 2_000);
const jobs = () =>
  desk.raw.prepare('SELECT id, state, note, attempts FROM print_job ORDER BY id').all() as {
    id: number;
    state: string;
    note: string;
    attempts: number;
  }[];
const toldOf = (count: number) =>
  waitFor(`${count} news`, () => (told.length >= count ? told : undefined), 2_000);

describe('the print queue', () => {
  test('restarts a slip that was being rendered when the program was killed, and asks about one that was at a printer', async () => {
    queueTestSlip();
    queueTestSlip();
    start();
    // Killed here: the first slip was being rendered. The second one is at a printer, sent by another program.
    await nextAtPrinter();
    await queue?.stop(0);
    desk.raw.prepare(`UPDATE print_job SET state = 'printing' WHERE id = 2`).run();
    start();
    const again = await nextAtPrinter();
    expect(again.jobId).toBe(1);
    expect(jobs()).toMatchObject([
      { state: 'printing', note: 'Being prepared' },
      { state: 'failed', note: expect.stringContaining('Check whether it came out') as string },
    ]);
    again.answer(ok('saved as slips/1.pdf'));
    await waitFor('the PDF', () => jobs()[0]?.state === 'printed' || undefined, 2_000);
    expect(jobs()[0]).toMatchObject({ note: 'saved as slips/1.pdf', attempts: 2 });
  });

  test('asks about a slip that reached a printer before the program was killed', async () => {
    queueTestSlip();
    expect(hasSlipAtPrinter(desk.context.db)).toBe(false);
    start();
    (await nextAtPrinter()).beforeHandOver();
    expect(hasSlipAtPrinter(desk.context.db)).toBe(true);
    await queue?.stop(0);
    start();
    await waitFor('the state', () => jobs()[0]?.state === 'failed' || undefined, 2_000);
    expect(atPrinter).toEqual([]);
  });

  test('prints one at a time, oldest first, and records where each went', async () => {
    queueTestSlip();
    queueTestSlip();
    start();
    const first = await nextAtPrinter();
    expect(first.jobId).toBe(1);
    expect(jobs().map(({ state }) => state)).toEqual(['printing', 'queued']);
    queue?.kick();
    expect(atPrinter).toEqual([]);
    first.answer(ok('printed on Receipt'));
    (await nextAtPrinter()).answer(ok('printed on Receipt'));
    await toldOf(4);
    expect(told).toEqual([
      '1 printing',
      '1 printed printed on Receipt',
      '2 printing',
      '2 printed printed on Receipt',
    ]);
    expect(jobs()).toMatchObject([
      { state: 'printed', note: 'printed on Receipt', attempts: 1 },
      { state: 'printed', note: 'printed on Receipt', attempts: 1 },
    ]);
  });

  test('picks up a slip queued while it prints the last one', async () => {
    queueTestSlip();
    start();
    const first = await nextAtPrinter();
    first.answer(ok('x'));
    // Queued between the last check and the end, with no delay in which the queue could notice it.
    await Promise.resolve().then(() => queueTestSlip());
    queue?.kick();
    (await nextAtPrinter()).answer(ok('x'));
    await toldOf(4);
    expect(jobs().map(({ state }) => state)).toEqual(['printed', 'printed']);
  });

  test('marks a failed slip with its reason, continues, and prints it again when asked', async () => {
    const { id } = queueTestSlip();
    queueTestSlip();
    start();
    (await nextAtPrinter()).answer(refuse('printer-failed', 'The paper is out.'));
    (await nextAtPrinter()).answer(ok('printed on Receipt'));
    await toldOf(4);
    expect(jobs()).toMatchObject([{ state: 'failed', note: 'The paper is out.' }, { state: 'printed' }]);
    expect(slips().retry({ jobId: id })).toMatchObject({ ok: true, value: { state: 'queued', note: '' } });
    queue?.kick();
    (await nextAtPrinter()).answer(ok('printed on Receipt'));
    await toldOf(6);
    expect(jobs()[0]).toMatchObject({ state: 'printed', attempts: 2 });
  });

  test('survives a printer that throws and an unreadable slip', async () => {
    queueTestSlip();
    desk.raw.exec(`UPDATE print_job SET slip = '"not a slip"'`);
    queueTestSlip();
    queueTestSlip();
    queue = startPrintQueue({
      db: desk.context.db,
      print: (jobId) => (jobId === 2 ? Promise.reject(new Error('broken')) : Promise.resolve(ok('x'))),
      now: desk.context.now,
      changed: () => {
        throw new Error('the window is gone');
      },
      logFault: (error) => faults.push(error),
    });
    queue.kick();
    await waitFor('the third', () => jobs()[2]?.state === 'printed' || undefined);
    const failed = { state: 'failed', note: expect.stringContaining('Print a new one') as string };
    expect(jobs()).toMatchObject([failed, failed, {}]);
    expect(faults.map(String)).toContain('Error: broken');
  });

  test('keeps the result of a slip until a failing database accepts it again', async () => {
    queueTestSlip();
    start();
    const first = await nextAtPrinter();
    desk.raw.exec(
      `CREATE TRIGGER full BEFORE UPDATE ON print_job BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
    );
    first.answer(ok('printed on Receipt'));
    await waitFor('two tries', () => faults.length >= 2 || undefined);
    expect(told).toEqual(['1 printing']);
    desk.raw.exec('DROP TRIGGER full');
    await toldOf(2);
    expect(jobs()[0]).toMatchObject({ state: 'printed', note: 'printed on Receipt' });
  });

  test('skips a slip that was withdrawn before its turn', async () => {
    queueTestSlip();
    const opId = newOpId();
    queueTestSlip(opId);
    start();
    const first = await nextAtPrinter();
    const onPaper = inTransaction(desk.context.db, (db) => withdrawUnprinted(db, opId));
    expect(onPaper).toEqual({ onPaper: 0 });
    first.answer(ok('x'));
    await toldOf(2);
    expect(jobs()).toHaveLength(1);
    expect(atPrinter).toEqual([]);
  });

  test('stops after the slip at the printer, but does not wait for it forever', async () => {
    queueTestSlip();
    queueTestSlip();
    start();
    const first = await nextAtPrinter();
    const begin = performance.now();
    await queue?.stop(50);
    // The printer never answers, so stopping did not wait for it.
    expect(performance.now() - begin).toBeLessThan(10_000);
    expect(jobs().map(({ state }) => state)).toEqual(['printing', 'queued']);
    first.answer(ok('x'));
    await queue?.stop();
    queue?.kick();
    await waitFor('the first', () => jobs()[0]?.state === 'printed' || undefined);
    expect(jobs()[1]?.state).toBe('queued');
    expect(atPrinter).toEqual([]);
  });
});
