import { noMapping } from '../../shared/domain/intake/mapping.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DeskId, OperatorId } from '../../shared/domain/ids.ts';
import type { Role } from '../../shared/domain/roles.ts';
import { roles } from '../../shared/domain/roles.ts';
import type { StepKind } from '../../shared/domain/steps/all-steps.ts';
import { openAllCalls } from '../support/all-calls.ts';
import { addItem, goTo, hilltop, main } from '../support/circulation.ts';
import { addRequest, newOpId, openTestDesk } from '../support/desk.ts';
import { forEachTest } from '../support/for-each-test.ts';
import { spellOut } from '../support/life.ts';
import { valueOf } from '../support/results.ts';
import { waitFor } from '../support/waiting.ts';

// Attempts to bypass permissions other than through lists and steps. B. Branch works at Hilltop (library 2); the secret is a patron of the
// main library (library 1).

const desk = forEachTest(openTestDesk);
const secret = 'Reader, A.';
const branch = 2 as OperatorId;
const file = (): string => join(desk.file, '../odd.json');

beforeEach(() => {
  desk.raw.exec(`INSERT INTO operator (id, name, pin_hash) VALUES (2, 'B. Branch', 'a PIN');
    UPDATE operator SET pin_hash = 'a PIN' WHERE id = 1`);
});
const calls = forEachTest(() => openAllCalls(desk, file));

const grant = (role: Role, libraryId: number, deskId: number | null = null): void => {
  desk.raw
    .prepare('INSERT INTO operator_role (operator_id, role, library_id, desk_id) VALUES (2, ?, ?, ?)')
    .run(role, libraryId, deskId);
  desk.context.session.refresh();
};
const becomeBranch = (at: DeskId = hilltop): void => {
  valueOf(desk.context.session.chooseOperator(branch));
  goTo(desk, at);
};
const roleMissing = { ok: false, error: { code: 'role-missing' } };

test('a template does not show the letter of a request of another library', async () => {
  addRequest(desk, { externalId: 'MAIN-1' });
  const preview = (): Promise<unknown> =>
    calls.call('letters.preview', {
      libraryId: 1,
      code: 'patron-item-ready',
      subject: '',
      body: '{{patronName}}',
      externalId: 'MAIN-1',
    });
  expect(JSON.stringify(await preview())).toContain(secret);
  grant('requests-operator', 2);
  becomeBranch();
  expect(await preview()).toMatchObject(roleMissing);
});

describe('a file imported by an administrator of the branch', () => {
  const importFile = async (library: object): Promise<{ totals: { refused: number } }> => {
    writeFileSync(file(), JSON.stringify({ format: 'borrow-desk/library', version: 1, ...library }));
    const chosen = (await calls.call('libraryFile.choose', {})) as unknown as { value: { token: string } };
    await calls.call('libraryFile.import', { token: chosen.value.token, mapping: noMapping });
    return await waitFor('The end of the import', async () => {
      const status = (await calls.call('libraryFile.status', {})) as unknown as {
        value: { running: unknown; lastReport: { totals: { refused: number } } | null };
      };
      return status.value.running === null ? (status.value.lastReport ?? undefined) : undefined;
    });
  };

  beforeEach(() => {
    grant('fulfillment-services-operator', 2);
    becomeBranch();
  });

  test('adds no request for a patron of another library, whom it would name', async () => {
    const report = await importFile({
      requests: [{ externalId: 'HILL-1', title: 'Cosmos', patron: 'P1000001', pickup: 'HILL-CIRC' }],
    });
    const patrons = await calls.call('places.patrons', { search: '', offset: 0, limit: 10 });
    expect(JSON.stringify(patrons)).not.toContain(secret);
    expect(report).toMatchObject({ totals: { refused: 1 } });
  });

  test('adds one for a patron of the branch, of no library, of a library that it adds, or with a request there', async () => {
    desk.raw.exec(`
      INSERT INTO patron (id, barcode, name, library_id) VALUES (2, 'P2', 'Branch, B.', 2), (3, 'P3', 'None, N.', NULL);`);
    addRequest(desk, { externalId: 'HILL-0', pickupDeskId: 2 });
    const report = await importFile({
      libraries: [{ code: 'NEW', name: 'New Library' }],
      patrons: [{ barcode: 'P4', name: 'New, N.', library: 'NEW' }],
      requests: ['P2', 'P3', 'P4', 'P1000001'].map((patron) => ({
        externalId: `HILL-${patron}`,
        title: 'Cosmos',
        patron,
        pickup: 'HILL-CIRC',
      })),
    });
    expect(report).toMatchObject({ totals: { added: 6, refused: 0 } });
  });
});

describe('an operator whose role at a desk was revoked', () => {
  test('can read neither the request nor earlier steps, even if the workstation is still set to that desk', async () => {
    grant('circulation-desk-operator', 1);
    grant('circulation-desk-operator', 2);
    const requestId = addRequest(desk, { externalId: 'MAIN-1', status: 'LOANED' });
    becomeBranch(main);
    await calls.call('add-note', { opId: newOpId(), requestId, text: 'x', active: true });
    expect(await calls.call('requests.details', { requestId })).toMatchObject({ ok: true });
    desk.raw.exec('DELETE FROM operator_role WHERE operator_id = 2 AND library_id = 1');
    desk.context.session.refresh();
    expect(desk.context.session.desk().id).toBe(main);
    expect(await calls.call('requests.details', { requestId })).toMatchObject(roleMissing);
    expect(JSON.stringify(await calls.call('steps.today', { limit: 10 }))).not.toContain(secret);
  });
});

describe('ids that a page might enumerate, without the item in hand', () => {
  beforeEach(() => {
    for (const role of Object.keys(roles) as Role[]) grant(role, 2);
  });

  test('take no step and open no request', async () => {
    const shipped = addRequest(desk, { externalId: 'MAIN-1' });
    const open = addRequest(desk, { externalId: 'MAIN-2', status: 'RECEIVED_PHYSICALLY' });
    desk.raw.exec(`UPDATE request SET receiving_open = 1 WHERE id = ${open}`);
    const lent = addRequest(desk, { externalId: 'MAIN-3', status: 'LOANED' }, true);
    const itemId = addItem(desk, lent, { barcode: 'N-3', status: 'on-loan', lentTo: 1, owningDeskId: 1 });
    spellOut(desk.raw, lent);
    becomeBranch();
    const steps: readonly (readonly [StepKind, object])[] = [
      ['print-return-slip', { requestId: shipped }],
      [
        'receive',
        {
          requestId: shipped,
          barcode: 'N-9',
          notifyPatron: true,
          printSlip: true,
          several: false,
          use: null,
        },
      ],
      ['finish-receiving', { requestId: open, notifyPatron: true, rest: null }],
      ['return', { itemId }],
    ];
    for (const [kind, input] of steps) {
      const answer = await calls.call(kind, { opId: newOpId(), ...input });
      expect([kind, answer]).toMatchObject([kind, roleMissing]);
    }
    for (const requestId of [shipped, open, lent])
      expect(await calls.call('requests.details', { requestId })).toMatchObject(roleMissing);
  });
});

test('receiving does not name the patron of an item of another library whose barcode was scanned', async () => {
  addItem(desk, addRequest(desk, { externalId: 'MAIN-7' }), { barcode: 'N-7' });
  const open = (): Promise<unknown> => calls.call('receiving.open', { code: 'N-7' });
  expect(JSON.stringify(await open())).toContain(secret);
  grant('fulfillment-services-operator', 2);
  becomeBranch();
  expect(JSON.stringify(await open())).not.toContain(secret);
});

test('the workload of a desk is not shown to operators without access to it', async () => {
  addRequest(desk, { externalId: 'MAIN-1' });
  grant('requests-operator', 2);
  becomeBranch();
  const values = {
    code: 'MAIN-CIRC',
    name: 'Main Circulation Desk',
    libraryId: 1,
    holdShelf: true,
    receives: true,
    active: false,
  };
  expect(await calls.call('places.saveDesk', { opId: newOpId(), id: main, values })).toMatchObject(
    roleMissing,
  );
});

test('a desk that moves to another library leaves no role behind in the old one', async () => {
  grant('circulation-desk-operator', 1, 4);
  const requestId = addRequest(desk, { externalId: 'MAIN-1' });
  const values = {
    code: 'MAIN-INFO',
    name: 'Information Desk',
    libraryId: 2,
    holdShelf: true,
    receives: false,
    active: true,
  };
  expect(await calls.call('places.saveDesk', { opId: newOpId(), id: 4, values })).toMatchObject({ ok: true });
  valueOf(desk.context.session.chooseOperator(branch));
  expect(await calls.call('requests.details', { requestId })).toMatchObject(roleMissing);
});
