import { anyRequest } from '../../../../../shared/domain/request-list.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { OperatorId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { Channel } from '../../../../../shared/ipc/channels.ts';
import type { AllCalls } from '../../../../support/all-calls.ts';
import { goTo, hilltop, main } from '../../../../support/circulation.ts';
import { addRequest, dumpState, newOpId, type TestDesk } from '../../../../support/desk.ts';
import type { Door } from '../../../../support/doors.ts';
import { branch, cancellation, fields, scopeDesk, secret } from './scope-desk.ts';

const scope = scopeDesk();
const { become } = scope;
let desk: TestDesk;
let calls: AllCalls;
let request: RequestId;
beforeEach(() => {
  ({ desk, calls, request } = scope.at());
});

const idOf = (externalId: string): RequestId =>
  desk.raw.prepare('SELECT id FROM request WHERE external_id = ?').pluck().get(externalId) as RequestId;

/** Every step on the main library's requests that needs no item in hand. */
const distantSteps = (
  { lent, onShelf, noteId, letterId, jobId } = scope.at(),
): readonly (readonly [Door, Record<string, unknown>])[] => [
  ['add-note', { requestId: request, text: 'x', active: true }],
  ['dismiss-note', { requestId: request, noteId }],
  ['keep-ours', { requestId: request, noteId: null }],
  ['take-from-file', { requestId: request, noteId }],
  ['edit-request', { requestId: idOf('MAIN-3'), fields: fields({ title: 'Another title' }) }],
  ['create-request', { externalId: 'NEW-1', fields: fields({ pickupDeskId: 1 }), partnerIds: [1] }],
  [
    'conditional-reply',
    { requestId: idOf('MAIN-2'), asOf: null, accept: true, note: 'Yes', withoutNote: false },
  ],
  ['request-renewal', { requestId: request, asOf: null, itemIds: null, dueOn: '2027-03-01' }],
  ['renew-loan', { itemId: lent }],
  ['partner-answer', { requestId: idOf('MAIN-3'), asOf: null, answer: { kind: 'rejected', note: '' } }],
  ['send-request', { requestId: idOf('MAIN-4'), asOf: null, note: '' }],
  ['edit-rota', { requestId: idOf('MAIN-4'), asOf: null, waiting: [] }],
  ['report-lost', { requestId: request, asOf: null, itemId: onShelf, note: '' }],
  ['report-damaged', { requestId: request, asOf: null, itemId: onShelf, note: '' }],
  ['lend', { patronId: 1, code: 'N-2' }],
  ['cancel', cancellation(idOf('MAIN-4'))],
  ['letters.retry', { id: letterId }],
  ['letters.print', { id: letterId }],
  ['slips.reprint', { jobId }],
  ['slips.printOf', { requestId: request }],
];

describe('an operator with roles at the branch only', () => {
  beforeEach(() => {
    become(branch);
    goTo(desk, hilltop);
  });

  test('takes no step of any kind on a request of the main library', async () => {
    const steps = distantSteps();
    expect(steps.length).toBeGreaterThan(15);
    const untouched = dumpState(desk);
    expect(await calls.call('letters.dealtWith', { ids: [scope.at().letterId] })).toMatchObject({
      value: [{ ok: false, code: 'role-missing' }],
    });
    expect(dumpState(desk)).toEqual(untouched);
    for (const [door, input] of steps) {
      const before = dumpState(desk);
      const withId = await calls.call(door, { opId: newOpId(), ...input });
      // Inputs may or may not include an operation id.
      const answer =
        withId.ok || withId.error.code !== 'bad-payload' ? withId : await calls.call(door, input);
      expect([door, answer.ok ? 'done' : answer.error.code]).toEqual([door, 'role-missing']);
      expect(dumpState(desk)).toEqual(before);
    }
  });

  test('undoes no step taken at the main library', async () => {
    const undoes = desk.raw
      .prepare(`SELECT op_id FROM command_log WHERE kind = 'cancel'`)
      .pluck()
      .get() as string;
    const before = dumpState(desk);
    expect(await calls.call('undo', { opId: newOpId(), undoes })).toMatchObject({
      ok: false,
      error: {
        code: 'role-missing',
        message: expect.stringContaining('Main Circulation Desk, where this step was taken') as string,
      },
    });
    expect(dumpState(desk)).toEqual(before);
  });

  test('reads nothing that names a patron of the main library', async () => {
    const everything = { offset: 0, limit: 100 };
    const query = anyRequest;
    const sort = { column: 'externalId', direction: 'ascending' };
    const reads: readonly (readonly [Channel, object])[] = [
      ['today.cards', {}],
      ...['to-receive', 'conditional', 'active-notes', 'ready-to-send', 'needs-person'].map(
        (card) => ['today.list', { card, ...everything }] as const,
      ),
      ['requests.list', { query, sort, ...everything }],
      ['requests.list', { query: { ...query, text: 'reader' }, sort, ...everything }],
      ['requests.facets', { query }],
      ['requests.details', { requestId: request }],
      ['decisions.facts', { requestIds: [request] }],
      ['loans.findPatron', { text: 'Reader' }],
      ['loans.findPatron', { text: 'P1000001' }],
      ['loans.ofPatron', { patronId: 1, display: 'all' }],
      ['places.patrons', { search: '', ...everything }],
      ['places.patrons', { search: 'reader', ...everything }],
      ['scanning.look', { code: 'MAIN-6' }],
      ['scanning.look', { code: 'P1000001' }],
      ['letters.list', { show: 'all', ...everything }],
      ['letters.read', { id: scope.at().letterId }],
      ['slips.list', { only: 'all', ...everything }],
      ['steps.today', { limit: 50 }],
    ];
    for (const [channel, input] of reads) {
      const answer = await calls.call(channel, input);
      expect([channel, answer.ok ? '' : answer.error.code]).not.toEqual([channel, 'bad-payload']);
      const text = JSON.stringify(answer);
      expect([channel, text.includes(secret), text.includes('MAIN-')]).toEqual([channel, false, false]);
    }
    // They exist for authorised operators.
    become(1 as OperatorId);
    goTo(desk, main);
    const list = JSON.stringify(await calls.call('requests.list', { query, sort, ...everything }));
    expect(list).toContain(secret);
  });

  test('counts and lists the same requests: those of the branch', async () => {
    addRequest(desk, { externalId: 'HILL-1', status: 'SHIPPED_PHYSICALLY', pickupDeskId: 2 });
    const cards = (await calls.call('today.cards', {})) as unknown as {
      value: { id: string; count: number }[];
    };
    expect(cards.value.filter(({ count }) => count > 0)).toMatchObject([{ id: 'to-receive', count: 1 }]);
  });

  test('receives, returns and scans in an item of the main library that is in hand, may then read it, and undoes the step', async () => {
    expect(await calls.call('receiving.open', { code: 'MAIN-3' })).toMatchObject({
      ok: true,
      value: { request: { externalId: 'MAIN-3', patronName: secret } },
    });
    const opId = newOpId();
    const received = await calls.call('receive', {
      opId,
      requestId: idOf('MAIN-3'),
      barcode: 'N-3',
      notifyPatron: true,
      printSlip: true,
      several: false,
      use: null,
    });
    expect(received).toMatchObject({ ok: true });
    expect(await calls.call('requests.details', { requestId: idOf('MAIN-3') })).toMatchObject({ ok: true });
    expect(JSON.stringify(await calls.call('slips.list', { only: 'all', offset: 0, limit: 9 }))).toContain(
      'MAIN-3',
    );
    const [step] = ((await calls.call('steps.today', { limit: 5 })) as unknown as { value: object[] }).value;
    expect(step).toMatchObject({ externalId: 'MAIN-3', undoRefusal: null });
    expect(await calls.call('undo', { opId: newOpId(), undoes: opId })).toMatchObject({ ok: true });
    expect(await calls.call('scan-in', { opId: newOpId(), code: 'N-2' })).toMatchObject({ ok: true });
    expect(await calls.call('returning.look', { code: 'N-1' })).toMatchObject({ ok: true });
    expect(await calls.call('return', { opId: newOpId(), itemId: scope.at().lent })).toMatchObject({
      ok: true,
    });
  });

  test('cannot choose a desk without a role there', async () => {
    expect(await calls.call('app.chooseDesk', { deskId: main })).toMatchObject({
      ok: false,
      error: { code: 'role-missing' },
    });
    expect(desk.context.session.desk().id).toBe(hilltop);
  });

  test('does not learn the name behind a card of the main library when adding a patron', async () => {
    const values = { barcode: 'P1000001', name: 'New', email: '', libraryId: 2 };
    const answer = await calls.call('places.savePatron', { opId: newOpId(), id: null, values });
    expect(answer).toMatchObject({ ok: false, error: { code: 'record-taken' } });
    expect(JSON.stringify(answer)).not.toContain(secret);
  });
});
