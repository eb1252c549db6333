import { expect, test } from 'vitest';
import type { OpId, PrintJobId } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/ipc/result.ts';
import type { TestDesk } from '../support/receiving-desk.ts';
import { beginSet, formOf, openForm, receivedOf, refusalOf, startDesk } from '../support/receiving-desk.ts';

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
      use: null,
    });
    return ok(receivedOf(input));
  });
  expect(desk.context().form).toBeNull();
  expect(desk.context().feedback).toMatchObject({ kind: 'received', answer: { externalId: 'R1' } });
  expect(desk.is('takesBarcode')).toBe(false);
  expect(desk.is('takesIdentifier')).toBe(true);
  expect(desk.tones).toEqual(['done']);
});

test('scans that arrive while a volume is being stored wait in order', async () => {
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

test('a code that is corrected by hand goes first, then the paused scans continue', async () => {
  const desk = startDesk();
  await beginSet(desk, 4);
  for (const code of ['B1', 'B3']) desk.scan(code);
  await desk.answer('store', () => refusalOf('volume-already-scanned'));
  desk.send({ type: 'barcode.entered', code: 'B2', use: null });
  await desk.answer('store', (input) => ok(receivedOf(input, { volume: 2, expected: 4 })));
  await desk.answer('store', (input) => {
    expect(input.barcode).toBe('B3');
    return ok(receivedOf(input, { volume: 3, expected: 4 }));
  });
  expect(desk.context().received.map(({ barcode }) => barcode)).toEqual(['B1', 'B2', 'B3']);
});

const asks = {
  open: (desk: TestDesk) => desk.scan('R9'),
  store: (desk: TestDesk) => desk.scan('B2'),
  finish: (desk: TestDesk) => desk.send({ type: 'done.chosen' }),
  make: (desk: TestDesk) => desk.send({ type: 'barcode.wanted' }),
  undo: (desk: TestDesk) => desk.send({ type: 'undo.asked', undoes: 'op-1' as OpId }),
};
/** Where an abandoned call leads: the stored state is loaded, or the page continues unchanged. */
const left = [
  ['open', 'takesIdentifier', []],
  ['store', 'busy', ['open']],
  ['finish', 'busy', ['open']],
  ['make', 'takesBarcode', []],
  ['undo', 'takesBarcode', []],
] as const;

test.each(left)(
  'a call to %s in doubt is retried with the same id, or abandoned',
  async (call, tag, next) => {
    const desk = startDesk();
    if (call !== 'open') await beginSet(desk, 1);
    const before = desk.made.length;
    asks[call](desk);
    await desk.fail(call);
    expect(desk.is('unconfirmed')).toBe(true);
    desk.scan('W1');
    desk.send({ type: 'call.retried' });
    const [first, second] = desk.made.slice(before);
    expect(second).toEqual(first);
    await desk.timeOut(call);
    expect(desk.context().waiting).toHaveLength(1);
    desk.send({ type: 'waiting.discarded' });
    desk.send({ type: 'call.left' });
    expect(desk.is(tag)).toBe(true);
    expect(desk.openCalls()).toEqual(next);
  },
);

test('the progress of a slip is recorded, and changes nothing else', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.scan('B1');
  await desk.answer('store', (input) => ok(receivedOf(input)));
  const slip = { jobId: 101 as PrintJobId, state: 'failed', note: 'no paper' } as const;
  desk.send({ type: 'slip.changed', slip });
  expect(desk.context()).toMatchObject({ slips: { 101: slip }, feedback: { kind: 'received' } });
  expect(desk.is('takesIdentifier')).toBe(true);
});

test('the barcode that was just stored, scanned twice, leaves the card of its item and says so softly', async () => {
  const desk = startDesk();
  await openForm(desk);
  for (const code of ['B1', ' B1 ']) desk.scan(code);
  await desk.answer('store', (input) => ok(receivedOf(input)));
  await desk.answer('open', () => refusalOf('barcode-not-identifier'));
  expect(desk.context().feedback).toMatchObject({
    kind: 'received',
    twice: true,
    answer: { externalId: 'R1' },
  });
  expect(desk.context().refusals).toEqual([]);
  expect(desk.tones).toEqual(['done', 'check']);
  // Another item's barcode is still wrong there.
  desk.scan('B2');
  await desk.answer('open', () => refusalOf('barcode-not-identifier'));
  expect(desk.context().feedback).toMatchObject({ kind: 'refused', code: 'B2' });
});
