import { expect, test } from 'vitest';
import type { OpId } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/ipc/result.ts';
import {
  beginSet,
  formOf,
  openForm,
  refusalOf,
  startDesk,
  undoneOf,
  volumeOf,
} from '../support/receiving-desk.ts';

test('undoing one volume of a set shows the set in its stored state', async () => {
  const desk = startDesk();
  await beginSet(desk, 3);
  desk.send({ type: 'undo.asked', undoes: 'op-1' as OpId });
  await desk.answer('undo', (input) => {
    expect(input).toEqual({ opId: 'op-2', undoes: 'op-1' });
    return ok(undoneOf(input.opId, input.undoes));
  });
  await desk.answer('open', () =>
    ok(formOf({ expected: 3, position: 'resume', received: [volumeOf('B0', 1, 'op-0')] })),
  );
  expect(desk.context().received.map(({ barcode }) => barcode)).toEqual(['B0']);
  expect(desk.context().inLoop).toBe(true);
  expect(desk.context().feedback).toMatchObject({ kind: 'undone' });
});

test('undoing a volume may leave nothing to receive: that shows no STOP', async () => {
  const desk = startDesk();
  await openForm(desk, { received: [volumeOf('B1', 1, 'op-0')], expected: 2 });
  desk.send({ type: 'undo.asked', undoes: 'op-0' as OpId });
  await desk.answer('undo', (input) => ok(undoneOf(input.opId, input.undoes)));
  await desk.answer('open', () => refusalOf('status-forbids'));
  expect(desk.context().feedback).toMatchObject({ kind: 'undone' });
  expect(desk.is('takesIdentifier')).toBe(true);
});

test('undoing an earlier step while a form is open keeps the form', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.send({ type: 'undo.asked', undoes: 'op-9' as OpId });
  await desk.answer('undo', (input) => ok(undoneOf(input.opId, input.undoes, 44)));
  expect(desk.context().form?.request.externalId).toBe('R1');
  expect(desk.is('takesBarcode')).toBe(true);
});

test('an unsaved form closes without a call', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.send({ type: 'form.closed' });
  expect(desk.context().form).toBeNull();
  expect(desk.made).toHaveLength(1);
});

test('at another desk the open form is reloaded, since its effects may differ', async () => {
  const desk = startDesk();
  await openForm(desk);
  desk.send({ type: 'desk.changed' });
  await desk.answer('open', (input) => {
    expect(input.code).toBe('R1');
    return ok(formOf({ destination: { kind: 'in-transit', deskName: 'Hilltop' } }));
  });
  expect(desk.context().form?.destination.kind).toBe('in-transit');
});

test('another desk or operator clears earlier refusals, also from the session list', async () => {
  const desk = startDesk();
  desk.scan('R1');
  await desk.answer('open', () => refusalOf('role-missing'));
  expect(desk.context()).toMatchObject({ feedback: { kind: 'refused' }, refusals: [{ code: 'R1' }] });
  desk.send({ type: 'desk.changed' });
  expect(desk.context()).toMatchObject({ feedback: null, refusals: [] });
  expect(desk.is('takesIdentifier')).toBe(true);
});

test('a form with a warning asks for attention', async () => {
  const desk = startDesk();
  await openForm(desk, { warning: 'A condition is unanswered.' });
  expect(desk.tones).toEqual(['attention']);
});
