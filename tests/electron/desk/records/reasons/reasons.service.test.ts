import { beforeEach, expect, test } from 'vitest';
import type { ReasonsService } from '../../../../../electron/main/desk/records/reasons/reasons.service.ts';
import { reasonsService } from '../../../../../electron/main/desk/records/reasons/reasons.service.ts';
import type { CancellationReason } from '../../../../../shared/ipc/calls/reasons.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';

const desk = forEachTest(openTestDesk);
let service: ReasonsService;
beforeEach(() => {
  service = reasonsService(desk.context);
});

const list = (): CancellationReason[] => {
  const result = service.list();
  return result.ok ? result.value : [];
};
const save = (id: number | null, values: Partial<CancellationReason>): ReturnType<ReasonsService['save']> =>
  service.save({ opId: newOpId(), id, code: 'NEW', label: 'A new reason', active: true, ...values });

test('a new library starts with the field’s reasons, and offers no duplicates of its own', () => {
  expect(
    list()
      .map(({ code }) => code)
      .slice(0, 6),
  ).toEqual([
    'CancelledAtPatronRequest',
    'CannotBeFulfilled',
    'RequestedMaterialCannotBeLocated',
    'FailedToLocateSuppliers',
    'ItemAlreadyAvailable',
    'PurchaseRequest',
  ]);
  const labels = list().flatMap(({ active, label }) => (active ? [label] : []));
  expect(new Set(labels).size).toBe(labels.length);
});

test('a reason is added at the end, changed, moved and deleted', () => {
  const count = list().length;
  const added = save(null, {});
  const id = added.ok ? added.value.id : 0;
  expect(list().at(-1)).toEqual({ id, code: 'NEW', label: 'A new reason', active: true });
  expect(save(id, { label: 'Other words', active: false })).toMatchObject({ ok: true });
  const ids = [id, ...list().flatMap((row) => (row.id === id ? [] : [row.id]))];
  expect(service.order({ opId: newOpId(), ids })).toEqual({ ok: true, value: null });
  expect(list()[0]).toMatchObject({ label: 'Other words', active: false });
  expect(service.remove({ opId: newOpId(), id })).toMatchObject({ ok: true });
  expect(list()).toHaveLength(count);
});

test('an order with a missing or repeated reason is refused', () => {
  const ids = list().map(({ id }) => id);
  const [first = 0, second = 0, ...rest] = ids;
  for (const wrong of [ids.slice(1), [first, first, ...rest], [...ids, 999]])
    expect(service.order({ opId: newOpId(), ids: wrong })).toMatchObject({
      error: { code: 'record-unknown' },
    });
  expect(service.order({ opId: newOpId(), ids: [second, first, ...rest] })).toMatchObject({ ok: true });
});

test('missing and duplicate values are refused next to their field', () => {
  expect(save(null, { code: '' })).toMatchObject({ error: { details: { field: 'code' } } });
  expect(save(null, { label: ' ' })).toMatchObject({ error: { details: { field: 'label' } } });
  expect(save(null, { code: 'other' })).toMatchObject({
    error: { code: 'record-taken', details: { field: 'code' } },
  });
});

test('a reason that requests were cancelled with keeps its code and is not deleted', () => {
  const request = addRequest(desk, { externalId: 'R1', status: 'CANCELLED_BY_STAFF' });
  desk.raw.prepare("UPDATE request SET cancel_reason = 'COST' WHERE id = ?").run(request);
  const cost = list().find(({ code }) => code === 'COST');
  if (!cost) throw new Error('no reason');
  expect(service.remove({ opId: newOpId(), id: cost.id })).toMatchObject({
    error: { code: 'record-in-use', message: expect.stringContaining('1 request was') },
  });
  expect(save(cost.id, { code: 'DEAR' })).toMatchObject({ error: { details: { field: 'code' } } });
  expect(save(cost.id, { code: 'COST', label: 'Too dear' })).toMatchObject({ ok: true });
});

test('the last offered reason cannot be deactivated', () => {
  const [last, ...others] = list();
  for (const { id, code, label } of others)
    expect(save(id, { code, label, active: false })).toMatchObject({ ok: true });
  expect(save(last?.id ?? 0, { code: last?.code ?? '', active: false })).toMatchObject({
    error: { details: { field: 'active' } },
  });
});

test('only administrators can change reasons', () => {
  desk.raw.exec("INSERT INTO operator (id, name) VALUES (2, 'B. Operator')");
  desk.context.session.refresh();
  desk.context.session.chooseOperator(2 as never);
  expect(save(null, {})).toMatchObject({ error: { code: 'role-missing' } });
  expect(service.order({ opId: newOpId(), ids: list().map(({ id }) => id) })).toMatchObject({
    error: { code: 'role-missing' },
  });
});
