import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { callBy, callTimeoutMs } from '../../../renderer/src/machines/call.machine.ts';
import { listRunnerMachine } from '../../../renderer/src/machines/list-runner.machine.ts';
import { slipAgain } from '../../../renderer/src/machines/slips.ts';
import type { UndoOrRedo, UndoOrRedoAnswer } from '../../../renderer/src/machines/step-runner.ts';
import { maxWaiting } from '../../../renderer/src/machines/step-runner.ts';
import type { OpId, PrintJobId } from '../../../shared/domain/ids.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../shared/ipc/result.ts';
import { jobOf, outcomeOf, refusalOf, startScanPage, undoneOf } from '../support/scan-page-desk.ts';

// The behaviour of every page with steps, tested on the simplest one, Scan In Items, and on the runner of the lists.

const contextOf = (page: ReturnType<typeof startScanPage>) => page.actor.getSnapshot().context;

test('codes that arrive while one is being processed wait in order', async () => {
  const page = startScanPage('scan-in');
  for (const code of ['A', 'B', 'C']) page.scan(code);
  expect(contextOf(page).waiting.map(({ code }) => code)).toEqual(['B', 'C']);
  for (const opId of ['op-1', 'op-2', 'op-3']) await page.answer('act', () => ok(outcomeOf(opId)));
  expect(page.made.map(({ input }) => (input as { input: { code: string } }).input.code)).toEqual([
    'A',
    'B',
    'C',
  ]);
  expect(contextOf(page).waiting).toEqual([]);
});

test('after a refusal waiting codes are paused until the operator releases them', async () => {
  const page = startScanPage('scan-in');
  page.scan('A');
  page.scan('B');
  await page.answer('act', () => refusalOf('item-unknown'));
  expect(contextOf(page)).toMatchObject({
    paused: true,
    waiting: [{ as: 'scan', code: 'B' }],
    feedback: { kind: 'refused', code: 'A', during: 'act' },
    refusals: [{ code: 'A', message: 'Sentence for item-unknown.', seq: 1 }],
  });
  expect(page.tones).toEqual(['refused']);
  page.scan('C');
  expect(contextOf(page).waiting.map(({ code }) => code)).toEqual(['B', 'C']);
  expect(page.made).toHaveLength(1);
  page.send({ type: 'waiting.released' });
  await page.answer('act', () => ok(outcomeOf('op-2')));
  await page.answer('act', () => ok(outcomeOf('op-3')));
  expect(page.made).toHaveLength(3);
});

test('a refusal is shown until the operator has seen it, or left the page', async () => {
  const page = startScanPage('scan-in');
  page.send({ type: 'card.dismissed' });
  expect(contextOf(page).turn).toBe(0);
  page.scan('A');
  await page.answer('act', () => refusalOf('item-unknown'));
  const { turn } = contextOf(page);
  page.send({ type: 'card.dismissed' });
  expect(contextOf(page)).toMatchObject({ feedback: null, turn: turn + 1 });
  page.scan('B');
  await page.answer('act', () => ok(outcomeOf('op-2')));
  page.send({ type: 'card.dismissed' });
  expect(contextOf(page).feedback?.kind).toBe('done');
});

test('an undo is shown until the page is left: it does not come back with the page', async () => {
  const page = startScanPage('scan-in');
  page.send({ type: 'undo.asked', undoes: 'op-0' as OpId });
  page.send({ type: 'card.dismissed' });
  await page.answer('undo', ({ opId }) => ok(undoneOf(opId, 'op-0')));
  expect(contextOf(page).feedback?.kind).toBe('undone');
  page.send({ type: 'card.dismissed' });
  expect(contextOf(page).feedback).toBeNull();
});

test('a repeated scan is not an alarm: it sounds softly, stops no scan, and is not added to the session list', async () => {
  const page = startScanPage('scan-in');
  page.scan('A');
  page.scan('B');
  await page.answer('act', () => refuse('item-on-shelf', 'It is there already.', { again: true }));
  expect(page.tones).toEqual(['check']);
  expect(contextOf(page)).toMatchObject({ paused: false, waiting: [], refusals: [] });
  await page.answer('act', () => refuse('date-refused', 'It would not be due later.'));
  expect(page.tones).toEqual(['check', 'check']);
  expect(contextOf(page)).toMatchObject({ feedback: { kind: 'refused', code: 'B' }, refusals: [] });
});

test('paused codes can be discarded, and a full queue is reported', async () => {
  const page = startScanPage('scan-in');
  for (let n = 0; n <= maxWaiting + 1; n += 1) page.scan(`C${n}`);
  expect(contextOf(page).waiting).toHaveLength(maxWaiting);
  expect(contextOf(page).lost).toEqual([{ code: `C${maxWaiting + 1}`, why: 'no-room' }]);
  page.send({ type: 'scan.partial', code: 'half' });
  expect(contextOf(page).lost).toHaveLength(2);
  page.send({ type: 'lost.dismissed' });
  await page.answer('act', () => refusalOf('item-unknown'));
  page.send({ type: 'waiting.discarded' });
  expect(contextOf(page)).toMatchObject({ waiting: [], paused: false, lost: [] });
});

test('a call that breaks off or takes too long is retried with the same id', async () => {
  const page = startScanPage('scan-in');
  page.scan('A');
  await page.fail('act');
  expect(page.is('unconfirmed')).toBe(true);
  page.send({ type: 'call.retried' });
  page.clock.increment(callTimeoutMs);
  expect(page.is('unconfirmed')).toBe(true);
  expect(contextOf(page).failure).toContain('No answer yet.');
  page.scan('B');
  page.send({ type: 'call.retried' });
  await page.answer('act', () => ok(outcomeOf('late')));
  page.send({ type: 'call.retried' });
  const ids = page.made.map(({ input }) => (input as { input: { opId: string } }).input.opId);
  expect(ids.slice(0, 3)).toEqual(['op-1', 'op-1', 'op-1']);
});

test('a transient failure is not a refusal, and can be abandoned', async () => {
  const page = startScanPage('scan-in');
  page.scan('A');
  await page.answer('act', () => refusalOf('database-busy', true));
  expect(page.is('unconfirmed')).toBe(true);
  expect(contextOf(page).refusals).toEqual([]);
  page.send({ type: 'call.left' });
  expect(page.is('takesCode')).toBe(true);
  expect(contextOf(page).pending).toBeNull();
});

test('an unresponsive printer never blocks the page', async () => {
  const page = startScanPage('scan-in');
  page.send({ type: 'slip.asked', ask: slipAgain({ jobId: 5 as PrintJobId, state: 'failed', note: '' }) });
  page.scan('A');
  await page.answer('act', () => ok(outcomeOf('op-1')));
  page.clock.increment(callTimeoutMs);
  expect(page.is('slipUnconfirmed')).toBe(true);
  page.send({ type: 'slip.retried' });
  expect(page.made.filter(({ name }) => name === 'print').map(({ input }) => input)).toEqual([
    { kind: 'again', jobId: 5 },
    { kind: 'again', jobId: 5 },
  ]);
  page.clock.increment(callTimeoutMs);
  page.send({ type: 'slip.givenUp' });
  page.send({ type: 'slip.asked', ask: slipAgain({ jobId: 6 as PrintJobId, state: 'printed', note: '' }) });
  expect(page.made.at(-1)?.input).toEqual({ kind: 'reprint', opId: 'op-2', jobId: 6 });
});

test('a slip queued again is reported, and a refused slip too', async () => {
  const page = startScanPage('scan-in');
  const slip = { jobId: 5 as PrintJobId, state: 'printed', note: '' } as const;
  page.send({ type: 'slip.asked', ask: slipAgain(slip) });
  await page.answer('print', () => ok(jobOf(9)));
  expect(contextOf(page).slipNotice).toMatchObject({ kind: 'queued', slip: { jobId: 9 } });
  page.send({ type: 'slip.asked', ask: slipAgain(slip) });
  await page.answer('print', () => refusalOf('job-unknown'));
  expect(contextOf(page).slipNotice).toEqual({ kind: 'refused', text: 'Sentence for job-unknown.' });
  page.scan('A');
  expect(contextOf(page).slipNotice).toBeNull();
});

test('refusals are kept with their time, newest first, until another desk is chosen', async () => {
  const page = startScanPage('scan-in');
  for (const code of ['X1', 'X2']) {
    page.scan(code);
    await page.answer('act', () => refusalOf('item-unknown'));
  }
  expect(contextOf(page).refusals).toMatchObject([
    { code: 'X2', at: '2026-11-25T10:00:00.000Z', seq: 2 },
    { code: 'X1', seq: 1 },
  ]);
  page.send({ type: 'desk.changed' });
  expect(contextOf(page)).toMatchObject({ feedback: null, refusals: [] });
});

test.each([
  ['undo.asked', { undoes: 'op-0' }],
  ['redo.asked', { redoes: 'op-0' }],
] as const)('%s of which the answer is lost is made again under its id', async (type, asked) => {
  const page = startScanPage('scan-in');
  page.send({ type, ...asked } as never);
  await page.fail('undo');
  page.send({ type: 'call.retried' });
  await page.answer('undo', ({ opId }) =>
    ok(type === 'undo.asked' ? undoneOf(opId, 'op-0') : outcomeOf(opId)),
  );
  const kind = type === 'undo.asked' ? 'undone' : 'done';
  expect(contextOf(page).feedback).toMatchObject({ kind });
  const sent = { opId: 'op-1', ...asked };
  expect(page.made.map(({ input }) => input)).toEqual([sent, sent]);
  expect(page.tones).toEqual(['attention', 'done']);
  page.send({ type: 'undo.asked', undoes: 'op-0' as OpId });
  await page.answer('undo', () => refusalOf('undo-already-done'));
  expect(contextOf(page).feedback).toMatchObject({ kind: 'refused', during: 'undo' });
});

/** The runner of the lists, with undos that the test answers. */
const startList = () => {
  const asked: UndoOrRedo[] = [];
  const answers: ((answer: Result<UndoOrRedoAnswer>) => void)[] = [];
  let ids = 0;
  const actor = createActor(
    listRunnerMachine.provide({
      actors: {
        undoStep: callBy<UndoOrRedo, UndoOrRedoAnswer>((ask) => {
          asked.push(ask);
          return new Promise((answer) => answers.push(answer));
        }),
      },
    }),
    { input: { newOpId: () => `op-${(ids += 1)}` as OpId, now: () => new Date() } },
  ).start();
  const answer = async (result: Result<UndoOrRedoAnswer>): Promise<void> => {
    answers.shift()?.(result);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { actor, asked, answer, said: () => actor.getSnapshot().context.feedback };
};

test('in a list a second press on Undo while one is in flight is not a second undo', async () => {
  const { actor, asked, answer, said } = startList();
  actor.send({ type: 'said', feedback: { kind: 'notice', message: 'Before.' } });
  actor.send({ type: 'undo.asked', undoes: 'step' as OpId });
  actor.send({ type: 'undo.asked', undoes: 'step' as OpId });
  await answer(ok(undoneOf('op-1', 'step')));
  expect(asked).toHaveLength(1);
  expect(said()).toMatchObject({ kind: 'undone', answer: { undoes: 'step' } });
  actor.send({ type: 'said', feedback: null });
  expect(said()).toBeNull();
});

test('in a list an undo in doubt may be abandoned, and results of other steps are shown in the meantime', async () => {
  const { actor, answer, said } = startList();
  actor.send({ type: 'undo.asked', undoes: 'step' as OpId });
  await answer(refusalOf('database-busy', true));
  expect(actor.getSnapshot().hasTag('unconfirmed')).toBe(true);
  actor.send({ type: 'said', feedback: { kind: 'done', outcome: outcomeOf('op-9') } });
  expect(said()).toMatchObject({ kind: 'done' });
  actor.send({ type: 'call.left' });
  expect(actor.getSnapshot().hasTag('idle')).toBe(true);
});
