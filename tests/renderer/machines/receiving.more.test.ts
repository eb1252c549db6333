import { expect, test } from 'vitest';
import type { CalendarDate, PrintJobId } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { reloadSnapshotOf } from '../../../renderer/src/machines/receiving.steps.ts';
import {
  beginSet,
  finishedOf,
  openForm,
  receivedOf,
  refusalOf,
  startDesk,
} from '../support/receiving-desk.ts';

const dueOn = '2027-03-01' as CalendarDate;
const details = { dueOn, cost: '5', label: 'A–K', noteToPartner: 'Bent' };

test('input under More is sent with Save; untouched fields are not sent', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.scan('B1');
  expect(desk.made.at(-1)?.input).not.toHaveProperty('details');
  await desk.answer('store', (input) => ok(receivedOf(input)));
  await openForm(desk);
  desk.send({ type: 'more.changed', details });
  desk.scan('B2');
  expect(desk.made.at(-1)?.input).toMatchObject({ barcode: 'B2', details });
});

test('the next form starts without it; a refused Save keeps it', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.send({ type: 'more.changed', details });
  desk.scan('B1');
  await desk.answer('store', () => refusalOf('barcode-in-use'));
  expect(desk.context().more.details).toEqual(details);
  desk.scan('B2');
  await desk.answer('store', (input) => ok(receivedOf(input)));
  await openForm(desk);
  expect(desk.context().more.details).toEqual({});
});

test('in a set each volume has its own label, and the partner gets the note when the set is finished', async () => {
  const desk = startDesk();
  await beginSet(desk, 2);
  desk.send({ type: 'more.changed', details });
  desk.scan('B2');
  expect(desk.made.at(-1)?.input).toMatchObject({ details: { dueOn, label: 'A–K' } });
  expect(desk.made.at(-1)?.input).not.toHaveProperty('details.noteToPartner');
  await desk.answer('store', (input) => ok(receivedOf(input, { volume: 2, expected: 2 })));
  expect(desk.context().more.details).not.toHaveProperty('label');
  desk.send({ type: 'done.chosen' });
  expect(desk.made.at(-1)?.input).toMatchObject({ noteToPartner: 'Bent' });
  await desk.answer('finish', ({ opId }) => ok(finishedOf(opId)));
  expect(desk.context().more.details).toEqual({});
});

test('nothing is stored while the date is invalid; the code stays in the box', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.send({ type: 'more.changed', details: {}, noDate: 'soon' });
  desk.scan('B1');
  expect(desk.openCalls()).toEqual([]);
  expect(desk.context().feedback).toMatchObject({ kind: 'refused', code: 'B1', during: 'store' });
  expect(desk.tones.at(-1)).toBe('refused');
  desk.send({ type: 'more.changed', details: { dueOn }, noDate: '' });
  desk.send({ type: 'barcode.entered', code: 'B1', use: null });
  expect(desk.made.at(-1)?.input).toMatchObject({ details: { dueOn } });
});

test('input under More survives a reload of the window', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.send({ type: 'more.changed', details });
  const snapshot = reloadSnapshotOf(desk.context());
  const again = startDesk();
  again.send({ type: 'window.reloaded', snapshot });
  expect(again.context().pending).toMatchObject({ call: 'open', choices: { more: { details } } });
});

test('a created barcode appears in the box, and is saved when the operator confirms it', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.send({ type: 'barcode.wanted' });
  await desk.answer('make', () =>
    ok({ barcode: 'MAIN-T000001', slip: { jobId: 9 as PrintJobId, state: 'queued', note: '' } }),
  );
  expect(desk.context()).toMatchObject({ madeBarcode: 'MAIN-T000001', slips: { 9: { state: 'queued' } } });
  expect(desk.is('takesBarcode')).toBe(true);
  desk.scan('MAIN-T000001');
  await desk.answer('store', (input) => ok(receivedOf(input)));
  expect(desk.context().madeBarcode).toBe('');
});

test('a barcode for the next volume of a set is created inside the loop', async () => {
  const desk = startDesk();
  await beginSet(desk, 2);
  desk.send({ type: 'barcode.wanted' });
  await desk.answer('make', () => refusalOf('role-missing'));
  expect(desk.context().inLoop).toBe(true);
  expect(desk.is('takesBarcode')).toBe(true);
});
