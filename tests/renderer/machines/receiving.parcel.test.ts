import { expect, test } from 'vitest';
import { missingOf } from '../../../renderer/src/machines/receiving.parcel.ts';
import { reloadSnapshotOf } from '../../../renderer/src/machines/receiving.steps.ts';
import type { PartnerId, TurnId } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/ipc/result.ts';
import {
  formOf,
  openForm,
  receivedOf,
  refusalOf,
  senderOf,
  startDesk,
  type TestDesk,
} from '../support/receiving-desk.ts';

const over = { position: 'over', choice: { why: 'R1 was cancelled on 3 Nov.', forPatron: null } } as const;
const filled = {
  position: 'filled',
  choice: { why: 'Everything came.', forPatron: 'Add another volume' },
} as const;
const two = [senderOf(1), senderOf(2)];

/** Scans a code that is looked up as an identifier, and is not one. */
const scanNoIdentifier = async (desk: TestDesk, code: string): Promise<void> => {
  desk.scan(code);
  await desk.answer('open', () => refusalOf('identifier-unknown'));
};

test('an unexpected parcel accepts no barcode before its use is chosen', async () => {
  const desk = startDesk();
  await openForm(desk, filled);
  await scanNoIdentifier(desk, 'B1');
  expect(desk.context().form?.request.externalId).toBe('R1');
  expect(desk.context().feedback).toMatchObject({
    code: 'B1',
    refusal: { code: 'choice-missing', message: 'Everything came. Choose what to do with it first.' },
  });
  expect(desk.tones.at(-1)).toBe('refused');
  desk.send({ type: 'use.chosen', use: 'for-patron' });
  expect(desk.context().feedback).toBeNull();
  desk.scan('B1');
  await desk.answer('store', (input) => {
    expect(input.use).toBe('for-patron');
    return ok(receivedOf(input));
  });
});

test('the identifier of the next parcel opens it, whatever question the current form asks', async () => {
  const desk = startDesk();
  for (const asks of [over, { senders: two, unambiguousSender: null }]) {
    await openForm(desk, asks);
    desk.scan('R2');
    await desk.answer('open', () => ok(formOf({ externalId: 'R2' })));
    expect(desk.context().form?.request.externalId).toBe('R2');
    expect(desk.context().feedback).toEqual({ kind: 'moved', from: 'R1', to: 'R2' });
    desk.send({ type: 'form.closed' });
  }
});

test('an item that goes back says to whom, and the next form starts without the choice', async () => {
  const desk = startDesk();
  await openForm(desk, over);
  desk.send({ type: 'use.chosen', use: 'goes-back' });
  desk.scan('B1');
  await desk.answer('store', (input) => {
    expect(input.use).toBe('goes-back');
    return ok(receivedOf(input));
  });
  expect(desk.context().lastReceived?.goesBackTo).toBe('Partner 1');
  await openForm(desk, over);
  expect(missingOf(desk.context())).toBe('use');
});

test('a parcel of several volumes goes back as a whole; each extra volume for the patron is chosen separately', async () => {
  const desk = startDesk();
  for (const [form, use, stays] of [
    [over, 'goes-back', 'goes-back'],
    [filled, 'for-patron', null],
  ] as const) {
    await openForm(desk, { ...form, expected: 1 });
    desk.send({ type: 'use.chosen', use });
    desk.send({ type: 'option.changed', option: 'several', on: true });
    desk.scan('B1');
    await desk.answer('store', (input) => ok(receivedOf(input, { expected: 1 })));
    expect(desk.context().use).toBe(stays);
    desk.send({ type: 'done.chosen' });
    await desk.answer('finish', ({ opId }) => ok({ opId, requestId: 1 }));
  }
});

test('the menu can make the choice before the form is loaded, if the form allows it', async () => {
  const desk = startDesk();
  for (const [form, use] of [
    [filled, 'for-patron'],
    [over, null],
    [{}, null],
  ] as const) {
    desk.send({ type: 'identifier.entered', code: 'R1', use: 'for-patron' });
    await desk.answer('open', () => ok(formOf(form)));
    expect(desk.context().use).toBe(use);
  }
});

test('scans that wait while the form asks continue once the choice is made', async () => {
  const desk = startDesk();
  desk.scan('R1');
  desk.scan('B1');
  await desk.answer('open', () => ok(formOf(over)));
  expect(desk.openCalls()).toEqual([]);
  desk.send({ type: 'use.chosen', use: 'goes-back' });
  await desk.answer('store', (input) => ok(receivedOf(input)));
  expect(desk.context().waiting).toEqual([]);
});

test('if several partners were asked, Save asks for the sender, unless it is clear', async () => {
  const desk = startDesk();
  await openForm(desk, { senders: two, unambiguousSender: null });
  await scanNoIdentifier(desk, 'B1');
  expect(desk.context().feedback).toMatchObject({ code: 'B1', refusal: { code: 'sender-missing' } });
  desk.send({ type: 'more.changed', details: { turnId: 2 as TurnId } });
  desk.send({ type: 'barcode.entered', code: 'B1', use: null });
  await desk.answer('store', (input) => {
    expect(input.details).toEqual({ turnId: 2 });
    return ok(receivedOf(input));
  });
  await openForm(desk, { senders: two, unambiguousSender: 1 as TurnId });
  desk.scan('B2');
  await desk.answer('store', (input) => {
    expect(input.details).toEqual({ turnId: 1 });
    return ok(receivedOf(input));
  });
});

test('a request without a partner asks for one with its first volume, and “Not known” is an answer', async () => {
  const desk = startDesk();
  const nobody = { senders: [], asksPartner: true, unambiguousSender: null, expected: 2 };
  for (const partnerId of [7 as PartnerId, null]) {
    await openForm(desk, nobody);
    await scanNoIdentifier(desk, 'B1');
    expect(desk.context().feedback).toMatchObject({ refusal: { code: 'sender-missing' } });
    desk.send({ type: 'barcode.entered', code: 'B1', use: null });
    expect(desk.openCalls()).toEqual([]);
    desk.send({ type: 'more.changed', details: { partnerId } });
    desk.scan('B1');
    await desk.answer('store', (input) => {
      expect(input.details).toEqual({ partnerId });
      return ok(receivedOf(input, { expected: 2 }));
    });
    desk.scan('B2');
    await desk.answer('store', (input) => {
      expect(input.details).toBeUndefined();
      return ok(receivedOf(input, { volume: 2, expected: 2 }));
    });
    desk.send({ type: 'done.chosen' });
    await desk.answer('finish', ({ opId }) => ok({ opId, requestId: 1 }));
  }
});

test('if there are no partners at all, the sender is not asked for', async () => {
  const desk = startDesk();
  await openForm(desk, { senders: [], asksPartner: false, unambiguousSender: null });
  desk.scan('B1');
  await desk.answer('store', (input) => {
    expect(input.details).toBeUndefined();
    return ok(receivedOf(input));
  });
});

test('the choice survives a reload, and is dropped if another desk settled it', async () => {
  const desk = startDesk();
  await openForm(desk, over);
  desk.send({ type: 'use.chosen', use: 'goes-back' });
  const again = startDesk();
  again.send({ type: 'window.reloaded', snapshot: reloadSnapshotOf(desk.context()) });
  await again.answer('open', () => ok(formOf(over)));
  expect(again.context().use).toBe('goes-back');
  again.send({ type: 'form.followed', form: formOf() });
  expect(again.context().use).toBeNull();
  again.send({ type: 'form.followed', form: formOf(over) });
  expect(missingOf(again.context())).toBe('use');
});
