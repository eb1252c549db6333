import { expect, test } from 'vitest';
import type { PrintJobId, RequestId } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { maxWaiting } from '../../../renderer/src/machines/turns.ts';
import {
  beginSet,
  formOf,
  jobOf,
  openForm,
  receivedOf,
  refusalOf,
  startDesk,
} from '../support/receiving-desk.ts';

test('two scans receive an item, and the page is ready for the next', async () => {
  const desk = startDesk();
  expect(desk.is('takesIdentifier')).toBe(true);
  desk.scan('R1');
  expect(desk.is('busy')).toBe(true);
  await desk.answer('open', () => ok(formOf()));
  expect(desk.is('takesBarcode')).toBe(true);
  desk.scan('B1');
  await desk.answer('store', (input) => {
    expect(input).toEqual({
      opId: 'op-1',
      requestId: 1,
      barcode: 'B1',
      several: false,
      printSlip: true,
      notifyPatron: true,
      unexpected: false,
    });
    return ok(receivedOf(input));
  });
  expect(desk.context().form).toBeNull();
  expect(desk.context().feedback).toMatchObject({ kind: 'received', answer: { externalId: 'R1' } });
  expect(desk.is('takesBarcode')).toBe(false);
  expect(desk.is('takesIdentifier')).toBe(true);
  expect(desk.tones).toEqual(['done']);
});

test('scans that come while one is stored wait in order', async () => {
  const desk = startDesk();
  for (const code of ['R1', 'B1', 'R2', 'B2']) desk.scan(code);
  expect(desk.context().waiting.map(({ code }) => code)).toEqual(['B1', 'R2', 'B2']);
  await desk.answer('open', () => ok(formOf()));
  await desk.answer('store', (input) => ok(receivedOf(input)));
  await desk.answer('open', () => ok(formOf({ externalId: 'R2' })));
  await desk.answer('store', (input) => ok(receivedOf(input, { externalId: 'R2' })));
  expect(
    desk.made.map(({ name, input }) => [
      name,
      'code' in input ? input.code : 'barcode' in input ? input.barcode : '',
    ]),
  ).toEqual([
    ['open', 'R1'],
    ['store', 'B1'],
    ['open', 'R2'],
    ['store', 'B2'],
  ]);
  expect(desk.context().waiting).toEqual([]);
});

test('each new scan is a new intention', async () => {
  const desk = startDesk();
  await beginSet(desk, 3);
  desk.scan('B2');
  await desk.answer('store', (input) => ok(receivedOf(input, { volume: 2, expected: 3 })));
  expect(
    desk.made.filter(({ name }) => name === 'store').map(({ input }) => 'opId' in input && input.opId),
  ).toEqual(['op-1', 'op-2']);
});

test('a scan without room in the queue is told loudly and kept in sight', () => {
  const desk = startDesk();
  desk.scan('R1');
  for (let index = 0; index < maxWaiting; index += 1) desk.scan(`W${index}`);
  expect(desk.tones).toEqual([]);
  desk.scan('TOO-MANY');
  expect(desk.context().waiting).toHaveLength(maxWaiting);
  expect(desk.context().lost).toEqual([{ code: 'TOO-MANY', why: 'no-room' }]);
  expect(desk.tones).toEqual(['refused']);
  desk.send({ type: 'lost.dismissed' });
  expect(desk.context().lost).toEqual([]);
});

test('a refusal changes nothing, and scans made before it could be seen are paused', async () => {
  const desk = startDesk();
  await openForm(desk);
  for (const code of ['B1', 'R2', 'B2']) desk.scan(code);
  await desk.answer('store', () => refusalOf('barcode-in-use', { requestId: 7 }));
  expect(desk.context().feedback).toMatchObject({ kind: 'refused', code: 'B1', during: 'store' });
  expect(desk.context().form?.request.externalId).toBe('R1');
  expect(desk.context().paused).toBe(true);
  expect(desk.openCalls()).toEqual([]);
  expect(desk.tones).toEqual(['refused']);
  desk.scan('B3');
  expect(desk.context().waiting.map(({ code }) => code)).toEqual(['R2', 'B2', 'B3']);
  expect(desk.tones).toEqual(['refused', 'attention']);
  desk.send({ type: 'waiting.discarded' });
  desk.scan('B1-LABEL');
  await desk.answer('store', (input) => ok(receivedOf(input)));
  expect(desk.context().feedback).toMatchObject({ kind: 'received' });
  expect(desk.context().refusals).toMatchObject([{ code: 'B1', message: 'Refused: barcode-in-use.' }]);
});

test('paused scans go on when a person says so', async () => {
  const desk = startDesk();
  desk.scan('WRONG');
  desk.scan('R2');
  await desk.answer('open', () => refusalOf('identifier-unknown'));
  expect(desk.openCalls()).toEqual([]);
  desk.send({ type: 'waiting.released' });
  await desk.answer('open', (input) => {
    expect(input.code).toBe('R2');
    return ok(formOf({ externalId: 'R2' }));
  });
  expect(desk.is('takesBarcode')).toBe(true);
});

test('a code that staff correct by hand goes first, then the paused scans go on', async () => {
  const desk = startDesk();
  await beginSet(desk, 4);
  for (const code of ['B1', 'B3']) desk.scan(code);
  await desk.answer('store', () => refusalOf('volume-already-scanned'));
  desk.send({ type: 'barcode.entered', code: 'B2', unexpected: false });
  await desk.answer('store', (input) => ok(receivedOf(input, { volume: 2, expected: 4 })));
  await desk.answer('store', (input) => {
    expect(input.barcode).toBe('B3');
    return ok(receivedOf(input, { volume: 3, expected: 4 }));
  });
  expect(desk.context().received.map(({ barcode }) => barcode)).toEqual(['B1', 'B2', 'B3']);
});

for (const [way, lose] of [
  ['no answer in time', (desk: ReturnType<typeof startDesk>) => desk.timeOut('store').then(() => undefined)],
  ['a broken call', (desk: ReturnType<typeof startDesk>) => desk.fail('store')],
  [
    'an unexpected error',
    (desk: ReturnType<typeof startDesk>) => desk.answer('store', () => refusalOf('unexpected')),
  ],
  [
    'a retryable error',
    (desk: ReturnType<typeof startDesk>) =>
      desk.answer('store', () => refusalOf('database-busy', undefined, true)),
  ],
] as const)
  test(`${way}: not confirmed yet, the retry is the same intention, scans wait`, async () => {
    const desk = startDesk();
    await openForm(desk);
    desk.scan('B1');
    await lose(desk);
    expect(desk.is('unconfirmed')).toBe(true);
    expect(desk.context().failure).not.toBe('');
    expect(desk.tones).toEqual(['attention']);
    desk.scan('R2');
    expect(desk.openCalls()).toEqual([]);
    desk.send({ type: 'call.retried' });
    await desk.answer('store', (input) => ok(receivedOf(input)));
    const [first, second] = desk.made.filter(({ name }) => name === 'store');
    expect(second).toEqual(first);
    expect(desk.openCalls()).toEqual(['open']);
    await desk.answer('open', (input) => {
      expect(input.code).toBe('R2');
      return ok(formOf({ externalId: 'R2' }));
    });
  });

test('an answer that comes after its time is heard: the doubt is over', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.scan('B1');
  const late = await desk.timeOut('store');
  expect(desk.is('unconfirmed')).toBe(true);
  late.answer(ok(receivedOf(late.input as never)) as never);
  await desk.settle();
  expect(desk.is('unconfirmed')).toBe(false);
  expect(desk.context().lastReceived).not.toBeNull();
});

test('staff may look at what is stored instead of trying again', async () => {
  const desk = startDesk();
  await openForm(desk);
  for (const code of ['B1', 'R2']) desk.scan(code);
  await desk.timeOut('store');
  desk.send({ type: 'request.lookedUpAgain' });
  await desk.answer('open', (input) => {
    expect(input).toEqual({ code: 'R1', further: false });
    return refusalOf('already-received', { requestId: 1 });
  });
  expect(desk.context().feedback).toMatchObject({ kind: 'refused', during: 'open' });
  expect(desk.context().paused).toBe(true);
});

test('a request that cannot be looked up is tried again or left', async () => {
  const desk = startDesk();
  desk.scan('R1');
  await desk.timeOut('open');
  expect(desk.is('unconfirmed')).toBe(true);
  desk.send({ type: 'call.retried' });
  await desk.fail('open');
  desk.send({ type: 'form.closed' });
  expect(desk.is('takesIdentifier')).toBe(true);
  expect(desk.context().pending).toBeNull();
});

test('a slip that fails does not undo the receive: it is printed again under its own number', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.scan('B1');
  await desk.answer('store', (input) => ok(receivedOf(input)));
  const jobId = 101 as PrintJobId;
  desk.send({ type: 'slip.changed', slip: { jobId, state: 'failed', note: 'no paper' } });
  expect(desk.context().slips[jobId]).toEqual({ jobId, state: 'failed', note: 'no paper' });
  expect(desk.context().feedback).toMatchObject({ kind: 'received' });
  expect(desk.is('takesIdentifier')).toBe(true);
  desk.send({ type: 'slip.asked', ask: { kind: 'again', jobId } });
  expect(desk.is('printing')).toBe(true);
  desk.scan('R2');
  await desk.answer('print', (input) => {
    expect(input).toEqual({ kind: 'again', jobId });
    return ok(jobOf(101));
  });
  expect(desk.context().slips[jobId]?.state).toBe('queued');
  expect(desk.context().slipNotice).toMatchObject({ kind: 'queued', slip: { state: 'queued' } });
  expect(desk.openCalls()).toEqual(['open']);
});

test('a reprint that is not confirmed is asked for again under the same id', async () => {
  const desk = startDesk();
  desk.send({ type: 'slip.asked', ask: { kind: 'reprint', jobId: 5 as PrintJobId } });
  await desk.timeOut('print');
  expect(desk.is('slipUnconfirmed')).toBe(true);
  desk.send({ type: 'slip.retried' });
  await desk.fail('print');
  desk.send({ type: 'slip.retried' });
  await desk.answer('print', () => refusalOf('job-unknown'));
  expect(desk.context().slipNotice).toEqual({ kind: 'refused', text: 'Refused: job-unknown.' });
  const asked = desk.made.map(({ input }) => input);
  expect(asked).toEqual([asked[0], asked[0], asked[0]]);
  expect(asked[0]).toEqual({ kind: 'reprint', opId: 'op-1', jobId: 5 });
});

test('a slip that is not confirmed may be left', async () => {
  const desk = startDesk();
  desk.send({ type: 'slip.asked', ask: { kind: 'return', requestId: 9 as RequestId } });
  await desk.answer('print', () => refusalOf('unexpected'));
  desk.send({ type: 'slip.givenUp' });
  expect(desk.is('slipUnconfirmed')).toBe(false);
  expect(desk.context().slipAsk).toBeNull();
});

test('the rest of a partial code is not taken, wherever the desk stands', async () => {
  const desk = startDesk();
  desk.send({ type: 'scan.partial', code: 'AIN0000101' });
  expect(desk.made).toEqual([]);
  await openForm(desk);
  desk.send({ type: 'scan.partial', code: '234' });
  expect(desk.context().lost).toEqual([
    { code: 'AIN0000101', why: 'partial' },
    { code: '234', why: 'partial' },
  ]);
  expect(desk.openCalls()).toEqual([]);
  expect(desk.is('takesBarcode')).toBe(true);
  expect(desk.tones).toEqual(['refused', 'refused']);
});
