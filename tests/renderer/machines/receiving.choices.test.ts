import { expect, test } from 'vitest';
import { ok } from '../../../shared/ipc/result.ts';
import { formOf, openForm, receivedOf, startDesk } from '../support/receiving-desk.ts';

test('the choices of the form are sent with the item', async () => {
  const desk = startDesk();
  desk.send({ type: 'option.changed', option: 'notifyPatron', on: false });
  await openForm(desk);
  desk.send({ type: 'option.changed', option: 'printSlip', on: false });
  desk.send({ type: 'option.changed', option: 'several', on: true });
  desk.send({ type: 'barcode.entered', code: 'B1', use: null });
  await desk.answer('store', (input) => {
    expect(input).toMatchObject({ notifyPatron: false, printSlip: false, several: true });
    return ok(receivedOf(input));
  });
  expect(desk.context().inLoop).toBe(true);
});

test('each form starts with its own choices, whether the previous one was saved or closed', async () => {
  const desk = startDesk();
  const begins = { notifyPatron: false, printSlip: true, several: false };
  desk.send({ type: 'option.changed', option: 'notifyPatron', on: false });
  await openForm(desk);
  desk.send({ type: 'option.changed', option: 'printSlip', on: false });
  desk.scan('B1');
  await desk.answer('store', (input) => ok(receivedOf(input)));
  await openForm(desk, { externalId: 'R2' });
  expect(desk.context()).toMatchObject(begins);
  desk.send({ type: 'option.changed', option: 'printSlip', on: false });
  desk.send({ type: 'option.changed', option: 'several', on: true });
  desk.send({ type: 'identifier.entered', code: 'R3', use: null });
  await desk.answer('open', () => ok(formOf({ externalId: 'R3' })));
  expect(desk.context()).toMatchObject(begins);
});

test('a reloaded form keeps its choices', async () => {
  const desk = startDesk();
  await openForm(desk, { expected: 2 });
  desk.send({ type: 'option.changed', option: 'printSlip', on: false });
  desk.send({ type: 'option.changed', option: 'several', on: false });
  desk.send({ type: 'desk.changed' });
  await desk.answer('open', () => ok(formOf({ expected: 2 })));
  expect(desk.context()).toMatchObject({ printSlip: false, several: false });
});

test('several expected volumes check the box, one or an unknown number does not', async () => {
  for (const [expected, several] of [
    [3, true],
    [1, false],
    [undefined, false],
  ] as const) {
    const desk = startDesk();
    await openForm(desk, expected === undefined ? {} : { expected });
    expect(desk.context().several).toBe(several);
  }
});
