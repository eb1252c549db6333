import { expect, test } from 'vitest';
import type { Instant, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { rememberedOf } from '../../../../renderer/src/features/receiving/receiving.steps.ts';
import { formOf, receivedOf, refusalOf, startDesk, volumeOf } from '../../support/receiving-desk.ts';

const reloaded = (
  remembered: Parameters<ReturnType<typeof startDesk>['send']>[0] & { type: 'window.reloaded' },
) => {
  const desk = startDesk();
  desk.send(remembered);
  return desk;
};
const storePending = (several: boolean) =>
  ({
    call: 'store',
    externalId: 'R1',
    input: {
      opId: 'before' as OpId,
      requestId: 1 as RequestId,
      barcode: 'B1',
      several,
      printSlip: true,
      notifyPatron: true,
      unexpected: false,
    },
  }) as const;

test('after a reload the open request comes back, waiting scans are held', async () => {
  const desk = reloaded({
    type: 'window.reloaded',
    remembered: {
      open: { code: 'R1', further: false },
      store: null,
      waiting: [{ as: 'scan', code: 'B9' }],
    },
  });
  await desk.answer('open', () => ok(formOf({ position: 'resume', received: [volumeOf('B1', 1, 'x')] })));
  expect(desk.context().received).toHaveLength(1);
  expect(desk.context().held).toBe(true);
  expect(desk.openCalls()).toEqual([]);
});

test('after a reload the item that was being stored is confirmed under its old id', async () => {
  const desk = reloaded({
    type: 'window.reloaded',
    remembered: { open: { code: 'R1', further: false }, store: storePending(false), waiting: [] },
  });
  await desk.answer('store', (input) => {
    expect(input.opId).toBe('before');
    return ok(receivedOf(input));
  });
  expect(desk.context().feedback).toMatchObject({ kind: 'received' });
  expect(desk.is('takesIdentifier')).toBe(true);
});

test('after a reload in the middle of a set the volume is confirmed and the set comes back', async () => {
  const desk = reloaded({
    type: 'window.reloaded',
    remembered: { open: { code: 'R1', further: false }, store: storePending(true), waiting: [] },
  });
  await desk.answer('store', (input) => ok(receivedOf(input, { expected: 2 })));
  await desk.answer('open', () =>
    ok(formOf({ position: 'resume', expected: 2, received: [volumeOf('B1', 1, 'before')] })),
  );
  expect(desk.context().received.map(({ barcode }) => barcode)).toEqual(['B1']);
  expect(desk.context().feedback).toMatchObject({ kind: 'received' });
  expect(desk.context().inLoop).toBe(true);
});

test('after a reload with nothing but waiting scans the page is ready and holds them', () => {
  const desk = reloaded({
    type: 'window.reloaded',
    remembered: { open: null, store: null, waiting: [{ as: 'scan', code: 'R5' }] },
  });
  expect(desk.is('takesIdentifier')).toBe(true);
  expect(desk.context().held).toBe(true);
  expect(desk.context().waiting).toHaveLength(1);
});

test('the page remembers its request, its scans and the call on its way', async () => {
  const desk = startDesk();
  expect(rememberedOf(desk.context())).toEqual({ open: null, store: null, waiting: [] });
  desk.scan('R1');
  expect(rememberedOf(desk.context()).open).toEqual({ code: 'R1', further: false });
  await desk.answer('open', () => ok(formOf()));
  for (const code of ['B1', 'R2']) desk.scan(code);
  expect(rememberedOf(desk.context())).toMatchObject({
    open: { code: 'R1' },
    store: { call: 'store', input: { opId: 'op-1', barcode: 'B1' } },
    waiting: [{ as: 'scan', code: 'R2' }],
  });
});

test('refusals are kept with their time, the newest first', async () => {
  const desk = startDesk();
  for (const code of ['X1', 'X2']) {
    desk.scan(code);
    await desk.answer('open', () => refusalOf('identifier-unknown'));
  }
  expect(desk.context().refusals).toMatchObject([
    { code: 'X2', at: '2026-11-25T10:00:00.000Z' as Instant },
    { code: 'X1' },
  ]);
  expect(new Set(desk.context().refusals.map(({ seq }) => seq)).size).toBe(2);
});
