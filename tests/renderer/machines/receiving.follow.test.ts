import { expect, test } from 'vitest';
import type { Problem } from '../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../shared/ipc/result.ts';
import { formOf, openForm, receivedOf, startDesk, volumeOf } from '../support/receiving-desk.ts';

type NotOk = { readonly error: Problem };

// Another desk receives volumes of the same request while its form is open here.

const elsewhere = { ...volumeOf('N-2', 2, 'op-other'), where: 'Mail room' };

test('a set counts volumes received at another desk, with current numbers, and keeps the input', async () => {
  const desk = startDesk();
  await openForm(desk, { expected: 3 });
  desk.send({ type: 'more.changed', details: { cost: '12' } });
  desk.scan('N-1');
  await desk.answer('store', (input) => ok(receivedOf(input, { volume: 1, expected: 3 })));
  desk.send({ type: 'more.changed', details: { noteToPartner: 'Thanks' } });
  const mine = { ...volumeOf('N-1', 1, 'op-1'), printedAs: { volume: 1, of: 3 } };
  desk.send({
    type: 'form.followed',
    form: formOf({ position: 'resume', expected: 4, received: [mine, elsewhere] }),
  });
  const { received, expected, inLoop, elsewhere: told, more } = desk.context();
  expect([received.length, expected, inLoop]).toEqual([2, 4, true]);
  expect(told).toEqual({ came: [elsewhere], gone: [] });
  expect(more.details.noteToPartner).toBe('Thanks');
  // It was undone there again: nothing arrived, and nothing is reported missing that was never received here.
  desk.send({ type: 'form.followed', form: formOf({ position: 'resume', expected: 4, received: [mine] }) });
  expect(desk.context().elsewhere.came).toEqual([]);
  expect(desk.context().received).toEqual([mine]);
  // The next scan is a volume of the same set, and clears the messages.
  desk.scan('N-3');
  expect(desk.context().elsewhere).toEqual({ came: [], gone: [] });
});

test('an unsaved form turns into the form of the set that another desk began', async () => {
  const desk = startDesk();
  await openForm(desk, { expected: 3 });
  desk.send({
    type: 'form.followed',
    form: formOf({ position: 'resume', expected: 3, received: [elsewhere] }),
  });
  expect(desk.context()).toMatchObject({ inLoop: true, several: true, received: [elsewhere] });
  expect(desk.actor.getSnapshot().can({ type: 'done.chosen' })).toBe(true);
  // All of it was undone there: nothing is stored yet.
  desk.send({ type: 'form.followed', form: formOf({ expected: 3 }) });
  expect(desk.context()).toMatchObject({ inLoop: false, elsewhere: { gone: [elsewhere] } });
});

test('a request that can no longer be received says so immediately, and the form keeps the typed text', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.send({ type: 'more.changed', details: { cost: '12' } });
  const { error } = refuse('request-cancelled', 'It was cancelled at another desk.') as NotOk;
  desk.send({ type: 'form.outdated', refusal: error });
  expect(desk.context().feedback).toMatchObject({ kind: 'refused', refusal: { code: 'request-cancelled' } });
  expect(desk.context().form?.request.externalId).toBe('R1');
  expect(desk.context().more.details.cost).toBe('12');
});
