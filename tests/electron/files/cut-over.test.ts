import { expect, test, vi } from 'vitest';
import { detailsService } from '../../../electron/main/desk/queries/details/details.service.ts';
import { alreadyReceivedWords } from '../../../electron/main/desk/steps/receiving/already-received.ts';
import { listImportsOf } from '../../../electron/main/desk/store/past-imports.queries.ts';
import { findRequest } from '../../../electron/main/desk/store/requests.queries.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { valueOf } from '../../support/results.ts';
import { importNoted, undoImported } from './undo-import/journaled-desk.ts';
import { useImportDesk } from './use-import-desk.ts';

// A library switches from another system: items on its shelf and lost items are imported without barcodes.

const desk = useImportDesk({ hasLibrary: true });

const heads =
  'Transaction Number,Username,Loan Title,Transaction Status,Lending Library,Process Type,Due Date,Pieces,Creation Date';
const take = (rows: readonly string[], now = '2026-11-25T12:00:00Z') =>
  desk.import(desk.file('illiad.csv', `${[heads, ...rows].join('\n')}\n`), { now: () => new Date(now) });

const onShelf = '1,jdoe,Birds,Customer Notified via E-Mail,EAU,Borrowing,1/15/2027,1,10/2/2026';
const lent = (due = '12/20/2026') => `2,jdoe,Rivers,Checked Out to Customer,EAU,Borrowing,${due},1,10/2/2026`;

const addDesk = (code: string): void =>
  void desk.db
    .prepare('INSERT INTO desk (code, name, library_id, hold_shelf, receives) VALUES (?, ?, 1, 1, 1)')
    .run(code, code);

const items = (): unknown[] =>
  desk.records(
    'SELECT item.status, desk_id, shelved_at, hold_until FROM item JOIN request ON request.id = request_id ORDER BY external_id',
  );
const loans = (): unknown[] =>
  desk.rows(
    'SELECT barcode, loaned_on, due_on, ended_on, period_days FROM loan JOIN patron ON patron.id = patron_id',
  );

test('an item on the shelf waits from the day of the import, even after the next file', async () => {
  addDesk('CIRC');
  await take([onShelf]);
  const waiting = [
    { status: 'on-hold-shelf', desk_id: 1, shelved_at: '2026-11-25T12:00:00.000Z', hold_until: '2026-12-05' },
  ];
  expect(items()).toEqual(waiting);
  expect((await take([onShelf], '2026-11-28T12:00:00Z')).bySection['requests']).toMatchObject({ updated: 0 });
  expect(items()).toEqual(waiting);
  // A new title is news, but does not change where the item is.
  await take([onShelf.replace('Birds', 'More birds')], '2026-11-28T12:00:00Z');
  expect(items()).toEqual(waiting);
});

test('without a desk an item is at the only desk with a hold shelf; with several it is at none', async () => {
  addDesk('CIRC');
  await take([onShelf]);
  expect(items()).toMatchObject([{ desk_id: 1 }]);
  addDesk('HILL');
  await take([onShelf.replace('1,', '3,')]);
  expect(items()).toMatchObject([{ desk_id: 1 }, { desk_id: null }]);
});

test('an item on loan becomes a loan of the requester until the file’s due date, which moves with the next file', async () => {
  await take([lent()]);
  // The file does not say when the loan began: a renewal lasts for the usual period.
  expect(loans()).toEqual([['jdoe', '2026-11-25', '2026-12-20', null, 28]]);
  expect(desk.values('SELECT begin_unknown FROM loan')).toEqual([1]);
  expect(desk.values('SELECT received_unknown FROM item')).toEqual([1]);
  expect(desk.value('SELECT received_at FROM item')).toMatch(/^2026-11-25T/u);
  expect((await take([lent()], '2026-11-28T12:00:00Z')).bySection['requests']).toMatchObject({ updated: 0 });
  await take([lent('1/10/2027')], '2026-11-28T12:00:00Z');
  expect(loans()).toMatchObject([['jdoe', '2026-11-25', '2027-01-10', null, 28]]);
});

test('without a date it is due after the usual period, and an overdue one is renewed by the usual period', async () => {
  await take([lent(''), lent('11/1/2026').replace('2,', '3,')]);
  expect(loans()).toEqual([
    ['jdoe', '2026-11-25', '2026-12-23', null, 28],
    ['jdoe', '2026-11-01', '2026-11-01', null, 28],
  ]);
});

test('a set is imported with all its volumes, and none is expected', async () => {
  await take([onShelf.replace('1/15/2027,1,', '1/15/2027,3,')]);
  expect(desk.values('SELECT volume FROM item ORDER BY volume')).toEqual([1, 2, 3]);
  expect(desk.values('SELECT state FROM turn')).toEqual(['closing']);
  expect(desk.value('SELECT status FROM request')).toBe('RECEIVED_PHYSICALLY');
});

test('what the file does not say is not said: when an item came, when its loan began, whether its partner renews', async () => {
  await take([lent()]);
  const context = desk.context();
  const details = valueOf(detailsService(context).details({ requestId: 1 as RequestId }));
  expect(details.items).toMatchObject([{ receivedAt: null, loan: { loanedOn: null, dueOn: '2026-12-20' } }]);
  expect(desk.value("SELECT renews_automatically FROM partner WHERE code = 'EAU'")).toBe(0);
  const words = alreadyReceivedWords(context, findRequest(context.db, 1 as RequestId)!);
  expect(words).toBe('Already received: on loan.');
});

test('the history of a request begins with the import that added it', async () => {
  const context = desk.context();
  const { opId } = await importNoted(desk, desk.file('illiad.csv', `${[heads, lent()].join('\n')}\n`));
  const { history } = valueOf(detailsService(context).details({ requestId: 1 as RequestId }));
  expect(history).toMatchObject([{ opId, label: 'Imported from illiad.csv', undone: null }]);
});

test('a later file that changes the status is in the history between the steps', async () => {
  const context = desk.context();
  await importNoted(desk, desk.file('illiad.csv', `${[heads, lent()].join('\n')}\n`));
  const back = lent().replace('Checked Out to Customer', 'Request Finished');
  await importNoted(desk, desk.file('later.csv', `${[heads, back].join('\n')}\n`));
  const { history, request } = valueOf(detailsService(context).details({ requestId: 1 as RequestId }));
  expect(request.status).toBe('REQUEST_COMPLETED');
  expect(history).toMatchObject([
    { label: 'Changed by later.csv', statusBefore: 'LOANED', statusAfter: request.status },
    { label: 'Imported from illiad.csv', statusBefore: '', statusAfter: '' },
  ]);
});

test('the history says when the import of a request is being undone, and when it is undone', async () => {
  const context = desk.context();
  const rows = [heads, lent(), lent().replace('2,', '3,'), lent().replace('2,', '4,')];
  const imported = await importNoted(desk, desk.file('illiad.csv', `${rows.join('\n')}\n`));
  const line = () => valueOf(detailsService(context).details({ requestId: 1 as RequestId })).history.at(-1);
  expect(line()).toMatchObject({
    undone: null,
    undoRefusal: expect.stringMatching(/^Undo the whole import/u) as string,
  });
  const undoneBy = newOpId();
  expect(await undoImported(desk, imported, undoneBy, 1)).toMatchObject({ kind: 'cancelled', removed: 1 });
  expect(line()).toMatchObject({
    undone: null,
    undoRefusal: 'This import is not fully undone yet. Continue in Settings › Library file.',
  });
  desk.db.prepare('UPDATE command_log SET undone_by = ? WHERE op_id = ?').run(undoneBy, imported.opId);
  expect(line()).toMatchObject({ undone: 'Undone', undoRefusal: 'This import is already undone.' });
});

test('the import of a request is found by the key of its change, however many changes are stored', async () => {
  const { db } = desk.context();
  const prepare = vi.spyOn(desk.db, 'prepare');
  listImportsOf(db, 1 as RequestId);
  const asked = prepare.mock.calls.at(-1)?.[0] ?? '';
  const plan = desk.records(`EXPLAIN QUERY PLAN ${asked.replace('+?', '1')}`) as {
    readonly detail: string;
  }[];
  expect(
    plan.map(({ detail }) => detail).filter((detail) => / (?:import_change|command_log)\b/u.test(detail)),
  ).toEqual([
    'SEARCH command_log USING INTEGER PRIMARY KEY (rowid=?)',
    'SEARCH import_change USING PRIMARY KEY (import=? AND kind=? AND row_id=?)',
  ]);
});

const almaFile = (status: string, dueOn: string, barcode = 'N-1'): string =>
  desk.file(
    'alma.csv',
    `External identifier,Title,Requester,Status,Active partner,Pickup location,Due date,Barcode\nR-1,Walden,"Reader, A.",${status},NORTH,MAIN-CIRC,${dueOn},${barcode}\n`,
  );

test.each(['N-1', ''])(
  'a volume with the barcode “%s” that the partner demands stays where it is',
  async (barcode) => {
    const list = (status: string, dueOn: string) => desk.import(almaFile(status, dueOn, barcode));
    const marked = (): unknown[] => desk.records('SELECT barcode, status, demand, desk_id FROM item');
    await list('Physically received by library', '12/20/2026');
    const [shelved] = desk.records('SELECT * FROM item') as [{ desk_id: number; hold_until: string }];
    expect(shelved).toMatchObject({ status: 'on-hold-shelf', demand: 'none' });
    await list('Recalled by partner', '12/5/2026');
    const { desk_id } = shelved;
    expect(marked()).toEqual([{ barcode, status: 'on-hold-shelf', demand: 'recalled', desk_id }]);
    await list('Overdue request', '12/5/2026');
    expect(marked()).toEqual([{ barcode, status: 'on-hold-shelf', demand: 'overdue', desk_id }]);
    expect(loans()).toEqual([]);
    // Other words still say where it is.
    await list('Loaned item to patron', '12/5/2026');
    expect(marked()).toMatchObject([{ status: 'on-loan', demand: 'none' }]);
    await list('Recalled by partner', '12/5/2026');
    expect(marked()).toMatchObject([{ status: 'on-loan', demand: 'recalled' }]);
  },
);

test('an answer that a file brought says so in the history, and its letter is counted', async () => {
  const context = desk.context();
  await importNoted(desk, almaFile('Loaned item to patron', '12/5/2026'));
  desk.db.exec('UPDATE request SET worked_on = 1');
  const { report } = await importNoted(desk, almaFile('Overdue request', '12/5/2026'));
  expect(report.letters).toBe(1);
  expect(desk.rows('SELECT recipient, kind FROM outbox')).toEqual([['patron', 'overdue']]);
  const requestId = desk.value('SELECT id FROM request') as RequestId;
  const { history } = valueOf(detailsService(context).details({ requestId }));
  expect(history.map(({ label }) => label)).toContain('Partner’s answer recorded, from alma.csv');
});
