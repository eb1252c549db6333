import { expect, test } from 'vitest';
import { libraryWith } from './import-desk.ts';
import { useImportDesk } from './use-import-desk.ts';

const desk = useImportDesk();

const stored = (): unknown[] =>
  desk.records(`SELECT request.external_id AS externalId, request.material_type AS type, request.journal, request.journal_volume AS volume,
              request.doi, request.needed_by AS neededBy, again.external_id AS againOf
         FROM request LEFT JOIN request AS again ON again.id = request.again_of ORDER BY request.id`);

const article = { materialType: 'article', journal: 'Nature', journalVolume: '12', doi: '10.1000/a' };
const first = { externalId: 'R1', title: 'On whales', citation: { ...article, neededBy: '2027-01-20' } };
const second = { externalId: 'R2', title: 'On whales', againOf: 'r1' };

test('a library file imports the citation and the repeated request; importing it again changes nothing', async () => {
  const file = desk.file('a.json', libraryWith([first, second], { version: 2 }));
  expect(await desk.import(file)).toMatchObject({ outcome: 'done', refused: [] });
  const rows = [
    {
      externalId: 'R1',
      type: 'article',
      journal: 'Nature',
      volume: '12',
      doi: '10.1000/a',
      neededBy: '2027-01-20',
      againOf: null,
    },
    { externalId: 'R2', type: '', journal: '', volume: '', doi: '', neededBy: '', againOf: 'R1' },
  ];
  expect(stored()).toEqual(rows);
  expect((await desk.import(file)).bySection['requests']).toMatchObject({
    added: 0,
    updated: 0,
    unchanged: 2,
  });
  // A part that a file leaves out stays, an empty one is deleted; version 1 may leave out all of them.
  const citation = { journal: 'Science', neededBy: null };
  const later = [
    { externalId: 'R1', title: 'On whales', citation },
    { externalId: 'R2', title: 'On whales' },
  ];
  expect((await desk.import(desk.file('b.json', libraryWith(later)))).bySection['requests']).toMatchObject({
    updated: 1,
    unchanged: 1,
  });
  expect(stored()).toEqual([{ ...rows[0], journal: 'Science', neededBy: '' }, rows[1]]);
});

test('a CSV file has a column for each part, and faults name it', async () => {
  await desk.import(desk.file('base.json', libraryWith([])));
  const csv =
    'external_id,title,type of nothing,material_type,journal_title,volume,doi,Needed by,again_of\r\n' +
    'R1,On whales,x,article,Nature,12,10.1000/a,2027-01-20,\r\n' +
    'R2,On whales,,,,,,,R1\r\n' +
    'R3,On whales,,,,,,soon,\r\n' +
    'R4,On whales,,,,,,,R9\r\n';
  const report = await desk.import(desk.file('a.csv', csv));
  expect(report.refused).toMatchObject([
    { key: 'R3', field: 'Needed by', reason: expect.stringContaining('not a valid date') as string },
    { key: 'R4', field: 'again_of', reason: expect.stringContaining('no request “R9”') as string },
  ]);
  expect(stored()).toMatchObject([
    { externalId: 'R1', type: 'article', journal: 'Nature', volume: '12', neededBy: '2027-01-20' },
    { externalId: 'R2', againOf: 'R1' },
  ]);
});

test('a request for a work that its patron has already requested is added with a remark', async () => {
  const of = (externalId: string, more: object) => ({ externalId, title: 'Another', patron: 'P1', ...more });
  const report = await desk.import(
    desk.file(
      'a.json',
      libraryWith([
        of('R1', { title: 'On the whales', citation: { isbn: '978-0-19-506997-0' } }),
        of('R2', { title: 'Whales of the North', citation: { isbn: '0195069978' } }),
        of('R3', { title: 'ON WHALES', status: 'CANCELLED' }),
        of('R4', { title: 'On whales!', patron: null }),
        of('R5', { title: 'On whales!' }),
      ]),
    ),
  );
  expect(report).toMatchObject({ refused: [], bySection: { requests: { added: 5 } } });
  expect(report.remarks).toEqual([
    {
      section: 'requests',
      row: 2,
      key: 'R2',
      field: 'citation.isbn',
      reason: 'The patron already has another open request for this: R1 (the same ISBN).',
    },
    {
      section: 'requests',
      row: 5,
      key: 'R5',
      field: 'title',
      reason: 'The patron already has another open request for this: R1 (the same title).',
    },
  ]);
  expect(desk.reportLines(report)).toHaveLength(3);
});

test('a request for a work that its patron has open from an earlier file gets a remark that names the newest one', async () => {
  const of = (externalId: string) => ({ externalId, title: 'On whales', patron: 'P1' });
  await desk.import(desk.file('a.json', libraryWith([of('R1'), of('R2')])));
  const report = await desk.import(desk.file('b.json', libraryWith([of('R3')])));
  expect(report.remarks.map(({ key, reason }) => [key, reason])).toEqual([
    ['R3', 'The patron already has another open request for this: R2 (the same title).'],
  ]);
});
