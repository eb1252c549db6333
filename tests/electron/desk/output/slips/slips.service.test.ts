import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { saveInstallationSettings } from '../../../../../electron/main/desk/records/settings/settings.service.ts';
import { slipsService } from '../../../../../electron/main/desk/output/slips/slips.service.ts';
import {
  failedSlipCount,
  slipStateOfItem,
  slipsOfOp,
} from '../../../../../electron/main/desk/store/print-jobs.queries.ts';
import type { ItemId, OpId, PrintJobId, RequestId } from '../../../../../shared/domain/ids.ts';
import { namesOf } from '../../../../../shared/domain/listed.ts';
import { slipKinds, type Slip } from '../../../../../shared/domain/slips/all-slips.ts';
import { printJobView, type PrintJobView } from '../../../../../shared/ipc/views.ts';
import { addRequest, countRows, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';
import { noPrinter } from '../../../../support/no-printer.ts';

const desk = forEachTest(openTestDesk);
let shown: Slip[];
beforeEach(() => {
  shown = [];
});

const slips = (context = desk.context) =>
  slipsService(context, {
    preview: (slip) => {
      shown.push(slip);
      return Promise.resolve({ html: '', widthMm: 80, heightMm: null });
    },
    printers: () =>
      Promise.resolve([{ name: 'Receipt', description: 'Desk', isDefault: null, trouble: null }]),
  });
const slipOf = ({ id }: PrintJobView): Slip =>
  JSON.parse(
    (desk.raw.prepare('SELECT slip FROM print_job WHERE id = ?').get(id) as { slip: string }).slip,
  ) as Slip;
const setState = (id: PrintJobId, state: string): void => {
  desk.raw.prepare('UPDATE print_job SET state = ? WHERE id = ?').run(state, id);
};
const receive = (requestId: RequestId, barcode: string, opId: OpId = newOpId()) =>
  valueOf(receivingAt(() => desk).receive({ opId, requestId, barcode, notifyPatron: false }));
const onlyJob = (): PrintJobView => valueOf(slips().list({ only: 'all', offset: 0, limit: 10 })).rows[0]!;

describe('the design of a slip', () => {
  const design = { text: 'Open from 9 to 5', fields: [] };
  const choose = (): void => {
    const designs = [{ kind: 'receive' as const, ...design }];
    valueOf(
      saveInstallationSettings(desk.context, { opId: newOpId(), settings: { slipDesigns: { designs } } }),
    );
  };

  test('is frozen with it: a new slip has the chosen one, an older one keeps its own', () => {
    receive(addRequest(desk, { externalId: 'A1' }), 'N-1');
    const before = onlyJob();
    setState(before.id, 'printed');
    choose();
    const again = valueOf(slips().reprint({ opId: newOpId(), jobId: before.id }));
    expect(slipOf(again)).toEqual(slipOf(before));
    expect(slipOf(again).design).toBeUndefined();
    receive(addRequest(desk, { externalId: 'A2' }), 'N-2');
    const after = onlyJob();
    expect(slipOf(after)).toMatchObject({ kind: 'receive', design });
    setState(after.id, 'printed');
    const none = { opId: newOpId(), settings: { slipDesigns: { designs: [] } } };
    valueOf(saveInstallationSettings(desk.context, none));
    expect(slipOf(valueOf(slips().reprint({ opId: newOpId(), jobId: after.id }))).design).toEqual(design);
  });

  test('applies only to its kind', () => {
    choose();
    const requestId = addRequest(desk, { externalId: 'A1' });
    const job = valueOf(take(desk.context, 'print-return-slip', { opId: newOpId(), requestId }));
    expect(slipOf(job).design).toBeUndefined();
    expect(slipOf(valueOf(slips().printTest({ opId: newOpId() }))).design).toBeUndefined();
  });

  test('of a printed slip is kept by later slips of its request', () => {
    const requestId = addRequest(desk, { externalId: 'A1' });
    receive(requestId, 'N-1');
    choose();
    const [again] = valueOf(slips().printOf({ opId: newOpId(), requestId }));
    expect(again && slipOf(again).design).toBeUndefined();
  });
});

describe('printing a slip again', () => {
  test('creates a new job with the same frozen slip, once per operation', () => {
    const requestId = addRequest(desk, { externalId: 'A1' });
    const { volume } = receive(requestId, 'N-1');
    const first = onlyJob();
    setState(first.id, 'printed');
    desk.raw.exec(`UPDATE request SET title = 'Changed since'`);
    const opId = newOpId();
    const again = valueOf(slips().reprint({ opId, jobId: first.id }));
    expect(printJobView.parse(again)).toMatchObject({
      kind: 'receive',
      state: 'queued',
      externalId: 'A1',
      title: 'The Voyage of the Beagle',
      barcode: 'N-1',
      undone: false,
    });
    expect(again.id).not.toBe(first.id);
    expect(slipOf(again)).toEqual(slipOf(first));
    expect(valueOf(slips().reprint({ opId, jobId: first.id })).id).toBe(again.id);
    expect(countRows(desk, 'print_job')).toBe(2);
    expect(slipStateOfItem(desk.context.db, volume.itemId)).toMatchObject({
      jobId: again.id,
      state: 'queued',
    });
    expect(slipsOfOp(desk.context.db, opId)).toMatchObject([{ jobId: again.id }]);
    expect(codeOf(slips().reprint({ opId, jobId: again.id }))).toBe('operation-mismatch');
    expect(codeOf(slips().reprint({ opId: newOpId(), jobId: 999 as PrintJobId }))).toBe('job-unknown');
  });

  test('queues a failed job again, but not one at the printer or on paper', () => {
    receive(addRequest(desk, { externalId: 'A1' }), 'N-1');
    const { id } = onlyJob();
    setState(id, 'failed');
    expect(failedSlipCount(desk.context.db)).toBe(1);
    expect(valueOf(slips().retry({ jobId: id })).state).toBe('queued');
    expect(failedSlipCount(desk.context.db)).toBe(0);
    expect(valueOf(slips().retry({ jobId: id })).state).toBe('queued');
    setState(id, 'printing');
    expect(codeOf(slips().retry({ jobId: id }))).toBe('job-busy');
    setState(id, 'printed');
    expect(codeOf(slips().retry({ jobId: id }))).toBe('job-busy');
    expect(codeOf(slips().retry({ jobId: 999 as PrintJobId }))).toBe('job-unknown');
  });
});

describe('a return slip', () => {
  const printFor = (requestId: RequestId) =>
    slipOf(valueOf(take(desk.context, 'print-return-slip', { opId: newOpId(), requestId })));

  test.each([
    ['CANCELLED_BY_STAFF', 'Not received: the request was cancelled'],
    ['CANCELLED_BY_PATRON', 'Not received: the request was cancelled'],
    ['EXPIRED', 'Not received: the request expired'],
    ['CANCEL_REPLY', 'Not received: a cancellation was requested'],
  ])('of a request that is %s states the reason', (status, note) => {
    const requestId = addRequest(desk, { externalId: 'A1', status });
    expect(printFor(requestId)).toEqual({
      kind: 'return',
      externalId: 'A1',
      barcode: null,
      title: 'The Voyage of the Beagle',
      author: 'Darwin, Charles',
      label: '',
      volume: null,
      volumesExpected: null,
      partner: { name: 'North University Library', address: ['2 Hill Street'], email: '', phone: '' },
      arrivedAt: null,
      dueOn: '2027-01-15',
      note,
      library: { name: 'Main Library', address: ['1 College Road'] },
      timeZone: 'Europe/London',
    });
    const history = desk.raw
      .prepare('SELECT kind, status_before, status_after, headline FROM request_event')
      .all();
    expect(history).toEqual([
      {
        kind: 'print-return-slip',
        status_before: status,
        status_after: status,
        headline: 'Return slip for North University Library',
      },
    ]);
  });

  test('of a received item names the item and states no reason', () => {
    const requestId = addRequest(desk, { externalId: 'A1' });
    receive(requestId, 'N-1');
    expect(printFor(requestId)).toMatchObject({
      barcode: 'N-1',
      volume: 1,
      arrivedAt: '2026-11-25T09:30:00.000Z',
      note: '',
    });
  });

  test('of a request without a recorded partner says so', () => {
    const requestId = addRequest(desk, { externalId: 'A1', status: 'EXPIRED' });
    desk.raw.exec('UPDATE turn SET partner_id = NULL');
    expect(printFor(requestId)).toMatchObject({
      partner: { name: 'Partner not recorded: check the parcel', address: [] },
    });
  });

  test('needs the role and an existing request; a repeated call prints nothing more', () => {
    const requestId = addRequest(desk, { externalId: 'A1', status: 'EXPIRED' });
    const opId = newOpId();
    const job = valueOf(take(desk.context, 'print-return-slip', { opId, requestId }));
    expect(valueOf(take(desk.context, 'print-return-slip', { opId, requestId })).id).toBe(job.id);
    expect(countRows(desk, 'print_job')).toBe(1);
    const call = (id: number) =>
      take(desk.context, 'print-return-slip', { opId: newOpId(), requestId: id as RequestId });
    expect(codeOf(call(999))).toBe('request-unknown');
    const { session } = desk.context;
    const operator = { ...session.operator(), grants: [] };
    const without = { ...desk.context, session: { ...session, operator: () => operator } };
    expect(take(without, 'print-return-slip', { opId: newOpId(), requestId })).toMatchObject({
      ok: false,
      error: { code: 'role-missing', message: expect.stringContaining('Fulfillment Services Operator') },
    });
    expect(countRows(desk, 'print_job')).toBe(1);
    // Anyone with a role at this desk may print an existing slip again.
    expect(codeOf(slips(without).reprint({ opId: newOpId(), jobId: job.id }))).toBe('role-missing');
    expect(codeOf(slips().reprint({ opId: newOpId(), jobId: job.id }))).toBe('ok');
  });
});

test('a test slip names the library and has no request', () => {
  const job = valueOf(slips().printTest({ opId: newOpId() }));
  expect(printJobView.parse(job)).toMatchObject({ kind: 'test', externalId: '', title: '', barcode: '' });
  expect(slipOf(job)).toEqual({
    kind: 'test',
    insteadOf: null,
    libraryName: 'Main Library',
    printedAt: '2026-11-25T09:30:00.000Z',
    timeZone: 'Europe/London',
  });
});

test('the list is newest first, by page, and can leave out printed slips', () => {
  const made = [1, 2, 3].map(() => valueOf(slips().printTest({ opId: newOpId() })));
  setState(made[1]!.id, 'printed');
  const ids = (only: 'all' | 'unprinted', offset: number, limit: number) => {
    const { total, rows } = valueOf(slips().list({ only, offset, limit }));
    return { total, ids: rows.map(({ id }) => Number(id)) };
  };
  expect(ids('all', 0, 2)).toEqual({ total: 3, ids: [3, 2] });
  expect(ids('all', 2, 2)).toEqual({ total: 3, ids: [1] });
  expect(ids('unprinted', 0, 10)).toEqual({ total: 2, ids: [3, 1] });
  expect(slipStateOfItem(desk.context.db, 1 as ItemId)).toBeNull();
});

test('printers are listed, and a hanging print system returns a message', async () => {
  expect(await slips().printers()).toEqual({
    ok: true,
    value: [{ name: 'Receipt', description: 'Desk', trouble: null }],
  });
  const broken = slipsService(desk.context, {
    ...noPrinter,
    printers: () => Promise.reject(new Error('late')),
  });
  expect(codeOf(await broken.printers())).toBe('printer-failed');
});

test('operators with a role at this desk may reprint a slip', () => {
  const printed = valueOf(slips().printTest({ opId: newOpId() }));
  setState(printed.id, 'failed');
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Operator');
    INSERT INTO operator_role (operator_id, role, library_id, desk_id) VALUES (2, 'requests-operator', 1, 3)`);
  desk.context.session.refresh();
  desk.context.session.chooseOperator(2 as never);
  const again = (): string[] => [
    codeOf(slips().reprint({ opId: newOpId(), jobId: printed.id })),
    codeOf(slips().retry({ jobId: printed.id })),
  ];
  expect(again()).toEqual(['role-missing', 'role-missing']);
  desk.context.session.chooseDesk(3 as never);
  expect(again()).toEqual(['ok', 'ok']);
});

test('a slip is shown alone, as frozen; a deleted one, or one of another library, is not', async () => {
  const preview = async () => codeOf(await slips().preview({ jobId: 1 as PrintJobId }));
  expect(await preview()).toBe('job-unknown');
  receive(addRequest(desk, { externalId: 'A1' }), 'N-1');
  expect(await preview()).toBe('ok');
  expect(shown).toMatchObject([{ kind: 'receive', barcode: 'N-1', externalId: 'A1' }]);
  desk.raw.exec(`DELETE FROM operator_role; INSERT INTO operator (id, name) VALUES (2, 'B. Operator')`);
  desk.context.session.refresh();
  expect(await preview()).toBe('role-missing');
  expect(shown).toHaveLength(1);
});

test('a sample of each kind is shown, whatever was printed', async () => {
  const kinds = namesOf(slipKinds);
  for (const kind of kinds) valueOf(await slips().sample({ kind }));
  expect(shown.map(({ kind }) => kind)).toEqual(kinds);
});
