import { noMapping } from '../../../../../shared/domain/intake/mapping.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DeskId, OperatorId } from '../../../../../shared/domain/ids.ts';
import { openAllCalls } from '../../../../support/all-calls.ts';
import { addItem, goTo, hilltop, main } from '../../../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { valueOf } from '../../../../support/results.ts';
import { waitFor } from '../../../../support/waiting.ts';

// What a stored answer reveals to the next operator, tested by calling every channel with every input.

const desk = forEachTest(openTestDesk);
const administrator = 1 as OperatorId;
const branch = 2 as OperatorId;
const secret = 'Reader, A.';
const file = (): string => join(desk.file, '../odd.json');

beforeEach(() => {
  desk.raw.exec(`
    INSERT INTO operator (id, name) VALUES (2, 'B. Branch');
    UPDATE operator SET pin_hash = 'a PIN' WHERE id = 1;
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'circulation-desk-operator', 2);`);
  desk.context.session.refresh();
});
const calls = forEachTest(() => openAllCalls(desk, file));

const become = (id: OperatorId, deskId: DeskId): void => {
  valueOf(desk.context.session.chooseOperator(id));
  goTo(desk, deskId);
};

test('a step’s answer is repeated to the operator who took it, not to the next one', async () => {
  const requestId = addRequest(desk, { externalId: 'MAIN-1', status: 'LOANED' });
  const input = { opId: newOpId(), requestId, text: 'Fragile', active: true };
  const first = await calls.call('add-note', input);
  expect(first).toMatchObject({ ok: true, value: { patronName: secret } });
  expect(await calls.call('add-note', input)).toEqual(first);
  become(branch, hilltop);
  const again = await calls.call('add-note', input);
  expect(again).toMatchObject({ ok: false, error: { code: 'operation-mismatch' } });
  expect(JSON.stringify(again)).not.toContain(secret);
});

test('an operator without a role at a desk sees none of its slips when signing in there', async () => {
  const requestId = addRequest(desk, { externalId: 'MAIN-1', status: 'SHIPPED_PHYSICALLY' });
  const slip = await calls.call('print-return-slip', { opId: newOpId(), requestId });
  const jobId = slip.ok ? (slip.value as { id: number }).id : 0;
  const list = async (): Promise<string> =>
    JSON.stringify(await calls.call('slips.list', { only: 'all', offset: 0, limit: 10 }));
  expect(await list()).toContain('MAIN-1');
  // The desk stays that of the workstation when another operator signs in.
  await calls.call('app.signIn', { operatorId: branch, pin: null });
  expect(desk.context.session.desk().id).toBe(main);
  expect(await list()).not.toContain('MAIN-1');
  expect(await calls.call('slips.retry', { jobId })).toMatchObject({ error: { code: 'role-missing' } });
});

test('only operators who may import read which rows of a file were refused', async () => {
  const library = {
    format: 'borrow-desk/library',
    version: 1,
    requests: [{ externalId: 'MAIN-9', title: 'Cosmos', patron: 'P-unknown' }],
  };
  writeFileSync(file(), JSON.stringify(library));
  const chosen = (await calls.call('libraryFile.choose', {})) as unknown as { value: { token: string } };
  await calls.call('libraryFile.import', { token: chosen.value.token, mapping: noMapping });
  const ended = await waitFor('The end of the import', async () => {
    const status = (await calls.call('libraryFile.status', {})) as unknown as {
      value: { running: unknown; lastReport: { refused: unknown[] } | null };
    };
    return status.value.running === null ? status.value.lastReport : undefined;
  });
  expect(ended?.refused).toHaveLength(1);
  become(branch, hilltop);
  const status = await calls.call('libraryFile.status', {});
  expect(status).toMatchObject({
    ok: true,
    value: { lastReport: { totals: { refused: 1 }, refused: [], reportFile: null } },
  });
  expect(await calls.call('libraryFile.showReport', {})).toMatchObject({ error: { code: 'role-missing' } });
  become(administrator, main);
  expect(await calls.call('libraryFile.showReport', {})).toMatchObject({ ok: true });
});

describe('a patron id of another library, as a page might invent it', () => {
  const fields = (patronId: number): object => ({
    title: 'Cosmos',
    author: '',
    format: 'physical',
    patronId,
    pickupDeskId: hilltop,
    volumes: null,
    circulationNote: '',
  });

  beforeEach(() => {
    desk.raw.exec(`
      INSERT INTO patron (id, barcode, name, library_id) VALUES (2, 'P2000001', 'Branch, B.', 2);
      INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'fulfillment-services-operator', 2);
      UPDATE operator SET pin_hash = 'a PIN' WHERE id = 2;`);
    desk.context.session.refresh();
    become(branch, hilltop);
  });

  const create = (patronId: number): Promise<unknown> =>
    calls.call('create-request', {
      opId: newOpId(),
      externalId: `NEW-${patronId}`,
      fields: fields(patronId),
      partnerIds: [],
    });

  test('creates no request, and names no one', async () => {
    const answer = await create(1);
    expect(answer).toMatchObject({ ok: false });
    expect(JSON.stringify(answer)).not.toContain(secret);
    expect(await create(2)).toMatchObject({ ok: true, value: { patronName: 'Branch, B.' } });
  });

  test('changes no request, unless it already has that patron', async () => {
    const requestId = addRequest(desk, { externalId: 'HILL-1', status: 'READY_TO_SEND', pickupDeskId: 2 });
    const edit = (patronId: number, title: string): Promise<unknown> =>
      calls.call('edit-request', {
        opId: newOpId(),
        requestId,
        fields: { ...fields(patronId), author: 'Darwin, Charles', title },
      });
    expect(await edit(1, 'Another title')).toMatchObject({ ok: true });
    desk.raw.exec('UPDATE request SET patron_id = 2');
    const answer = await edit(1, 'A third title');
    expect(answer).toMatchObject({ ok: false });
    expect(JSON.stringify(answer)).not.toContain(secret);
  });

  test('cannot borrow, and a card scanned in the meantime does not reveal whose turn it is', async () => {
    const lend = (patronId: number): Promise<unknown> =>
      calls.call('lend', { opId: newOpId(), patronId, code: 'P2000001' });
    expect(await lend(1)).toMatchObject({ ok: false, error: { code: 'patron-unknown' } });
    expect(await lend(2)).toMatchObject({ error: { code: 'patron-card-not-identifier' } });
  });

  test('scanning another library’s item instead of a card reports the item, not its request', async () => {
    addItem(desk, addRequest(desk, { externalId: 'MAIN-7' }), { barcode: 'N-7' });
    const answer = await calls.call('loans.findPatron', { text: 'N-7' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'barcode-not-card' } });
    expect(JSON.stringify(answer)).not.toContain('MAIN-7');
  });
});
