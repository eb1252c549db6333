import { appendFileSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { OperatorId } from '../../../shared/domain/ids.ts';
import { type Mapping, noMapping } from '../../../shared/domain/intake/mapping.ts';
import type { FileReading } from '../../../shared/ipc/import-views.ts';
import { startNodeProcess } from '../../support/file-process.ts';
import { valueOf } from '../../support/results.ts';
import { libraryWith } from './import-desk.ts';
import { alma, countsOf, why, useImportWindow } from './import-window-desk.ts';

// The questions of the import window: what the file is, what its columns mean, and the import itself.

const {
  desk,
  host,
  window,
  serviceWith,
  requestCount,
  choose,
  chooseText,
  read,
  survey,
  dryRunIt,
  importIt,
} = useImportWindow();

const fieldsOf = ({ columns }: FileReading): unknown[] => columns.map(({ head, field }) => [head, field]);

test('a file is recognised, with samples of each column and a preview of its first rows', async () => {
  // With a process, as in the program.
  host.service = serviceWith({ startProcess: startNodeProcess });
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

test('the survey finds the statuses of the whole file, and records that exist or will be added', async () => {
  expect(await survey(await chooseText(alma))).toEqual({
    rows: 3,
    dayExample: null,
    dayOrder: null,
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

test('a mapping of columns, words and days applies immediately, in the dry run and in the import', async () => {
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
  expect(undecided).toMatchObject({ dayExample: '3/4/2027', dayOrder: null });
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

test('a column mapped to nothing is not read, and a mapping names one of two columns with the same name', async () => {
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

test('a word that the operator keeps as an outside status is kept letter for letter', async () => {
  const token = await chooseText('Request ID,Title,Status,Due Date\n1,Walden,Sent,\n2,Emma,Sent,\n');
  const said = { ...noMapping, statuses: { sent: null } } as const;
  expect((await survey(token)).words[0]?.status).toBe('REQUEST_SENT');
  expect((await survey(token, said)).words[0]?.status).toBeNull();
  expect((await read(token, said)).rows[0]?.status).toBe('Sent');
});

test('of two questions at the same time the later one is answered, and the other one can be repeated', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => `N-${at},Book ${at},Someone,,Sent,,,,`);
  const token = await chooseText([alma.split('\n')[0], ...rows].join('\n'));
  const said = { ...noMapping, statuses: { sent: null } } as const;
  const [first, second] = await Promise.all([
    host.service.survey({ token, mapping: noMapping }),
    host.service.survey({ token, mapping: said }),
  ]);
  expect(first).toMatchObject({ ok: false, error: { retryable: true } });
  expect(valueOf(second)).toMatchObject({ rows: 20_000, words: [{ count: 20_000, status: null }] });
});

test('each question reports a file that was changed or deleted since it was chosen', async () => {
  const token = await chooseText(alma);
  await read(token);
  appendFileSync(host.chosen ?? '', 'R-4,More,,,,,,,\n');
  const changed = /^The file has changed since it was chosen\./;
  expect(why(await host.service.read({ token, mapping: noMapping }))).toMatch(changed);
  expect(why(await host.service.survey({ token, mapping: noMapping }))).toMatch(changed);
  expect(why(await host.service.dryRun({ token, mapping: noMapping }))).toMatch(changed);
  expect(await importIt(token)).toMatchObject({ outcome: 'failed', failure: expect.stringMatching(changed) });
  expect(requestCount()).toBe(0);
  const other = await chooseText(alma);
  rmSync(host.chosen ?? '');
  expect(why(await host.service.read({ token: other, mapping: noMapping }))).toMatch(
    /^The file is no longer there\./,
  );
  expect(why(await host.service.dryRun({ token: other, mapping: noMapping }))).toMatch(
    /^The file is no longer there\./,
  );
});

test('an unsupported file is refused when it is chosen, with a sentence that says what to do', async () => {
  host.chosen = desk.file('scan.pdf', '%PDF-1.7 …');
  expect(why(await host.service.choose())).toMatch(/scan\.pdf: .*PDF/);
  expect(why(await host.service.drop({ path: desk.folder }))).toMatch(/folder/);
  expect(why(await host.service.drop({ path: '' }))).toMatch(/isn’t a file on this computer/);
  expect(window.faults).toEqual([]);
});

test('a mapping is saved as a profile, and applies to the next file with the same columns', async () => {
  const text = 'Nummer X,Werk X,Zustand X\n7,Walden,grün\n8,Emma,grün\n';
  const mapping: Mapping = {
    profile: null,
    columns: { 'nummer x': 'externalId', 'werk x': 'title', 'zustand x': 'status' },
    dayOrder: null,
    statuses: { grun: 'WILL_SUPPLY' },
  };
  const token = await chooseText(text);
  valueOf(await host.service.keepProfile({ token, mapping, name: ' Our branch ' }));
  await importIt(token, mapping);
  const next = await chooseText(text.replace('8,Emma', '9,Dune'));
  const view = await read(next);
  expect(view).toMatchObject({ keptName: 'Our branch', lack: null, profiles: ['Our branch'] });
  expect(view.rows.map(({ externalId, status }) => [externalId, status])).toEqual([
    ['7', 'WILL_SUPPLY'],
    ['9', 'WILL_SUPPLY'],
  ]);
  // A mapping for this file alone wins over the profile, and is not saved automatically.
  const once = { ...noMapping, statuses: { grun: 'LOANED' } } as const;
  expect((await read(next, once)).rows[0]?.status).toBe('LOANED');
  await importIt(next, once);
  const third = await chooseText(text.replace('8,Emma', '10,Ulysses'));
  expect((await read(third)).rows[0]?.status).toBe('WILL_SUPPLY');
});

test('a library file has nothing to map before its dry run', async () => {
  const token = await choose(desk.file('more.json', libraryWith([{ externalId: 'A-1', title: 'A' }])));
  expect(await host.service.read({ token, mapping: noMapping })).toEqual({ ok: true, value: null });
  expect(countsOf(await dryRunIt(token))).toMatchObject({ added: 1 });
});

test('only the operator who chose a file can read it', async () => {
  const token = await chooseText(alma);
  desk.db.exec(`INSERT INTO operator (id, name) VALUES (8, 'D. Other');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (8, 'fulfillment-services-operator', 1)`);
  host.session.refresh();
  valueOf(host.session.chooseOperator(8 as OperatorId));
  desk.db.exec("UPDATE operator SET pin_hash = 'x'");
  host.session.refresh();
  const asked = { token, mapping: noMapping };
  for (const answer of [
    await host.service.read(asked),
    await host.service.dryRun(asked),
    host.service.import(asked),
  ])
    expect(why(answer)).toMatch(/^The chosen file is no longer open\./);
});

test('an operator who may not import cannot read a file that another one chose', async () => {
  const token = await chooseText(alma);
  desk.db.exec(`INSERT INTO operator (id, name) VALUES (9, 'C. Clerk');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (9, 'circulation-desk-operator', 1)`);
  host.session.refresh();
  valueOf(host.session.chooseOperator(9 as OperatorId));
  const asked = { token, mapping: noMapping };
  for (const answer of [
    await host.service.choose(),
    await host.service.drop({ path: host.chosen ?? '' }),
    await host.service.read(asked),
    await host.service.survey(asked),
    await host.service.keepProfile({ ...asked, name: 'x' }),
    await host.service.dryRun(asked),
    host.service.import(asked),
    host.service.cancelDryRun(),
    host.service.showDryRun(),
    host.service.cancel(),
    host.service.showReport(),
  ])
    expect(answer).toMatchObject({ ok: false, error: { code: 'role-missing' } });
});
