import { expect, test } from 'vitest';
import { ok } from '../../../shared/ipc/result.ts';
import {
  beginSet,
  finishedOf,
  formOf,
  openForm,
  receivedOf,
  refusalOf,
  startDesk,
  volumeOf,
} from '../support/receiving-desk.ts';

test('the identifier of another request in the single form: the unsaved form gives way', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.scan('R2');
  await desk.answer('store', () =>
    refusalOf('identifier-not-barcode', { externalId: 'R2', sameRequest: false }),
  );
  expect(desk.context().feedback).toEqual({ kind: 'moved', from: 'R1', to: 'R2' });
  await desk.answer('open', (input) => {
    expect(input).toEqual({ code: 'R2' });
    return ok(formOf({ externalId: 'R2' }));
  });
  expect(desk.context().form?.request.externalId).toBe('R2');
  expect(desk.context().feedback).toEqual({ kind: 'moved', from: 'R1', to: 'R2' });
  expect(desk.tones).toEqual(['attention']);
});

test('the same identifier twice is refused and the form stays', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.scan('R1');
  await desk.answer('store', () =>
    refusalOf('identifier-not-barcode', { externalId: 'R1', sameRequest: true }),
  );
  expect(desk.context().form?.request.externalId).toBe('R1');
  expect(desk.context().feedback).toMatchObject({ kind: 'refused' });
});

test('in an incomplete set the identifier of another request is refused', async () => {
  const desk = startDesk();
  await beginSet(desk, 2);
  desk.scan('R2');
  await desk.answer('store', () =>
    refusalOf('identifier-not-barcode', { externalId: 'R2', sameRequest: false }),
  );
  expect(desk.context().inLoop).toBe(true);
  expect(desk.context().feedback).toMatchObject({ kind: 'refused', code: 'R2' });
});

test('in a complete set it finishes the set and opens the next request', async () => {
  const desk = startDesk();
  await beginSet(desk, 2);
  desk.scan('B2');
  await desk.answer('store', (input) => ok(receivedOf(input, { volume: 2, expected: 2 })));
  desk.scan('R2');
  await desk.answer('store', () =>
    refusalOf('identifier-not-barcode', { externalId: 'R2', sameRequest: false }),
  );
  await desk.answer('finish', (input) => ok(finishedOf(input.opId)));
  await desk.answer('open', (input) => {
    expect(input.code).toBe('R2');
    return ok(formOf({ externalId: 'R2' }));
  });
  expect(desk.context().form?.request.externalId).toBe('R2');
  expect(desk.context().feedback).toMatchObject({ kind: 'finished' });
});

test('Done finishes a complete set without confirmation', async () => {
  const desk = startDesk();
  await beginSet(desk, 1);
  desk.send({ type: 'done.chosen' });
  await desk.answer('finish', (input) => ok(finishedOf(input.opId)));
  expect(desk.context().form).toBeNull();
  expect(desk.context().feedback).toMatchObject({
    kind: 'finished',
    last: { volume: { barcode: 'B1' } },
  });
});

test('Done with fewer volumes than expected asks for confirmation; the next scan simply continues', async () => {
  const desk = startDesk();
  await beginSet(desk, 3);
  desk.send({ type: 'done.chosen' });
  expect(desk.is('asking')).toBe(true);
  expect(desk.openCalls()).toEqual([]);
  desk.scan('B2');
  await desk.answer('store', (input) => ok(receivedOf(input, { volume: 2, expected: 3 })));
  expect(desk.is('asking')).toBe(false);
  desk.send({ type: 'form.closed' });
  expect(desk.is('asking')).toBe(true);
  desk.send({ type: 'incomplete.goneBack' });
  expect(desk.is('takesBarcode')).toBe(true);
  desk.send({ type: 'done.chosen' });
  desk.send({ type: 'incomplete.confirmed', rest: 'not-wanted' });
  await desk.answer('finish', (input) => {
    expect(input.rest).toBe('not-wanted');
    return ok(finishedOf(input.opId));
  });
  expect(desk.context().feedback).toMatchObject({ kind: 'finished' });
});

test('a set may be left open', async () => {
  const desk = startDesk();
  await beginSet(desk, 3);
  desk.send({ type: 'form.closed' });
  desk.send({ type: 'incomplete.leftOpen' });
  expect(desk.context().form).toBeNull();
  expect(desk.context().feedback).toEqual({ kind: 'leftOpen', externalId: 'R1', received: 1 });
  expect(desk.openCalls()).toEqual([]);
});

test('a set resumes with the volumes already received', async () => {
  const desk = startDesk();
  await openForm(desk, {
    expected: 3,
    position: 'resume',
    received: [volumeOf('B1', 1, 'op-a'), volumeOf('B2', 2, 'op-b')],
  });
  expect(desk.context().inLoop).toBe(true);
  desk.scan('B3');
  await desk.answer('store', (input) => {
    expect(input).toMatchObject({ several: true, use: null });
    return ok(receivedOf(input, { volume: 3, expected: 3 }));
  });
  expect(desk.context().received.map(({ barcode }) => barcode)).toEqual(['B1', 'B2', 'B3']);
});

test('an unexpected volume is received only deliberately: for the patron, or to go back', async () => {
  const desk = startDesk();
  await beginSet(desk, 1);
  desk.scan('B2');
  await desk.answer('store', (input) => {
    expect(input.use).toBeNull();
    return refusalOf('volume-unexpected');
  });
  desk.send({ type: 'barcode.entered', code: 'B2', use: 'for-patron' });
  await desk.answer('store', (input) => {
    expect(input.use).toBe('for-patron');
    return ok(receivedOf(input, { volume: 2, expected: 1 }));
  });
  expect(desk.context()).toMatchObject({ received: [{}, {}], use: null });
  desk.send({ type: 'barcode.entered', code: 'B3', use: 'goes-back' });
  await desk.answer('store', (input) => ok(receivedOf(input, { volume: 3, expected: 1 })));
  expect(desk.context().lastReceived?.goesBackTo).toBe('Partner 1');
});

test('a set that another desk made incomplete in the meantime asks about the missing volumes', async () => {
  const desk = startDesk();
  await beginSet(desk, 1);
  desk.send({ type: 'done.chosen' });
  await desk.answer('finish', (input) => {
    expect(input.rest).toBeNull();
    return refusalOf('set-incomplete');
  });
  expect(desk.is('asking')).toBe(true);
  desk.send({ type: 'incomplete.confirmed', rest: 'coming' });
  await desk.answer('finish', (input) => {
    expect(input.rest).toBe('coming');
    return ok(finishedOf(input.opId));
  });
});

test('an identifier entered by hand in an open set is refused while volumes are missing, otherwise the set finishes first', async () => {
  const desk = startDesk();
  await beginSet(desk, 2);
  desk.send({ type: 'identifier.entered', code: 'R2', use: null });
  expect(desk.context().feedback).toMatchObject({ kind: 'refused', code: 'R2' });
  desk.scan('B2');
  desk.send({ type: 'identifier.entered', code: 'R2', use: null });
  await desk.answer('store', (input) => ok(receivedOf(input, { volume: 2, expected: 2 })));
  await desk.answer('finish', (input) => ok(finishedOf(input.opId)));
  expect(desk.openCalls()).toEqual(['open']);
});

test('an identifier that waits in a set that stays incomplete is refused in its turn', async () => {
  const desk = startDesk();
  await beginSet(desk, 3);
  desk.scan('B2');
  desk.send({ type: 'identifier.entered', code: 'R2', use: null });
  await desk.answer('store', (input) => ok(receivedOf(input, { volume: 2, expected: 3 })));
  expect(desk.context().waiting).toEqual([]);
  expect(desk.context().paused).toBe(false);
  expect(desk.context().feedback).toMatchObject({ kind: 'refused', code: 'R2' });
});
