import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import {
  type DeskSession,
  openSession,
} from '../../../electron/main/desk/records/session/session.service.ts';
import { openImportLog } from '../../../electron/main/files/import-log.ts';
import { LibraryFile } from '../../../electron/main/files/library-file.service.ts';
import type { OperatorId } from '../../../shared/domain/ids.ts';
import { type Mapping, noMapping } from '../../../shared/domain/intake/mapping.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import type { FileProcess } from '../../../electron/main/files/process/child-process.ts';
import type { FileReading, FileSurvey, ImportReport } from '../../../shared/ipc/import-views.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { startNodeProcess } from '../../support/file-process.ts';
import { startFileThread } from '../../support/file-thread.ts';
import { type ImportDesk, libraryWith, openImportDesk } from './import-desk.ts';

// What the import window asks: what a file is, what its columns mean, what would become of its rows, and the import itself.

let desk: ImportDesk;
let session: DeskSession;
let service: LibraryFile;
let path: string;
let start: () => FileProcess;
let shown: string[];
let heard: number;
let over: (report: ImportReport) => void;
let faults: Error[];

const now = (): Date => new Date('2026-11-25T12:00:00Z');

beforeEach(async () => {
  desk = openImportDesk();
  await desk.import(desk.file('library.json', libraryWith([])));
  session = openSession(desk.db as ReadableDB);
  start = startFileThread;
  shown = [];
  heard = 0;
  faults = [];
  over = () => undefined;
  service = new LibraryFile({
    dataDir: desk.folder,
    databaseFile: desk.databaseFile,
    timeZone: () => 'UTC',
    startProcess: () => start(),
    emitProgress: () => undefined,
    emitDryRun: () => (heard += 1),
    emitEnded: (report) => over(report),
    session,
    importLog: openImportLog(desk.db as ReadableDB, now),
    chooseFile: () => Promise.resolve(path),
    showInFolder: (file) => shown.push(file),
    now,
    logFault: (error) => faults.push(error),
  });
});
afterEach(async () => {
  await service.close();
  desk.close();
});

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const why = (result: Result<unknown>): string => (result.ok ? 'done' : result.error.message);
const choose = async (file: string): Promise<string> => {
  path = file;
  return valueOf(await service.choose())?.token ?? '';
};
const chooseText = (text: string): Promise<string> => choose(desk.file('list.csv', text));
const read = async (token: string, mapping: Mapping = noMapping): Promise<FileReading> => {
  const view = contract['libraryFile.read'].output.parse(valueOf(await service.read({ token, mapping })));
  if (view === null) throw new Error('It was taken for a library file.');
  return view;
};
const survey = async (token: string, mapping: Mapping = noMapping): Promise<FileSurvey> => {
  const view = contract['libraryFile.survey'].output.parse(valueOf(await service.survey({ token, mapping })));
  if (view === null) throw new Error('It was taken for a library file.');
  return view;
};
const dryRunIt = async (token: string, mapping: Mapping = noMapping): Promise<ImportReport> =>
  contract['libraryFile.dryRun'].output.parse(valueOf(await service.dryRun({ token, mapping })));
const importIt = async (token: string, mapping: Mapping = noMapping): Promise<ImportReport> => {
  const ended = new Promise<ImportReport>((resolve) => (over = resolve));
  valueOf(service.import({ token, mapping }));
  return await ended;
};
const countsOf = ({ outcomes }: ImportReport): Record<string, number> =>
  Object.fromEntries((outcomes ?? []).flatMap(({ outcome, count }) => (count > 0 ? [[outcome, count]] : [])));
const requestCount = (): number => desk.value('SELECT count(*) FROM request') as number;
const fieldsOf = ({ columns }: FileReading): unknown[] => columns.map(({ head, field }) => [head, field]);

const alma =
  'External identifier,Title,Author,Requester,Status,Active partner,Pickup location,Creation date,Due date\n' +
  'R-1,Walden,Thoreau,"Reader, Anna",Request sent to partner,NORTH,MAIN-CIRC,11/14/2026,\n' +
  'R-2,Go fish,Rowe,"Leser, Götz",Shipped by lorry,West College,Elsewhere,11/15/2026,12/20/2026\n' +
  'R-3,,Rowe,"Leser, Götz",Request sent to partner,West College,MAIN-CIRC,11/15/2026,\n';

test('a file is recognised, with a sample of each column and its first rows as they would be read', async () => {
  // As in the program: by a process.
  start = () => startNodeProcess();
  const view = await read(await chooseText(alma));
  expect(view).toMatchObject({ system: 'alma-list', keptName: null, lack: null, sheets: 0, isOwn: false });
  expect(view.columns[3]).toEqual({
    key: 'requester',
    head: 'Requester',
    field: 'patronName',
    samples: ['Reader, Anna', 'Leser, Götz'],
  });
  expect(
    view.rows.map(({ row, externalId, status, dueOn, fault }) => [row, externalId, status, dueOn, fault]),
  ).toEqual([
    [2, 'R-1', 'REQUEST_SENT', '', null],
    [3, 'R-2', 'Shipped by lorry', '2026-12-20', null],
    [4, 'R-3', 'REQUEST_SENT', '', expect.stringMatching(/title/i)],
  ]);
});

test('what stands in all of it: words for statuses, and records that are known or added', async () => {
  expect(await survey(await chooseText(alma))).toEqual({
    rows: 3,
    dayExample: null,
    dayOrder: null,
    isOrderSaid: true,
    words: [
      { key: 'request sent to partner', word: 'Request sent to partner', count: 2, status: 'REQUEST_SENT' },
      { key: 'shipped by lorry', word: 'Shipped by lorry', count: 1, status: null },
    ],
    records: {
      pickups: { known: 1, added: 1, names: ['Elsewhere'] },
      partners: { known: 1, added: 1, names: ['West College'] },
      patrons: { known: 0, added: 2, names: ['Reader, Anna', 'Leser, Götz'] },
    },
  });
});

test('what a person says of columns, words and days counts at once, in the dry run and in the import', async () => {
  const text = 'Nummer X,Werk X,Zustand X,Zurück X\n7,Walden,grün,3/4/2027\n8,Emma,grün,5/4/2027\n';
  const token = await chooseText(text);
  expect(await read(token)).toMatchObject({ lack: 'externalId', system: 'other' });
  const mapping: Mapping = {
    profile: null,
    columns: { 'nummer x': 'externalId', 'werk x': 'title', 'zustand x': 'status', 'zuruck x': 'dueOn' },
    dayOrder: null,
    statuses: { grun: 'WILL_SUPPLY' },
  };
  const undecided = await survey(token, mapping);
  expect(undecided).toMatchObject({ dayExample: '3/4/2027', dayOrder: null, isOrderSaid: false });
  expect(undecided.words).toEqual([{ key: 'grun', word: 'grün', count: 2, status: 'WILL_SUPPLY' }]);
  expect(countsOf(await dryRunIt(token, mapping))).toEqual({ refused: 2 });
  const decided = { ...mapping, dayOrder: 'dmy' } as const;
  const view = await read(token, decided);
  expect(view.rows.map(({ externalId, status, dueOn }) => [externalId, status, dueOn])).toEqual([
    ['7', 'WILL_SUPPLY', '2027-04-03'],
    ['8', 'WILL_SUPPLY', '2027-04-05'],
  ]);
  expect(countsOf(await dryRunIt(token, decided))).toEqual({ added: 2 });
  expect(countsOf(await importIt(token, decided))).toEqual({ added: 2 });
  expect(desk.rows('SELECT external_id, status, due_on FROM request')).toEqual([
    ['7', 'WILL_SUPPLY', '2027-04-03'],
    ['8', 'WILL_SUPPLY', '2027-04-05'],
  ]);
});

test('a column that nothing is to be read of is read no more, and one of two of the same name is meant', async () => {
  const token = await chooseText('Request ID,Title,Title,Note\n1,Walden,Emma,secret\n');
  const said = { ...noMapping, columns: { title: null, note: null } } as const;
  expect(fieldsOf(await read(token, said))).toEqual([
    ['Request ID', 'externalId'],
    ['Title', null],
    ['Title', 'title'],
    ['Note', null],
  ]);
  expect((await read(token, said)).rows[0]?.title).toBe('Emma');
});

test('a word that a person keeps as from outside is kept letter for letter', async () => {
  const token = await chooseText('Request ID,Title,Status,Due Date\n1,Walden,Sent,\n2,Emma,Sent,\n');
  const said = { ...noMapping, statuses: { sent: null } } as const;
  expect((await survey(token)).words[0]?.status).toBe('REQUEST_SENT');
  expect((await survey(token, said)).words[0]?.status).toBeNull();
  expect((await read(token, said)).rows[0]?.status).toBe('Sent');
});

test('of two questions at once the later one is answered; the other one may be asked again', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => `N-${at},Book ${at},Someone,,Sent,,,,`);
  const token = await chooseText([alma.split('\n')[0], ...rows].join('\n'));
  const said = { ...noMapping, statuses: { sent: null } } as const;
  const [first, second] = await Promise.all([
    service.survey({ token, mapping: noMapping }),
    service.survey({ token, mapping: said }),
  ]);
  expect(first).toMatchObject({ ok: false, error: { retryable: true } });
  expect(valueOf(second)).toMatchObject({ rows: 20_000, words: [{ count: 20_000, status: null }] });
});

test('a dry run stores nothing, says of each row what the import then does with it, and leaves nothing behind but its report', async () => {
  const first = await chooseText(alma);
  const dryRun = await dryRunIt(first);
  expect(countsOf(dryRun)).toEqual({ added: 2, refused: 1 });
  expect(dryRun.outcomes?.find(({ outcome }) => outcome === 'refused')?.rows).toEqual([
    {
      section: 'requests',
      row: 4,
      key: 'R-3',
      title: '',
      reason: expect.stringMatching(/Title/),
      changes: [],
    },
  ]);
  expect(heard).toBeGreaterThan(0);
  expect(requestCount()).toBe(0);
  expect(desk.value("SELECT count(*) FROM partner WHERE name = 'West College'")).toBe(0);
  expect(existsSync(join(desk.folder, 'trial'))).toBe(false);
  expect(service.showDryRun()).toEqual({ ok: true, value: null });
  const lines = readFileSync(shown[0] ?? '', 'utf8')
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n');
  expect(lines.map((line) => line.split(',').slice(0, 4))).toEqual([
    ['section', 'row', 'outcome', 'key'],
    ['requests', '2', 'New', 'R-1'],
    ['requests', '3', 'New', 'R-2'],
    ['requests', '4', 'Refused', 'R-3'],
  ]);
  const imported = await importIt(first);
  expect(imported.outcomes).toEqual(dryRun.outcomes);

  const again = await chooseText(alma.replace('12/20/2026', '12/24/2026'));
  const second = await dryRunIt(again);
  expect(countsOf(second)).toEqual({ unchanged: 1, updated: 1, refused: 1 });
  expect((await importIt(again)).outcomes).toEqual(second.outcomes);
  expect(faults).toEqual([]);
});

test('a dry run sees what earlier rows of the same file would have made, as the import does', async () => {
  const rows = Array.from(
    { length: 2_500 },
    (_, at) => `N-${at},Book ${at},Someone,"Reader, B.",,New Place ${at % 3},MAIN-CIRC,,`,
  );
  const heads = alma.split('\n')[0] ?? '';
  const token = await chooseText(
    [heads, ...rows, 'N-0,Book 0,Someone,"Reader, B.",,,MAIN-CIRC,,'].join('\n'),
  );
  const dryRun = await dryRunIt(token);
  expect(countsOf(dryRun)).toEqual({ added: 2_500, refused: 1 });
  // Of many rows the first ones are listed; all of them stand in the report.
  expect(dryRun.outcomes?.[0]?.rows).toHaveLength(200);
  service.showDryRun();
  expect(
    readFileSync(shown[0] ?? '', 'utf8')
      .trimEnd()
      .split('\r\n'),
  ).toHaveLength(2_502);
  expect((await importIt(token)).outcomes).toEqual(dryRun.outcomes);
});

test('a dry run is cancelled, and one is made at a time', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => `N-${at},Book ${at},Someone,,,,,,`);
  const token = await chooseText([alma.split('\n')[0], ...rows].join('\n'));
  const first = service.dryRun({ token, mapping: noMapping });
  expect(await service.dryRun({ token, mapping: noMapping })).toMatchObject({
    error: { code: 'import-running' },
  });
  while (heard === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(service.cancelDryRun()).toEqual({ ok: true, value: null });
  const ended = await first;
  expect(ended.ok ? ended.value.outcome : ended.error.message).toMatch(/cancelled|stopped before its end/);
  expect(existsSync(join(desk.folder, 'trial'))).toBe(false);
});

test('a file that was changed or that vanished since it was chosen is said so, at each step', async () => {
  const token = await chooseText(alma);
  await read(token);
  appendFileSync(path, 'R-4,More,,,,,,,\n');
  const changed = /was changed since it was chosen/;
  expect(why(await service.read({ token, mapping: noMapping }))).toMatch(changed);
  expect(why(await service.survey({ token, mapping: noMapping }))).toMatch(changed);
  expect(why(await service.dryRun({ token, mapping: noMapping }))).toMatch(changed);
  expect(await importIt(token)).toMatchObject({ outcome: 'failed', failure: expect.stringMatching(changed) });
  expect(requestCount()).toBe(0);
  const other = await chooseText(alma);
  rmSync(path);
  expect(why(await service.read({ token: other, mapping: noMapping }))).toMatch(/not there any more/);
  expect(why(await service.dryRun({ token: other, mapping: noMapping }))).toMatch(/not there any more/);
});

test('what is no file that we read is refused when it is chosen, in a sentence that says what to do', async () => {
  path = desk.file('scan.pdf', '%PDF-1.7 …');
  expect(why(await service.choose())).toMatch(/scan\.pdf: .*PDF/);
  expect(why(await service.drop({ path: desk.folder }))).toMatch(/folder/);
  expect(why(await service.drop({ path: '' }))).toMatch(/no file of this computer/);
  expect(faults).toEqual([]);
});

test('how a file is read is kept under a name, and holds for the next one with the same columns', async () => {
  const text = 'Nummer X,Werk X,Zustand X\n7,Walden,grün\n8,Emma,grün\n';
  const mapping: Mapping = {
    profile: null,
    columns: { 'nummer x': 'externalId', 'werk x': 'title', 'zustand x': 'status' },
    dayOrder: null,
    statuses: { grun: 'WILL_SUPPLY' },
  };
  const token = await chooseText(text);
  valueOf(await service.keepProfile({ token, mapping, name: ' Our branch ' }));
  await importIt(token, mapping);
  const next = await chooseText(text.replace('8,Emma', '9,Dune'));
  const view = await read(next);
  expect(view).toMatchObject({ keptName: 'Our branch', lack: null, profiles: ['Our branch'] });
  expect(view.rows.map(({ externalId, status }) => [externalId, status])).toEqual([
    ['7', 'WILL_SUPPLY'],
    ['9', 'WILL_SUPPLY'],
  ]);
  // What is said of this one file goes before, and is not kept unless a person keeps it.
  const once = { ...noMapping, statuses: { grun: 'LOANED' } } as const;
  expect((await read(next, once)).rows[0]?.status).toBe('LOANED');
  await importIt(next, once);
  const third = await chooseText(text.replace('8,Emma', '10,Ulysses'));
  expect((await read(third)).rows[0]?.status).toBe('WILL_SUPPLY');
});

test('of a library file there is nothing to say before its dry run', async () => {
  const token = await choose(desk.file('more.json', libraryWith([{ externalId: 'A-1', title: 'A' }])));
  expect(await service.read({ token, mapping: noMapping })).toEqual({ ok: true, value: null });
  expect(countsOf(await dryRunIt(token))).toMatchObject({ added: 1 });
});

test('a file is for who chose it alone', async () => {
  const token = await chooseText(alma);
  desk.db.exec(`INSERT INTO operator (id, name) VALUES (8, 'D. Other');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (8, 'fulfillment-services-operator', 1)`);
  session.refresh();
  valueOf(session.chooseOperator(8 as OperatorId));
  desk.db.exec("UPDATE operator SET pin_hash = 'x'");
  session.refresh();
  const asked = { token, mapping: noMapping };
  for (const answer of [await service.read(asked), await service.dryRun(asked), service.import(asked)])
    expect(why(answer)).toMatch(/not known any more/);
});

test('who may not import learns nothing of a file that another one chose', async () => {
  const token = await chooseText(alma);
  desk.db.exec(`INSERT INTO operator (id, name) VALUES (9, 'C. Clerk');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (9, 'circulation-desk-operator', 1)`);
  session.refresh();
  valueOf(session.chooseOperator(9 as OperatorId));
  const asked = { token, mapping: noMapping };
  for (const answer of [
    await service.choose(),
    await service.drop({ path }),
    await service.read(asked),
    await service.survey(asked),
    await service.keepProfile({ ...asked, name: 'x' }),
    await service.dryRun(asked),
    service.import(asked),
    service.cancelDryRun(),
    service.showDryRun(),
  ])
    expect(answer).toMatchObject({ ok: false, error: { code: 'role-missing' } });
});
