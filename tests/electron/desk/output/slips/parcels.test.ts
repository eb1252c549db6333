import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type PrintQueue,
  startPrintQueue,
} from '../../../../../electron/main/desk/output/slips/print-queue.ts';
import { slipsService } from '../../../../../electron/main/desk/output/slips/slips.service.ts';
import type { ItemId, OpId, PrintJobId } from '../../../../../shared/domain/ids.ts';
import type { Slip } from '../../../../../shared/domain/slips/all-slips.ts';
import { type Result, ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome, Undone } from '../../../../../shared/ipc/views.ts';
import { addShelved, circulationOf, goTo, hilltop } from '../../../../support/circulation.ts';
import { type TestDesk, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';
import { waitFor } from '../../../../support/waiting.ts';
import { noPrinter } from '../../../../support/no-printer.ts';

let desk: TestDesk;
let queue: PrintQueue;
/** The printed papers: the recipient of each, and the barcodes on it. */
let papers: string[];
let printerWorks: boolean;

const start = (): void => {
  queue = startPrintQueue({
    db: desk.context.db,
    print: async (_jobId, slip): Promise<Result<string>> => {
      if (!printerWorks) return refuse('printer-failed', 'It is out of paper.');
      papers.push(wordsOf(slip));
      return ok('printed');
    },
    now: desk.context.now,
    changed: () => undefined,
    logFault: (error) => {
      throw error;
    },
  });
};
const wordsOf = (slip: Slip): string =>
  slip.kind === 'return'
    ? `${slip.partner.name}: ${[slip, ...(slip.others ?? [])].map((one) => 'barcode' in one && one.barcode).join(' ')}`
    : slip.kind;

beforeEach(async () => {
  desk = openTestDesk();
  desk.raw.exec("INSERT INTO partner (id, code, name) VALUES (2, 'EAST', 'East College')");
  papers = [];
  printerWorks = true;
  start();
  await printAll();
});
afterEach(async () => {
  await queue.stop(0);
  desk.close();
});

const statesOf = (): string[] =>
  desk.raw.prepare('SELECT state FROM print_job ORDER BY id').pluck().all() as string[];
const isIdle = (): true | undefined =>
  statesOf().some((state) => state === 'queued' || state === 'printing') ? undefined : true;
const printAll = async (): Promise<void> => {
  queue.kick();
  await waitFor('Printer at rest', isIdle, 2_000);
};
const item = (barcode: string, partnerId: number | null = 1): ItemId => {
  const { itemId, requestId } = addShelved(desk, `R-${barcode}`, barcode);
  desk.raw.prepare('UPDATE turn SET partner_id = ? WHERE request_id = ?').run(partnerId, requestId);
  return itemId;
};
const giveBack = (itemId: ItemId, run: OpId, opId = newOpId()): Outcome =>
  valueOf(take(desk.context, 'return', { opId, itemId, run }));
/** Returns an item whose lender is unknown. */
const giveBackUnknown = (itemId: ItemId, run: OpId): Outcome =>
  valueOf(take(desk.context, 'return', { opId: newOpId(), itemId, run, partnerId: null }));
const pack = (run: OpId): void => {
  valueOf(circulationOf(desk).returning.pack({ run }));
};
const undo = (undoes: OpId, run?: OpId): Undone =>
  valueOf(take(desk.context, 'undo', { opId: newOpId(), undoes, ...(run && { run }) }));
const previews: string[] = [];
const slips = () =>
  slipsService(desk.context, {
    ...noPrinter,
    preview: (slip) => {
      previews.push(wordsOf(slip));
      return noPrinter.preview(slip);
    },
  });
const jobOf = ({ slip }: Outcome): PrintJobId => {
  if (!slip) throw new Error('it has no slip');
  return slip.jobId;
};

/** A run of four: three to one partner, one to another. */
const runOfFour = () => {
  const run = newOpId();
  const [a, b, c, d] = [item('N-1'), item('E-1', 2), item('N-2'), item('N-3')];
  const outcomes = [a, b, c, d].map((itemId) => giveBack(itemId, run));
  const [first, east, second, third] = outcomes as [Outcome, Outcome, Outcome, Outcome];
  return { run, first, east, second, third };
};

test('items for one partner in one run share a slip, printed when the run is over', async () => {
  const { run, first } = runOfFour();
  expect(first.slip).toMatchObject({ state: 'held' });
  await printAll();
  expect(papers).toEqual([]);
  // The preview shows it as it will be printed.
  valueOf(await slips().preview({ jobId: jobOf(first) }));
  expect(previews).toEqual(['North University Library: N-1 N-2 N-3']);
  pack(run);
  await printAll();
  expect(papers).toEqual(['North University Library: N-1 N-2 N-3', 'East College: E-1']);
  expect(statesOf()).toEqual(['printed', 'printed', 'printed', 'printed']);
});

test('another run makes its own parcels, and items without a partner or for another desk are separate', async () => {
  const run = newOpId();
  giveBack(item('N-1'), run);
  giveBackUnknown(item('X-1', null), run);
  giveBackUnknown(item('X-2', null), run);
  pack(run);
  const next = newOpId();
  giveBack(item('N-2'), next);
  pack(next);
  const elsewhere = item('N-4');
  goTo(desk, hilltop);
  giveBack(elsewhere, next);
  await printAll();
  expect(papers).toHaveLength(5);
  expect(papers).toContain('North University Library: N-1');
  expect(papers).toContain('North University Library: N-2');
  expect(papers).toContain('transit');
});

test('a program killed in the middle of a run prints the slips of returned items on its next start', async () => {
  runOfFour();
  await queue.stop(0);
  start();
  await printAll();
  expect(papers).toEqual(['North University Library: N-1 N-2 N-3', 'East College: E-1']);
});

test('a return sent again with the same id in a later run is the same return', async () => {
  const run = newOpId();
  const opId = newOpId();
  const itemId = item('N-1');
  const first = giveBack(itemId, run, opId);
  expect(giveBack(itemId, newOpId(), opId)).toEqual(first);
  expect(statesOf()).toEqual(['held']);
});

test('a return undone before the run is over is not on the slip', async () => {
  const { run, first } = runOfFour();
  expect(undo(first.opId)).toMatchObject({ slipsOnPaper: 0 });
  pack(run);
  await printAll();
  expect(papers).toEqual(['East College: E-1', 'North University Library: N-2 N-3']);
});

test('undoing part of a printed parcel prints a new slip for the rest', async () => {
  const { run, first, second, third } = runOfFour();
  pack(run);
  await printAll();
  papers = [];
  const marked = (): unknown[] =>
    valueOf(slips().list({ offset: 0, limit: 20 } as never)).rows.map(
      ({ barcode, undone, parcelReduced }) => [
        barcode,
        undone ? 'undone' : parcelReduced ? 'discard' : 'holds',
      ],
    );
  expect(marked()).toEqual(['N-3', 'N-2', 'E-1', 'N-1'].map((barcode) => [barcode, 'holds']));
  expect(undo(second.opId)).toMatchObject({ slipsOnPaper: 1, stayInParcel: 2 });
  await printAll();
  // The old paper lists the item that was taken out; the new one does not.
  expect(marked()).toEqual([
    ['N-3', 'holds'],
    ['N-1', 'holds'],
    ['N-3', 'discard'],
    ['N-2', 'undone'],
    ['E-1', 'holds'],
    ['N-1', 'discard'],
  ]);
  expect(papers).toEqual(['North University Library: N-1 N-3']);
  papers = [];
  undo(first.opId);
  await printAll();
  expect(papers).toEqual(['North University Library: N-3']);
  papers = [];
  expect(undo(third.opId)).not.toHaveProperty('stayInParcel');
  await printAll();
  expect(papers).toEqual([]);
});

test('undoing several in one run prints one new slip for the rest, and none if nothing is left', async () => {
  const { run, first, east, second, third } = runOfFour();
  pack(run);
  await printAll();
  papers = [];
  const undoing = newOpId();
  for (const { opId } of [third, second, east]) undo(opId, undoing);
  await printAll();
  expect(papers).toEqual([]);
  pack(undoing);
  await printAll();
  expect(papers).toEqual(['North University Library: N-1']);
  papers = [];
  undo(first.opId, newOpId());
  await queue.stop(0);
  start();
  await printAll();
  expect(papers).toEqual([]);
});

test('a reprint is the slip of the whole parcel in its present state', async () => {
  const { run, first, third } = runOfFour();
  pack(run);
  await printAll();
  papers = [];
  const opId = newOpId();
  valueOf(slips().reprint({ opId, jobId: jobOf(third) }));
  // The same click again.
  valueOf(slips().reprint({ opId, jobId: jobOf(third) }));
  await printAll();
  expect(papers).toEqual(['North University Library: N-1 N-2 N-3']);
  undo(first.opId);
  await printAll();
  papers = [];
  valueOf(slips().reprint({ opId: newOpId(), jobId: jobOf(third) }));
  await printAll();
  expect(papers).toEqual(['North University Library: N-2 N-3']);
  expect(codeOf(slips().reprint({ opId: newOpId(), jobId: jobOf(first) }))).toBe('job-unknown');
});

test('a parcel whose slip failed is printed again as a whole, and a waiting one can be printed immediately', async () => {
  const { run, first, east } = runOfFour();
  valueOf(slips().retry({ jobId: jobOf(east) }));
  await printAll();
  expect(papers).toEqual(['East College: E-1']);
  printerWorks = false;
  pack(run);
  await printAll();
  expect(statesOf()).toEqual(['failed', 'printed', 'failed', 'failed']);
  printerWorks = true;
  valueOf(slips().retry({ jobId: jobOf(first) }));
  await printAll();
  expect(papers).toEqual(['East College: E-1', 'North University Library: N-1 N-2 N-3']);
});
