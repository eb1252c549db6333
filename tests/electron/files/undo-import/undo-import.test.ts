import { take } from '../../../../electron/main/desk/steps/take.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { done } from '../../../support/decision-desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { setWord } from '../../../support/life.ts';
import { newOpId } from '../../../support/desk.ts';
import { howMany } from '../../../support/how-many.ts';
import { checkProperty } from '../../../support/check-property.ts';
import { fullRequest, libraryWith } from '../import-desk.ts';
import { type ListDesk, openListDesk } from '../list-desk.ts';
import { dump, importNoted, undoImported } from './journaled-desk.ts';

// Undoing an import restores the library, row for row.

const list = forEachTest(openListDesk);

const heads =
  'External identifier,Title,Author,Requester,Status,Active partner,Pickup location,Creation date,Due date,Publisher,Note';
type Row = {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly patron: string;
  readonly status: string;
  readonly partner: string;
  readonly pickup: string;
  readonly dueOn: string;
  readonly note: string;
};
const textOf = (rows: readonly Row[]): string =>
  `${heads}\n${rows
    .map(
      ({ number, title, author, patron, status, partner, pickup, dueOn, note }) =>
        `R-${number},${title},${author},"${patron}",${status},${partner},${pickup},11/14/2026,${dueOn},Ticknor,${note}`,
    )
    .join('\n')}\n`;
const row = fc.record({
  number: fc.integer({ min: 1, max: 12 }),
  title: fc.constantFrom('Walden', 'Walden annotated', 'Cape Cod'),
  author: fc.constantFrom('Thoreau', 'H. D. Thoreau', ''),
  patron: fc.constantFrom('Reader, A.', 'Reader, B.', 'Reader, C.', ''),
  status: fc.constantFrom(
    'Ready to be sent',
    'Request sent to partner',
    'Will supply',
    'Shipped physically',
    'Rejected by partner',
    'Loaned item to patron',
    'Something else',
  ),
  partner: fc.constantFrom('NORTH', 'LAKE', 'West State University', ''),
  pickup: fc.constantFrom('MAIN-CIRC', 'HILL-CIRC', 'Branch for Music', ''),
  dueOn: fc.constantFrom('1/15/2027', '2/20/2027', ''),
  note: fc.constantFrom('', 'Wants it soon'),
});
const file = fc.uniqueArray(row, { selector: ({ number }) => number, minLength: 1, maxLength: 12 });

/** Staff's work between two files, on some of the requests. */
const work = (desk: ListDesk, numbers: readonly number[]): void => {
  for (const number of numbers) {
    const id = desk.desk.db
      .prepare('SELECT id FROM request WHERE external_id = ?')
      .pluck()
      .get(`R-${number}`);
    if (typeof id !== 'number') continue;
    take(desk.context(), 'add-note', {
      opId: newOpId(),
      requestId: id as RequestId,
      text: 'Looked at',
      active: true,
    });
    desk.desk.db.prepare("UPDATE request SET worked_on = 1, author = 'Somebody here' WHERE id = ?").run(id);
  }
};

test('undoing two files with staff’s work in between restores every row, and importing them again gives the same result', async () => {
  await checkProperty(
    fc.asyncProperty(
      file,
      file,
      fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }),
      fc.boolean(),
      async (first, second, worked, interrupts) => {
        const other = await openListDesk();
        try {
          const { desk } = other;
          const empty = dump(desk);
          const one = desk.file('one.csv', textOf(first));
          const a = await importNoted(desk, one);
          const afterA = dump(desk);
          expect(await undoImported(desk, a)).toMatchObject({ kind: 'done', kept: 0 });
          expect(dump(desk)).toEqual(empty);
          const again = await importNoted(desk, one);
          expect(again.report.bySection).toEqual(a.report.bySection);
          work(other, worked);
          const before = dump(desk);
          const two = desk.file('two.csv', textOf(second));
          const b = await importNoted(desk, two);
          if (interrupts) {
            const undoneBy = newOpId();
            await undoImported(desk, b, undoneBy, 2);
            expect(await undoImported(desk, b, undoneBy)).toMatchObject({ kind: 'done' });
          } else expect(await undoImported(desk, b)).toMatchObject({ kind: 'done', kept: 0 });
          expect(dump(desk)).toEqual(before);
          const twice = await importNoted(desk, two);
          expect(twice.report.bySection).toEqual(b.report.bySection);
          expect(twice.report.remarks).toEqual(b.report.remarks);
          expect(afterA['request']?.length).toBe(first.length);
        } finally {
          other.close();
        }
      },
    ),
    { numRuns: howMany('TAKE_BACK_RUNS', 12, 400) },
  );
}, 120_000);

describe('with a library file', () => {
  const both = libraryWith([
    fullRequest,
    { externalId: 'R-2', title: 'Cape Cod', patron: 'P2', againOf: '01MAIN0000101', rota: ['WEST'] },
  ]) as { partners: object[]; patrons: object[] };
  const library = {
    ...both,
    partners: [...both.partners, { code: 'WEST', name: 'West State University' }],
    patrons: [
      { barcode: 'P1', name: 'Reader, Anna', email: 'anna@example.org' },
      { barcode: 'P2', name: 'B.' },
    ],
  };

  test('changed records are restored, and added ones deleted, with items, loans, notes and conditions', async () => {
    const before = dump(list.desk);
    const taken = await importNoted(list.desk, list.desk.file('all.json', library));
    expect(taken.report.bySection['requests']).toMatchObject({ added: 2 });
    expect(await undoImported(list.desk, taken)).toMatchObject({ kind: 'done', kept: 0 });
    expect(dump(list.desk)).toEqual(before);
    expect(list.desk.value('SELECT count(*) FROM import_change')).toBe(0);
    expect(list.desk.db.pragma('foreign_key_check')).toEqual([]);
  });

  test('a record that is in use, or that an operator edited, stays', async () => {
    const { db } = list.desk;
    const taken = await importNoted(list.desk, list.desk.file('all.json', library));
    db.exec(
      `INSERT INTO request (external_id, title, patron_id, updated_at) SELECT 'OURS', 'Ours', id, '2026-11-25T12:00:00.000Z' FROM patron WHERE barcode = 'P2'`
        .replace('updated_at)', 'updated_at, status)')
        .replace("Z' FROM", "Z', 'READY_TO_SEND' FROM"),
    );
    db.exec("UPDATE partner SET name = 'West', edited_at = '2026-11-25T12:30:00.000Z' WHERE code = 'WEST'");
    expect(await undoImported(list.desk, taken)).toMatchObject({ kind: 'done', kept: 1 });
    expect(
      db.prepare("SELECT name FROM patron WHERE barcode IN ('P1', 'P2') ORDER BY barcode").pluck().all(),
    ).toEqual(['Reader, A.', 'B.']);
    expect(db.prepare("SELECT name FROM partner WHERE code = 'WEST'").pluck().get()).toBe('West');
  });

  test('data that staff delete or correct does not survive in the journal', async () => {
    const { db } = list.desk;
    await importNoted(list.desk, list.desk.file('all.json', library));
    const names = (): unknown[] =>
      db
        .prepare("SELECT before FROM import_change WHERE kind = 'patron' AND before IS NOT NULL")
        .pluck()
        .all();
    expect(String(names())).toContain('Reader, A.');
    db.exec("UPDATE patron SET name = 'C.', edited_at = '2026-11-25T12:30:00.000Z' WHERE barcode = 'P1'");
    expect(names()).toEqual([]);
  });
});

test('it is refused with the number and names of requests that staff have worked on', async () => {
  const before = dump(list.desk);
  const taken = await importNoted(
    list.desk,
    list.desk.file('one.csv', textOf([sample(1), sample(2), sample(3)])),
  );
  const after = dump(list.desk);
  const id = list.desk.value("SELECT id FROM request WHERE external_id = 'R-2'") as RequestId;
  const { opId } = done(
    take(list.context(), 'add-note', { opId: newOpId(), requestId: id, text: 'Called', active: false }),
  );
  expect(await undoImported(list.desk, taken)).toEqual({ kind: 'worked-on', count: 1, externalIds: ['R-2'] });
  expect(dump(list.desk)['request']?.length).toBe(after['request']?.length);
  // A request's history must not be deleted with it, even if each of its steps was undone.
  done(take(list.context(), 'undo', { opId: newOpId(), undoes: opId }));
  expect(await undoImported(list.desk, taken)).toMatchObject({ kind: 'worked-on' });
  expect(before['request']).toEqual([]);
});

test('a later file that changes its requests must be undone first', async () => {
  const first = await importNoted(list.desk, list.desk.file('one.csv', textOf([sample(1), sample(2)])));
  const second = await importNoted(
    list.desk,
    list.desk.file('two.csv', textOf([{ ...sample(1), title: 'Cape Cod' }])),
  );
  expect(await undoImported(list.desk, first)).toMatchObject({ kind: 'worked-on', count: 1 });
  expect(await undoImported(list.desk, second)).toMatchObject({ kind: 'done' });
  expect(await undoImported(list.desk, first)).toMatchObject({ kind: 'done', kept: 0 });
});

test('answers from a file are undone with their letters, stay in the history, and are recorded again with the next import', async () => {
  await list.take({ status: 'Ready to be sent' });
  list.edit({ circulationNote: 'Large' });
  setWord(list.desk.db, list.id(), 'REQUEST_SENT');
  const before = dump(list.desk);
  const text = textOf([{ ...sample(1), status: 'Rejected by partner', patron: 'Reader, A.' }]);
  const path = list.desk.file('list.csv', text);
  const taken = await importNoted(list.desk, path);
  const moved = list.row().status;
  expect(moved).not.toBe('REQUEST_SENT');
  expect(await undoImported(list.desk, taken)).toMatchObject({ kind: 'done', kept: 0 });
  expect(dump(list.desk)).toEqual(before);
  expect(list.details().history.map(({ undone }) => undone)).toContain(
    'Undone together with the import it came from',
  );
  const again = await importNoted(list.desk, path);
  expect(again.report.bySection).toEqual(taken.report.bySection);
  expect(list.row().status).toBe(moved);
});

const sample = (number: number): Row => ({
  number,
  title: 'Walden',
  author: 'Thoreau',
  patron: 'Reader, A.',
  status: 'Ready to be sent',
  partner: 'NORTH',
  pickup: 'MAIN-CIRC',
  dueOn: '',
  note: '',
});
