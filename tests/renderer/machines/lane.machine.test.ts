import { expect, test } from 'vitest';
import { callTimeoutMs } from '../../../renderer/src/machines/call.machine.ts';
import { reloadSnapshotOf } from '../../../renderer/src/machines/lane.steps.ts';
import { slipAgain } from '../../../renderer/src/machines/slips.ts';
import { maxWaiting } from '../../../renderer/src/machines/turns.ts';
import type { ItemId, OpId, PatronId, PrintJobId } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/ipc/result.ts';
import {
  jobOf,
  lookOf,
  outcomeOf,
  patron,
  patronsFound,
  refusalOf,
  startLane,
  undoneOf,
} from '../support/lane-desk.ts';

const contextOf = (lane: ReturnType<typeof startLane>) => lane.actor.getSnapshot().context;

test('scanning in: a code, a step, ready for the next', async () => {
  const lane = startLane('scan-in');
  lane.scan('N-1');
  expect(lane.is('busy')).toBe(true);
  await lane.answer('act', (act) => {
    expect(act).toEqual({ job: 'scan-in', input: { opId: 'op-1', code: 'N-1' } });
    return ok(outcomeOf('op-1', { whereTo: { kind: 'hold-shelf', name: 'Main' }, remarks: ['Told.'] }));
  });
  expect(contextOf(lane).feedback).toMatchObject({ kind: 'outcome', outcome: { opId: 'op-1' } });
  expect(lane.is('takesCode')).toBe(true);
  expect(lane.tones).toEqual(['done']);
});

test('what travels on, and what the patron must hear, sounds different', async () => {
  const lane = startLane('scan-in');
  lane.scan('N-1');
  await lane.answer('act', () => ok(outcomeOf('op-1', { whereTo: { kind: 'in-transit', name: 'Hill' } })));
  lane.scan('N-2');
  await lane.answer('act', () =>
    ok(outcomeOf('op-2', { whereTo: { kind: 'to-patron', name: 'A' }, remarks: ['Reading room only.'] })),
  );
  expect(lane.tones).toEqual(['attention', 'attention']);
});

test('codes that come while one is answered wait in order', async () => {
  const lane = startLane('scan-in');
  for (const code of ['A', 'B', 'C']) lane.scan(code);
  expect(contextOf(lane).waiting).toEqual(['B', 'C']);
  for (const opId of ['op-1', 'op-2', 'op-3']) await lane.answer('act', () => ok(outcomeOf(opId)));
  expect(lane.made.map(({ input }) => (input as { input: { code: string } }).input.code)).toEqual([
    'A',
    'B',
    'C',
  ]);
  expect(contextOf(lane).waiting).toEqual([]);
});

test('after a refusal waiting codes are paused until a person says so', async () => {
  const lane = startLane('scan-in');
  lane.scan('A');
  lane.scan('B');
  await lane.answer('act', () => refusalOf('item-unknown'));
  expect(contextOf(lane)).toMatchObject({
    paused: true,
    waiting: ['B'],
    feedback: { kind: 'refused', code: 'A', during: 'act' },
    refusals: [{ code: 'A', message: 'Sentence for item-unknown.', seq: 1 }],
  });
  expect(lane.tones).toEqual(['refused']);
  lane.scan('C');
  expect(contextOf(lane).waiting).toEqual(['B', 'C']);
  expect(lane.made).toHaveLength(1);
  lane.send({ type: 'waiting.released' });
  await lane.answer('act', () => ok(outcomeOf('op-2')));
  await lane.answer('act', () => ok(outcomeOf('op-3')));
  expect(lane.made).toHaveLength(3);
});

test('paused codes can be dropped, and the queue has an end that is told', async () => {
  const lane = startLane('scan-in');
  for (let n = 0; n <= maxWaiting + 1; n += 1) lane.scan(`C${n}`);
  expect(contextOf(lane).waiting).toHaveLength(maxWaiting);
  expect(contextOf(lane).lost).toEqual([{ code: `C${maxWaiting + 1}`, why: 'no-room' }]);
  lane.send({ type: 'scan.partial', code: 'half' });
  expect(contextOf(lane).lost).toHaveLength(2);
  lane.send({ type: 'lost.dismissed' });
  await lane.answer('act', () => refusalOf('item-unknown'));
  lane.send({ type: 'waiting.discarded' });
  expect(contextOf(lane)).toMatchObject({ waiting: [], paused: false, lost: [] });
});

test('a call that breaks off or takes too long is asked again under the same id', async () => {
  const lane = startLane('scan-in');
  lane.scan('A');
  await lane.fail('act');
  expect(lane.is('unconfirmed')).toBe(true);
  lane.send({ type: 'call.retried' });
  lane.clock.increment(callTimeoutMs);
  expect(lane.is('unconfirmed')).toBe(true);
  expect(contextOf(lane).failure).toContain('No answer yet.');
  lane.scan('B');
  lane.send({ type: 'call.retried' });
  await lane.answer('act', () => ok(outcomeOf('late')));
  lane.send({ type: 'call.retried' });
  const ids = lane.made.map(({ input }) => (input as { input: { opId: string } }).input.opId);
  expect(ids.slice(0, 3)).toEqual(['op-1', 'op-1', 'op-1']);
});

test('a fault that may pass is not a refusal, and can be left', async () => {
  const lane = startLane('scan-in');
  lane.scan('A');
  await lane.answer('act', () => refusalOf('database-busy', true));
  expect(lane.is('unconfirmed')).toBe(true);
  expect(contextOf(lane).refusals).toEqual([]);
  lane.send({ type: 'call.left' });
  expect(lane.is('takesCode')).toBe(true);
  expect(contextOf(lane).pending).toBeNull();
});

test('a return is decided in its window: its OK returns, further scans wait', async () => {
  const lane = startLane('return');
  lane.scan('N-1');
  await lane.answer('look', (input) => {
    expect(input).toEqual({ kind: 'return', code: 'N-1' });
    return ok(lookOf('N-1'));
  });
  expect(lane.is('deciding')).toBe(true);
  lane.scan('N-2');
  expect(lane.made).toHaveLength(1);
  lane.send({ type: 'return.confirmed' });
  await lane.answer('act', (act) => {
    expect(act).toEqual({ job: 'return', input: { opId: 'op-1', itemId: 7 } });
    return ok(outcomeOf('op-1'));
  });
  await lane.answer('look', () => ok(lookOf('N-2', 8)));
  expect(contextOf(lane).subject).toMatchObject({ kind: 'return', look: { barcode: 'N-2' } });
  lane.send({ type: 'closed' });
  expect(contextOf(lane).subject).toBeNull();
  expect(lane.made.filter(({ name }) => name === 'act')).toHaveLength(1);
});

test('OK twice returns once', async () => {
  const lane = startLane('return');
  lane.scan('N-1');
  await lane.answer('look', () => ok(lookOf('N-1')));
  lane.send({ type: 'return.confirmed' });
  lane.send({ type: 'return.confirmed' });
  await lane.answer('act', () => ok(outcomeOf('op-1')));
  lane.send({ type: 'return.confirmed' });
  expect(lane.made.filter(({ name }) => name === 'act')).toHaveLength(1);
});

test('a change of the desk closes the window: the way of the item may be another', async () => {
  const lane = startLane('return');
  lane.scan('N-1');
  await lane.answer('look', () => ok(lookOf('N-1')));
  lane.send({ type: 'desk.changed' });
  expect(contextOf(lane).subject).toBeNull();
  expect(lane.is('takesCode')).toBe(true);
});

test('a change of the operator takes refusals out of the list: they were not theirs', async () => {
  const lane = startLane('scan-in');
  lane.scan('N-1');
  await lane.answer('act', () => refusalOf('role-missing'));
  expect(contextOf(lane).refusals).toHaveLength(1);
  lane.send({ type: 'desk.changed' });
  expect(contextOf(lane)).toMatchObject({ feedback: null, refusals: [] });
});

const openPatron = async () => {
  const lane = startLane('patron');
  lane.scan('P1');
  await lane.answer('look', () => ok(patronsFound([patron(1)])));
  return lane;
};

test('a card opens its patron; items are lent until the patron is done with', async () => {
  const lane = await openPatron();
  expect(contextOf(lane).subject).toEqual({ kind: 'patron', patronId: 1 });
  lane.scan('N-1');
  await lane.answer('act', (act) => {
    expect(act).toEqual({ job: 'lend', input: { opId: 'op-1', patronId: 1, code: 'N-1' } });
    return ok(outcomeOf('op-1', { whereTo: { kind: 'to-patron', name: 'Reader, A.' } }));
  });
  lane.scan('N-2');
  await lane.answer('act', () => refusalOf('item-for-another'));
  expect(contextOf(lane).subject).toEqual({ kind: 'patron', patronId: 1 });
  lane.send({ type: 'closed' });
  expect(contextOf(lane)).toMatchObject({ subject: null, feedback: null });
  lane.scan('P2');
  expect(lane.made.at(-1)).toMatchObject({ name: 'look', input: { code: 'P2' } });
});

test('a card that is scanned while a patron is open is the next patron’s turn, and the items behind it are theirs', async () => {
  const lane = await openPatron();
  lane.scan('P2');
  lane.scan('N-2');
  await lane.answer('act', () => refusalOf('patron-card-not-identifier'));
  await lane.answer('look', (look) => {
    expect(look).toEqual({ kind: 'patron', code: 'P2' });
    return ok(patronsFound([patron(2, 'Reade, B.')]));
  });
  await lane.answer('act', (act) => {
    expect(act).toMatchObject({ job: 'lend', input: { patronId: 2, code: 'N-2' } });
    return ok(outcomeOf('op-2'));
  });
  expect(contextOf(lane).refusals).toEqual([]);
});

test('a patron is picked from the suggestions before anything is given', () => {
  const lane = startLane('patron');
  lane.send({ type: 'patron.chosen', patronId: 3 as PatronId });
  expect(contextOf(lane).subject).toEqual({ kind: 'patron', patronId: 3 });
});

test('several patrons are picked from, and another name may be given instead', async () => {
  const lane = startLane('patron');
  lane.scan('read');
  await lane.answer('look', () => ok(patronsFound([patron(1), patron(2, 'Reade, B.')])));
  expect(lane.is('deciding')).toBe(true);
  expect(lane.is('takesCode')).toBe(true);
  lane.scan('reade');
  await lane.answer('look', () => ok(patronsFound([patron(2), patron(3)])));
  lane.send({ type: 'patron.chosen', patronId: 3 as PatronId });
  expect(contextOf(lane).subject).toEqual({ kind: 'patron', patronId: 3 });
  expect(lane.is('deciding')).toBe(false);
});

test('a card and an item scanned in one go belong together', async () => {
  const lane = startLane('patron');
  lane.scan('P1');
  lane.scan('N-1');
  await lane.answer('look', () => ok(patronsFound([patron(1)])));
  await lane.answer('act', (act) => {
    expect(act).toMatchObject({ job: 'lend', input: { patronId: 1, code: 'N-1' } });
    return ok(outcomeOf('op-1'));
  });
});

test('an unknown card keeps the items behind it from being lent to anybody', async () => {
  const lane = startLane('patron');
  lane.scan('P9');
  lane.scan('N-1');
  await lane.answer('look', () => refusalOf('patron-unknown'));
  expect(contextOf(lane)).toMatchObject({ paused: true, waiting: ['N-1'], subject: null });
  lane.send({ type: 'closed' });
  expect(contextOf(lane).waiting).toEqual(['N-1']);
});

test('a loan is renewed from its row', async () => {
  const lane = await openPatron();
  lane.send({ type: 'renewal.asked', itemId: 4 as ItemId, barcode: 'N-4' });
  await lane.answer('act', (act) => {
    expect(act).toEqual({ job: 'renew', input: { opId: 'op-1', itemId: 4 } });
    return ok(outcomeOf('op-1'));
  });
  expect(lane.tones).toEqual(['done']);
});

test('a step is taken back, also when the first answer was lost', async () => {
  const lane = await openPatron();
  lane.send({ type: 'undo.asked', undoes: 'op-0' as OpId });
  await lane.fail('undo');
  lane.send({ type: 'call.retried' });
  await lane.answer('undo', (input) => ok(undoneOf(input.opId, input.undoes)));
  expect(contextOf(lane).feedback).toMatchObject({ kind: 'undone', answer: { undoes: 'op-0' } });
  expect(contextOf(lane).subject).toMatchObject({ kind: 'patron' });
  expect(lane.made.filter(({ name }) => name === 'undo').map(({ input }) => input)).toEqual([
    { opId: 'op-1', undoes: 'op-0' },
    { opId: 'op-1', undoes: 'op-0' },
  ]);
  lane.send({ type: 'undo.asked', undoes: 'op-0' as OpId });
  await lane.answer('undo', () => refusalOf('undo-already-done'));
  expect(contextOf(lane).feedback).toMatchObject({ kind: 'refused', during: 'undo' });
});

test('a printer that does not answer never holds the lane up', async () => {
  const lane = startLane('scan-in');
  lane.send({ type: 'slip.asked', ask: slipAgain({ jobId: 5 as PrintJobId, state: 'failed', note: '' }) });
  lane.scan('A');
  await lane.answer('act', () => ok(outcomeOf('op-1')));
  lane.clock.increment(callTimeoutMs);
  expect(lane.is('slipUnconfirmed')).toBe(true);
  lane.send({ type: 'slip.retried' });
  expect(lane.made.filter(({ name }) => name === 'print').map(({ input }) => input)).toEqual([
    { kind: 'again', jobId: 5 },
    { kind: 'again', jobId: 5 },
  ]);
  lane.clock.increment(callTimeoutMs);
  lane.send({ type: 'slip.givenUp' });
  lane.send({ type: 'slip.asked', ask: slipAgain({ jobId: 6 as PrintJobId, state: 'printed', note: '' }) });
  expect(lane.made.at(-1)?.input).toEqual({ kind: 'reprint', opId: 'op-2', jobId: 6 });
});

test('what was queued again is said, and a refused slip too', async () => {
  const lane = startLane('scan-in');
  const slip = { jobId: 5 as PrintJobId, state: 'printed', note: '' } as const;
  lane.send({ type: 'slip.asked', ask: slipAgain(slip) });
  await lane.answer('print', () => ok(jobOf(9)));
  expect(contextOf(lane).slipNotice).toMatchObject({ kind: 'queued', slip: { jobId: 9 } });
  lane.send({ type: 'slip.asked', ask: slipAgain(slip) });
  await lane.answer('print', () => refusalOf('job-unknown'));
  expect(contextOf(lane).slipNotice).toEqual({ kind: 'refused', text: 'Sentence for job-unknown.' });
  lane.scan('A');
  expect(contextOf(lane).slipNotice).toBeNull();
});

test('after a reload a step on its way is asked for again under its old id, and waiting codes are paused', async () => {
  const before = await openPatron();
  before.scan('N-1');
  before.scan('N-2');
  const snapshot = reloadSnapshotOf(contextOf(before));
  const lane = startLane('patron');
  lane.send({ type: 'window.reloaded', snapshot });
  await lane.answer('act', (act) => {
    expect(act).toEqual({ job: 'lend', input: { opId: 'op-1', patronId: 1, code: 'N-1' } });
    return ok(outcomeOf('op-1'));
  });
  expect(contextOf(lane)).toMatchObject({
    subject: { kind: 'patron', patronId: 1 },
    paused: true,
    waiting: ['N-2'],
  });
});

test('what is kept over a reload names no patron, whatever stands beside the lane', async () => {
  const lane = await openPatron();
  lane.scan('N-1');
  await lane.answer('act', () => ok(outcomeOf('op-1')));
  expect(JSON.stringify(contextOf(lane))).toContain('Reader');
  expect(JSON.stringify(reloadSnapshotOf(contextOf(lane)))).not.toContain('Reader');
});
