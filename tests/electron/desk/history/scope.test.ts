import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeskId, ItemId, OperatorId, PatronId, RequestId } from '../../../../shared/domain/ids.ts';
import { roles, type Role } from '../../../../shared/domain/roles.ts';
import type { Channel } from '../../../../shared/ipc/channels.ts';
import { anyRequest } from '../requests/queries.ts';
import { openAllCalls, type AllCalls } from '../../../support/all-calls.ts';
import { addItem, goTo, hilltop, main } from '../../../support/circulation.ts';
import { addRequest, dumpState, newOpId, openTestDesk, type TestDesk } from '../../../support/desk.ts';

// The branch is Hilltop (desk 2, library 2), the main library is library 1. B. Branch has every role at Hilltop, and none
// elsewhere; C. Nobody has no role at all. The secret is a patron of the main library.

let desk: TestDesk;
let calls: AllCalls;
const branch = 2 as OperatorId;
const nobody = 3 as OperatorId;
const secret = 'Reader, A.';

const become = (id: OperatorId): void => {
  const result = desk.context.session.chooseOperator(id);
  if (!result.ok) throw new Error(result.error.message);
};
const grant = (operator: OperatorId, role: Role, libraryId: number, deskId: number | null = null): void => {
  desk.raw
    .prepare('INSERT INTO operator_role (operator_id, role, library_id, desk_id) VALUES (?, ?, ?, ?)')
    .run(operator, role, libraryId, deskId);
};

let request: RequestId;
let lent: ItemId;
let onShelf: ItemId;
let noteId: number;
let letterId: number;
let jobId: number;

beforeEach(async () => {
  desk = openTestDesk();
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Branch'), (3, 'C. Nobody')`);
  // Who looks after roles among others has a PIN.
  desk.raw.exec(`UPDATE operator SET pin_hash = 'a PIN' WHERE id < 3`);
  for (const role of Object.keys(roles) as Role[]) grant(branch, role, 2);
  calls = openAllCalls(desk);
  desk.context.session.refresh();
  request = addRequest(desk, { externalId: 'MAIN-1', status: 'LOANED', volumes: 2 });
  lent = addItem(desk, request, { barcode: 'N-1', status: 'on-loan', lentTo: 1, deskId: 1, owningDeskId: 1 });
  onShelf = addItem(desk, request, {
    barcode: 'N-2',
    volume: 2,
    status: 'on-hold-shelf',
    deskId: 1,
    owningDeskId: 1,
  });
  const conditional = addRequest(desk, { externalId: 'MAIN-2', status: 'CONDITIONAL' });
  desk.raw
    .prepare(`INSERT INTO request_condition (request_id, reason, note, partner_id) VALUES (?, 'x', 'y', 1)`)
    .run(conditional);
  addRequest(desk, { externalId: 'MAIN-3', status: 'SHIPPED_PHYSICALLY' });
  addRequest(desk, { externalId: 'MAIN-4', status: 'READY_TO_SEND' });
  addRequest(desk, { externalId: 'MAIN-6', status: 'REQUEST_COMPLETED' });
  // A step of the main library, with its note, its letter and its slip.
  const cancelled = addRequest(desk, { externalId: 'MAIN-5', status: 'REQUEST_SENT' });
  await calls.call('cancelling.cancel', cancellation(cancelled));
  const slip = await calls.call('slips.printReturnSlip', { opId: newOpId(), requestId: cancelled });
  if (!slip.ok) throw new Error(slip.error.message);
  const noted = await calls.call('requests.addNote', {
    opId: newOpId(),
    requestId: request,
    text: 'Fragile',
    active: true,
  });
  if (!noted.ok) throw new Error(noted.error.message);
  noteId = desk.raw.prepare('SELECT max(id) FROM request_note').pluck().get() as number;
  letterId = desk.raw.prepare('SELECT max(id) FROM outbox').pluck().get() as number;
  jobId = desk.raw.prepare('SELECT max(id) FROM print_job').pluck().get() as number;
});
afterEach(async () => {
  await calls.close();
  desk.close();
});

const cancellation = (requestId: RequestId): object => ({
  requests: [{ opId: newOpId(), requestId, asOf: null }],
  reason: 'HELD_LOCALLY',
  note: '',
  notifyPatron: true,
  requestedBy: 'staff',
});

const idOf = (externalId: string): RequestId =>
  desk.raw.prepare('SELECT id FROM request WHERE external_id = ?').pluck().get(externalId) as RequestId;

/** Every step on the main library's requests that needs no item in hand. */
const distantSteps = (): readonly (readonly [Channel, Record<string, unknown>])[] => [
  ['requests.addNote', { requestId: request, text: 'x', active: true }],
  ['requests.dismissNote', { requestId: request, noteId }],
  ['requests.edit', { requestId: idOf('MAIN-3'), fields: fields({ title: 'Another title' }) }],
  ['requests.create', { externalId: 'NEW-1', fields: fields({ pickupDeskId: 1 }), partnerIds: [1] }],
  [
    'conditions.reply',
    { requestId: idOf('MAIN-2'), asOf: null, accept: true, note: 'Yes', withoutNote: false },
  ],
  ['renewing.renewRequest', { requestId: request, asOf: null, itemId: null, dueOn: '2027-03-01' }],
  ['renewing.renewLoan', { itemId: lent }],
  [
    'partnerAnswers.record',
    { requestId: idOf('MAIN-3'), asOf: null, answer: { kind: 'rejected', note: '' } },
  ],
  ['sending.send', { requestId: idOf('MAIN-4'), asOf: null, note: '' }],
  ['sending.addPartners', { requestId: idOf('MAIN-4'), asOf: null, partnerIds: [1] }],
  ['lossAndDamage.reportLost', { requestId: request, asOf: null, itemId: onShelf, note: '' }],
  ['lossAndDamage.reportDamaged', { requestId: request, asOf: null, itemId: onShelf, note: '' }],
  ['loans.lend', { patronId: 1, code: 'N-2' }],
  ['letters.retry', { id: letterId }],
  ['letters.print', { id: letterId }],
  ['letters.dealtWith', { id: letterId }],
  ['slips.reprint', { jobId }],
  ['slips.printOf', { requestId: request }],
];

const fields = (change: object): object => ({
  title: 'The Voyage of the Beagle',
  author: 'Darwin, Charles',
  format: 'physical',
  patronId: 1,
  pickupDeskId: 1,
  dueOn: '2027-01-15',
  volumes: null,
  circulationNote: '',
  ...change,
});

describe('who has roles at the branch only', () => {
  beforeEach(() => {
    become(branch);
    goTo(desk, hilltop);
  });

  test('takes no step on a request of the main library, whatever it is', async () => {
    const steps = distantSteps();
    expect(steps.length).toBeGreaterThan(15);
    const untouched = dumpState(desk);
    expect(await calls.call('cancelling.cancel', cancellation(idOf('MAIN-4')))).toMatchObject({
      value: [{ ok: false, code: 'role-missing' }],
    });
    expect(dumpState(desk)).toEqual(untouched);
    for (const [channel, input] of steps) {
      const before = dumpState(desk);
      const withId = await calls.call(channel, { opId: newOpId(), ...input });
      // The shapes differ in whether they carry an id of the step.
      const answer =
        withId.ok || withId.error.code !== 'bad-payload' ? withId : await calls.call(channel, input);
      expect([channel, answer.ok ? 'done' : answer.error.code]).toEqual([channel, 'role-missing']);
      expect(dumpState(desk)).toEqual(before);
    }
  });

  test('undoes no step that was taken at the main library', async () => {
    const undoes = desk.raw
      .prepare(`SELECT op_id FROM command_log WHERE kind = 'cancel'`)
      .pluck()
      .get() as string;
    const before = dumpState(desk);
    expect(await calls.call('steps.undo', { opId: newOpId(), undoes })).toMatchObject({
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
      ['letters.read', { id: letterId }],
      ['slips.list', { only: 'all', ...everything }],
      ['steps.today', { limit: 50 }],
    ];
    for (const [channel, input] of reads) {
      const answer = await calls.call(channel, input);
      expect([channel, answer.ok ? '' : answer.error.code]).not.toEqual([channel, 'bad-payload']);
      const text = JSON.stringify(answer);
      expect([channel, text.includes(secret), text.includes('MAIN-')]).toEqual([channel, false, false]);
    }
    // They are there for whom they concern.
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

  test('receives, returns and scans in an item of the main library that is in hand, reads it then, and takes it back', async () => {
    expect(await calls.call('receiving.open', { code: 'MAIN-3', further: false })).toMatchObject({
      ok: true,
      value: { request: { externalId: 'MAIN-3', patronName: secret } },
    });
    const opId = newOpId();
    const received = await calls.call('receiving.receive', {
      opId,
      requestId: idOf('MAIN-3'),
      barcode: 'N-3',
      notifyPatron: true,
      printSlip: true,
      several: false,
      unexpected: false,
    });
    expect(received).toMatchObject({ ok: true });
    expect(await calls.call('requests.details', { requestId: idOf('MAIN-3') })).toMatchObject({ ok: true });
    expect(JSON.stringify(await calls.call('slips.list', { only: 'all', offset: 0, limit: 9 }))).toContain(
      'MAIN-3',
    );
    const [step] = ((await calls.call('steps.today', { limit: 5 })) as unknown as { value: object[] }).value;
    expect(step).toMatchObject({ externalId: 'MAIN-3', undoRefusal: null });
    expect(await calls.call('steps.undo', { opId: newOpId(), undoes: opId })).toMatchObject({ ok: true });
    expect(await calls.call('transit.scanIn', { opId: newOpId(), code: 'N-2' })).toMatchObject({ ok: true });
    expect(await calls.call('returning.look', { code: 'N-1' })).toMatchObject({ ok: true });
    expect(await calls.call('returning.return', { opId: newOpId(), itemId: lent })).toMatchObject({
      ok: true,
    });
  });

  test('does not choose a desk where they have no role', async () => {
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

test('a partner is changed by who administers every library that has open requests with it', async () => {
  become(branch);
  goTo(desk, hilltop);
  const values = {
    code: 'NORTH',
    name: 'Elsewhere',
    address: ['1 Other Road'],
    email: '',
    phone: '',
    renewsAutomatically: true,
    cancelNeedsConsent: false,
    active: true,
  };
  const save = () => calls.call('places.savePartner', { opId: newOpId(), id: 1, values });
  expect(await save()).toMatchObject({
    ok: false,
    error: { code: 'role-missing', message: expect.stringContaining('Main Library') as string },
  });
  expect(await calls.call('places.remove', { opId: newOpId(), kind: 'partner', id: 1 })).toMatchObject({
    error: { code: 'role-missing' },
  });
  expect(
    await calls.call('places.savePartner', { opId: newOpId(), id: null, values: { ...values, code: 'NEW' } }),
  ).toMatchObject({ ok: true });
  desk.raw.exec(`UPDATE request SET status = 'REQUEST_COMPLETED'`);
  expect(await save()).toMatchObject({ ok: true });
});

test('an operator without any role gets nothing but their own affairs', async () => {
  become(nobody);
  const inputs: readonly (readonly [Channel, object])[] = [
    ['requests.details', { requestId: request }],
    ['places.patrons', { search: '', offset: 0, limit: 10 }],
    ['letters.list', { show: 'all', offset: 0, limit: 10 }],
    ['loans.findPatron', { text: 'Reader' }],
    ['slips.printTest', { opId: newOpId() }],
    ['app.openDataFolder', {}],
  ];
  for (const [channel, input] of inputs)
    expect([channel, await calls.call(channel, input)]).toMatchObject([
      channel,
      { ok: false, error: { code: 'role-missing' } },
    ]);
  const { settings } = ((await calls.call('app.load', {})) as { value: { settings: { printing: object } } })
    .value;
  const change = (part: object) => calls.call('app.saveSettings', { settings: part });
  expect(await change({ printing: { ...settings.printing, paper: 'A4' } })).toMatchObject({
    ok: false,
    error: { code: 'role-missing' },
  });
  expect(await change({ scanner: { prefix: '~', suffix: '' } })).toMatchObject({ ok: false });
  expect(
    await change({ appearance: { colorScheme: 'dark', density: 'compact', sounds: false } }),
  ).toMatchObject({ ok: true });
});

test('an error of the page comes into the log without what it says, also while nobody is signed in', async () => {
  desk.context.session.signOut();
  const error = { kind: 'thrown', name: 'TypeError', stack: '    at draw (app://desk/assets/x.js:1:2)' };
  expect(await calls.call('app.reportError', error)).toMatchObject({ ok: true });
  const log = readFileSync(join(dirname(desk.file), 'logs', 'borrow-desk.log'), 'utf8');
  expect(log).toContain('page.error');
  expect(log).toContain('TypeError');
  expect(log).toContain('at draw (app://desk/assets/x.js:1:2)');
  expect(await calls.call('app.reportError', { ...error, name: secret })).toMatchObject({ ok: true });
  expect(readFileSync(join(dirname(desk.file), 'logs', 'borrow-desk.log'), 'utf8')).not.toContain(secret);
});

describe('whose request it is', () => {
  const homeOfRequest = async (id: RequestId): Promise<unknown> =>
    ((await calls.call('requests.details', { requestId: id })) as { value: { request: object } }).value
      .request;

  test('that of its pickup desk, wherever it was made; without one, where it was made', async () => {
    const create = async (pickupDeskId: DeskId | null): Promise<RequestId> => {
      const made = await calls.call('requests.create', {
        opId: newOpId(),
        externalId: '',
        fields: fields({ pickupDeskId }),
        partnerIds: [],
      });
      return (made as { value: { requestId: RequestId } }).value.requestId;
    };
    goTo(desk, hilltop);
    expect(await homeOfRequest(await create(main))).toMatchObject({ libraryName: 'Main Library' });
    const homeless = await create(null);
    expect(await homeOfRequest(homeless)).toMatchObject({ libraryName: 'Hilltop Library' });
    goTo(desk, main);
    const edit = (pickupDeskId: DeskId | null) =>
      calls.call('requests.edit', { opId: newOpId(), requestId: homeless, fields: fields({ pickupDeskId }) });
    expect(await edit(main)).toMatchObject({ ok: true });
    expect(await homeOfRequest(homeless)).toMatchObject({ libraryName: 'Main Library' });
    // Without a pickup desk it goes back to where it was made.
    expect(await edit(null)).toMatchObject({ ok: true });
    expect(await homeOfRequest(homeless)).toMatchObject({ libraryName: 'Hilltop Library' });
  });

  test('a role at the library of the request will do, wherever its holder stands', async () => {
    grant(branch, 'fulfillment-services-operator', 1);
    desk.context.session.refresh();
    become(branch);
    goTo(desk, hilltop);
    expect(
      await calls.call('requests.addNote', {
        opId: newOpId(),
        requestId: request,
        text: 'From the branch',
        active: true,
      }),
    ).toMatchObject({ ok: true });
    // And who took the step there takes it back there.
    const undoes = desk.raw
      .prepare(`SELECT op_id FROM command_log WHERE operator_id = 2 ORDER BY seq DESC`)
      .pluck()
      .get() as string;
    expect(await calls.call('steps.undo', { opId: newOpId(), undoes })).toMatchObject({ ok: true });
  });

  test('a role at one desk of the library counts at that desk', async () => {
    desk.raw.exec('DELETE FROM operator_role WHERE operator_id = 2');
    grant(branch, 'circulation-desk-operator', 1, 3);
    desk.context.session.refresh();
    become(branch);
    goTo(desk, 3 as DeskId);
    const lend = () => calls.call('loans.lend', { opId: newOpId(), patronId: 1 as PatronId, code: 'N-2' });
    // The role is there; the item is not.
    expect(await lend()).toMatchObject({ ok: false, error: { code: 'item-not-here' } });
    expect(await calls.call('app.chooseDesk', { deskId: main })).toMatchObject({
      error: { code: 'role-missing' },
    });
  });
});
