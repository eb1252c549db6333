import { expect, test } from 'vitest';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { reloadSnapshotOf } from '../../../renderer/src/machines/receiving.steps.ts';
import type { ReloadSnapshot } from '../../../renderer/src/machines/receiving.context.ts';
import { formOf, openForm, receivedOf, startDesk, volumeOf } from '../support/receiving-desk.ts';

const nothing: ReloadSnapshot = { open: null, store: null, waiting: [], notifyPatron: true, choices: null };
const reloaded = (known: Partial<ReloadSnapshot>) => {
  const desk = startDesk();
  desk.send({ type: 'window.reloaded', snapshot: { ...nothing, ...known } });
  return desk;
};
/** Returns the page after a reload: the kept state goes through JSON. */
const reload = (desk: ReturnType<typeof startDesk>) =>
  reloaded(JSON.parse(JSON.stringify(reloadSnapshotOf(desk.context()))) as ReloadSnapshot);
const choices = ({ context }: ReturnType<typeof startDesk>) => {
  const { notifyPatron, printSlip, several } = context();
  return { notifyPatron, printSlip, several };
};
const choose = (
  desk: ReturnType<typeof startDesk>,
  chosen: Partial<Record<'notifyPatron' | 'printSlip' | 'several', boolean>>,
): void => {
  for (const [option, on] of Object.entries(chosen))
    desk.send({ type: 'option.changed', option: option as 'several', on });
};
const storePending = (several: boolean) =>
  ({
    call: 'store',
    code: 'B1',
    externalId: 'R1',
    input: {
      opId: 'before' as OpId,
      requestId: 1 as RequestId,
      barcode: 'B1',
      several,
      printSlip: true,
      notifyPatron: true,
      use: null,
    },
  }) as const;

test('after a reload the open request returns, and waiting scans are paused', async () => {
  const desk = reloaded({
    open: { code: 'R1', use: null },
    waiting: [{ as: 'scan', code: 'B9' }],
  });
  await desk.answer('open', () => ok(formOf({ position: 'resume', received: [volumeOf('B1', 1, 'x')] })));
  expect(desk.context().received).toHaveLength(1);
  expect(desk.context().paused).toBe(true);
  expect(desk.openCalls()).toEqual([]);
});

test('after a reload the item that was being stored is confirmed with its old id', async () => {
  const desk = reloaded({ open: { code: 'R1', use: null }, store: storePending(false) });
  await desk.answer('store', (input) => {
    expect(input.opId).toBe('before');
    return ok(receivedOf(input));
  });
  expect(desk.context().feedback).toMatchObject({ kind: 'received' });
  expect(desk.is('takesIdentifier')).toBe(true);
});

test('after a reload in the middle of a set the volume is confirmed and the set returns', async () => {
  const desk = reloaded({ open: { code: 'R1', use: null }, store: storePending(true) });
  await desk.answer('store', (input) => ok(receivedOf(input, { expected: 2 })));
  await desk.answer('open', () =>
    ok(formOf({ position: 'resume', expected: 2, received: [volumeOf('B1', 1, 'before')] })),
  );
  expect(desk.context().received.map(({ barcode }) => barcode)).toEqual(['B1']);
  expect(desk.context().feedback).toMatchObject({ kind: 'received' });
  expect(desk.context().inLoop).toBe(true);
});

test('after a reload with only waiting scans the page is ready and keeps them', () => {
  const desk = reloaded({ waiting: [{ as: 'scan', code: 'R5' }] });
  expect(desk.is('takesIdentifier')).toBe(true);
  expect(desk.context().paused).toBe(true);
  expect(desk.context().waiting).toHaveLength(1);
});

test('the page keeps its request, its scans and the call in flight', async () => {
  const desk = startDesk();
  expect(reloadSnapshotOf(desk.context())).toEqual(nothing);
  desk.scan('R1');
  expect(reloadSnapshotOf(desk.context()).open).toEqual({ code: 'R1', use: null });
  await desk.answer('open', () => ok(formOf()));
  for (const code of ['B1', 'R2']) desk.scan(code);
  expect(reloadSnapshotOf(desk.context())).toMatchObject({
    open: { code: 'R1' },
    store: { call: 'store', input: { opId: 'op-1', barcode: 'B1' } },
    waiting: [{ as: 'scan', code: 'R2' }],
  });
});

test('the choices in a form are kept when the form returns', async () => {
  const before = startDesk();
  await openForm(before, { expected: 3 });
  choose(before, { notifyPatron: false, printSlip: false, several: false });
  const desk = reload(before);
  await desk.answer('open', () => ok(formOf({ expected: 3 })));
  expect(choices(desk)).toEqual({ notifyPatron: false, printSlip: false, several: false });
  desk.scan('B1');
  await desk.answer('store', (input) => {
    expect(input).toMatchObject({ notifyPatron: false, printSlip: false, several: false });
    return ok(receivedOf(input));
  });
});

test('a second reload while the form is still loading loses no choice', async () => {
  const before = startDesk();
  await openForm(before);
  choose(before, { printSlip: false, several: true });
  const desk = reload(reload(before));
  await desk.answer('open', () => ok(formOf()));
  expect(choices(desk)).toEqual({ notifyPatron: true, printSlip: false, several: true });
});

test('a set that continues after a reload continues without slips, as chosen', async () => {
  const before = startDesk();
  await openForm(before, { expected: 2 });
  choose(before, { printSlip: false });
  before.scan('B1');
  const desk = reload(before);
  await desk.answer('store', (input) => ok(receivedOf(input, { expected: 2 })));
  await desk.answer('open', () =>
    ok(formOf({ position: 'resume', expected: 2, received: [volumeOf('B1', 1, 'op-1')] })),
  );
  expect(choices(desk)).toEqual({ notifyPatron: true, printSlip: false, several: true });
});

test('the choice to notify patrons is kept with nothing open, and can be changed while the form is loading', async () => {
  const before = startDesk();
  choose(before, { notifyPatron: false });
  expect(choices(reload(before)).notifyPatron).toBe(false);
  await openForm(before);
  const desk = reload(before);
  choose(desk, { notifyPatron: true });
  await desk.answer('open', () => ok(formOf()));
  expect(choices(desk).notifyPatron).toBe(true);
});
