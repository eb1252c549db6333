import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Asked } from '../../../../electron/main/files/process/answer-questions.ts';
import { WatchedFolder } from '../../../../electron/main/files/watching/watched-folder.service.ts';
import type { FromProcess } from '../../../../electron/main/files/process/messages.ts';
import type { FileProcess } from '../../../../electron/main/files/process/child-process.ts';
import { type AllCalls, openAllCalls } from '../../../support/all-calls.ts';
import { done } from '../../../support/decision-desk.ts';
import { type TestDesk, openTestDesk } from '../../../support/desk.ts';
import { startNodeProcess } from '../../../support/file-process.ts';
import { startFileThread } from '../../../support/file-thread.ts';

// Files that are put into a real folder are imported, once each, and go out of the way with their report.

let desk: TestDesk;
let calls: AllCalls;
let folder: string;
let watch: WatchedFolder;
let problems: string[];
let faults: unknown[];
let imports: string[];
beforeEach(() => {
  desk = openTestDesk();
  calls = openAllCalls(desk);
  folder = mkdtempSync(join(tmpdir(), 'borrow-desk-watched-'));
  problems = [];
  faults = [];
  imports = [];
  watch = open();
});
afterEach(async () => {
  watch.close();
  await calls.close();
  desk.close();
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
  if (faults.length > 0) throw new Error('The watch had faults.', { cause: faults[0] });
});

const open = (everyMs = 40, startProcess: () => FileProcess = startFileThread): WatchedFolder =>
  new WatchedFolder({
    context: desk.context,
    dataDir: dirname(desk.file),
    startProcess,
    libraryFile: {
      importPath: (file, importer, how) => {
        imports.push(file.slice(folder.length + 1));
        return calls.libraryFile.importPath(file, importer, how);
      },
    },
    chooseFolder: () => Promise.resolve(folder),
    changed: () => undefined,
    logProblem: (code) => {
      problems.push(code);
      calls.log.warn('watched-folder.problem', { code });
    },
    logFault: (error) => {
      faults.push(error);
      calls.log.error('watched-folder.fault', error);
    },
    everyMs,
    patienceMs: 20_000,
  });

const heads =
  'External identifier,Title,Author,Requester,Status,Active partner,Pickup location,Creation date';
const lineOf = (id: string): string =>
  `${id},Title of ${id},Author,"Reader, A.",Ready to be sent,NORTH,MAIN-CIRC,11/14/2026\n`;
const put = (name: string, ...ids: readonly string[]): void =>
  writeFileSync(join(folder, name), `${heads}\n${ids.map(lineOf).join('')}`);
const stored = (): unknown[] => desk.raw.prepare('SELECT external_id FROM request ORDER BY id').pluck().all();
const inFolder = (name: string): string[] =>
  existsSync(join(folder, name)) ? readdirSync(join(folder, name)).toSorted() : [];
const status = () => done(watch.status());
const eventually = (look: () => void): Promise<void> => vi.waitFor(look, { timeout: 20_000, interval: 20 });
const report = (path: string): { outcome: string; externalId: string; reason: string }[] =>
  readFileSync(join(folder, path), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { outcome: string; externalId: string; reason: string });

test('files are imported in the order of their time, with the rights of who chose the folder, and lie in done with their report', async () => {
  // As in the program: by processes.
  watch.close();
  watch = open(40, () => startNodeProcess());
  put('later.csv', 'L-2');
  put('earlier.csv', 'L-1');
  utimesSync(join(folder, 'earlier.csv'), new Date('2026-11-01'), new Date('2026-11-01'));
  done(await watch.choose());
  await eventually(() => expect(inFolder('done')).toHaveLength(4));
  expect(inFolder('done')).toEqual([
    'earlier.csv',
    'earlier.csv.report.jsonl',
    'later.csv',
    'later.csv.report.jsonl',
  ]);
  expect(stored()).toEqual(['L-1', 'L-2']);
  expect(report('done/later.csv.report.jsonl')).toMatchObject([{ outcome: 'added', externalId: 'L-2' }]);
  expect(status()).toMatchObject({
    folder,
    operatorName: desk.context.session.operator().name,
    problem: null,
    lastFile: { name: 'later.csv', outcome: 'done' },
  });
  expect(
    desk.raw.prepare("SELECT DISTINCT operator_id FROM command_log WHERE kind = 'import'").pluck().all(),
  ).toEqual([desk.context.session.operator().id]);
  // Nothing of it is left behind in the data folder.
  expect(readdirSync(join(dirname(desk.file), 'reports'))).toEqual([]);
});

test('a file that grows waits until it does not', async () => {
  watch.close();
  watch = open(600);
  const path = join(folder, 'growing.csv');
  writeFileSync(path, `${heads}\n`);
  done(await watch.choose());
  for (let n = 1; n <= 30; n += 1) {
    appendFileSync(path, lineOf(`G-${n}`));
    await new Promise((resolve) => setTimeout(resolve, 15));
    expect(imports).toEqual([]);
  }
  await eventually(() => expect(inFolder('done')).toContain('growing.csv'));
  expect(stored()).toHaveLength(30);
  expect(imports).toEqual(['growing.csv']);
});

test('what cannot be read as a file of requests goes to refused with the reason, and the next one goes on', async () => {
  writeFileSync(join(folder, 'a.csv'), 'nothing, that anybody\nknows,of\n');
  put('b.csv', 'L-1');
  done(await watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('b.csv'));
  expect(inFolder('refused')).toEqual(['a.csv', 'a.csv.report.jsonl']);
  expect(report('refused/a.csv.report.jsonl').at(-1)).toMatchObject({ outcome: 'refused' });
  expect(report('refused/a.csv.report.jsonl').at(-1)?.reason).not.toBe('');
});

test('the same content is imported once, whatever its name; a name that is taken gets a number', async () => {
  put('list.csv', 'L-1');
  done(await watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('list.csv'));
  put('list.csv', 'L-1');
  await eventually(() => expect(inFolder('done')).toContain('list (2).csv'));
  put('list.csv', 'L-2');
  await eventually(() => expect(inFolder('done')).toContain('list (3).csv'));
  expect(imports).toEqual(['list.csv', 'list.csv']);
  expect(report('done/list (2).csv.report.jsonl')).toMatchObject([{ outcome: 'unchanged' }]);
  expect(report('done/list (2).csv.report.jsonl')[0]?.reason).toMatch(/same content was imported on/);
});

test('after a crash between import and move the file is only moved; one whose import was taken back comes in again', async () => {
  put('list.csv', 'L-1');
  done(await watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('list.csv'));
  watch.close();
  // As the crash left it: imported, and not moved.
  renameSync(join(folder, 'done', 'list.csv'), join(folder, 'list.csv'));
  rmSync(join(folder, 'done'), { recursive: true });
  watch = open();
  watch.start();
  await eventually(() => expect(inFolder('done')).toContain('list.csv'));
  expect(imports).toEqual(['list.csv']);
  const opId = desk.raw.prepare("SELECT op_id FROM command_log WHERE kind = 'import'").pluck().get();
  desk.raw.exec('DELETE FROM file_said; DELETE FROM rota_line; DELETE FROM request');
  desk.raw.prepare('UPDATE command_log SET undone_by = op_id WHERE op_id = ?').run(opId);
  put('list.csv', 'L-1');
  await eventually(() => expect(inFolder('done')).toContain('list (2).csv'));
  expect(stored()).toEqual(['L-1']);
});

test('a folder that is not there is said once and looked at again', async () => {
  done(await watch.choose());
  await eventually(() => expect(status().problem).toBe(null));
  renameSync(folder, `${folder}-away`);
  await eventually(() => expect(status().problem).toMatch(/^The folder cannot be reached/));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(problems).toEqual(['ENOENT']);
  renameSync(`${folder}-away`, folder);
  put('list.csv', 'L-1');
  await eventually(() => expect(stored()).toEqual(['L-1']));
  await eventually(() => expect(status().problem).toBe(null));
});

test('links, folders, hidden and unfinished files are left alone', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'borrow-desk-elsewhere-'));
  writeFileSync(join(elsewhere, 'secret.csv'), `${heads}\n${lineOf('X-1')}`);
  symlinkSync(join(elsewhere, 'secret.csv'), join(folder, 'link.csv'));
  mkdirSync(join(folder, 'sub'));
  put('.hidden.csv', 'X-2');
  put('list.csv.part', 'X-3');
  put('~$list.xlsx', 'X-4');
  put('good.csv', 'L-1');
  done(await watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('good.csv'));
  expect(stored()).toEqual(['L-1']);
  expect(status().left).toEqual([{ name: 'link.csv', why: 'This is a link. Put the file itself here.' }]);
  expect(readdirSync(folder).toSorted()).toEqual(
    ['.hidden.csv', 'done', 'link.csv', 'list.csv.part', 'sub', '~$list.xlsx'].toSorted(),
  );
  rmSync(elsewhere, { recursive: true });
});

test('where done is a link to somewhere else nothing is moved through it, and nothing is imported twice', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'borrow-desk-elsewhere-'));
  symlinkSync(elsewhere, join(folder, 'done'));
  put('list.csv', 'L-1');
  done(await watch.choose());
  await eventually(() => expect(status().problem).toMatch(/is no folder/));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(imports).toEqual(['list.csv']);
  expect(readdirSync(elsewhere)).toEqual([]);
  rmSync(join(folder, 'done'));
  await eventually(() => expect(inFolder('done')).toEqual(['list.csv', 'list.csv.report.jsonl']));
  rmSync(elsewhere, { recursive: true });
});

test('when who chose it may not import any more the files stay, and the page says why', async () => {
  done(await watch.choose());
  desk.raw.exec(
    "INSERT INTO operator (id, name) VALUES (9, 'Other'); UPDATE operator SET active = 0 WHERE id <> 9",
  );
  desk.context.session.refresh();
  put('list.csv', 'L-1');
  await eventually(() => expect(status().problem).toMatch(/does not work here any more/));
  expect(stored()).toEqual([]);
  expect(readdirSync(folder)).toEqual(['list.csv']);
});

test('it is stopped, and begins again with the program', async () => {
  done(await watch.choose());
  done(watch.saveProfile({ profile: 'Alma list' }));
  done(watch.stop());
  put('list.csv', 'L-1');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(status().folder).toBe(null);
  expect(imports).toEqual([]);
  done(await watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('list.csv'));
});

test('names in names of files and in rows leave no trace in the log', async () => {
  put('Reader, Anna.csv', 'L-1');
  symlinkSync('/nowhere', join(folder, 'Reader, Bea.csv'));
  mkdirSync(join(folder, 'refused'));
  writeFileSync(join(folder, 'Reader, Cleo.csv'), 'nothing\n');
  done(await watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('Reader, Anna.csv'));
  await eventually(() => expect(inFolder('refused')).toContain('Reader, Cleo.csv'));
  renameSync(folder, `${folder}-away`);
  await eventually(() => expect(problems).toEqual(['ENOENT']));
  renameSync(`${folder}-away`, folder);
  const log = readFileSync(join(dirname(desk.file), 'logs', 'borrow-desk.log'), 'utf8');
  expect(log).toContain('watched-folder.problem');
  expect(log).not.toMatch(/Reader|Anna|Bea|Cleo/);
});

test('a file with the longest name that there is comes in, and its report has a shorter one; the second one too', async () => {
  const long = `${'n'.repeat(251)}.csv`;
  const wide = `${'ü'.repeat(122)}.csv`;
  put(long, 'L-1');
  put(wide, 'L-2');
  put('later.csv', 'L-3');
  utimesSync(join(folder, 'later.csv'), new Date('2027-01-01'), new Date('2027-01-01'));
  done(await watch.choose());
  await eventually(() => expect(inFolder('done')).toHaveLength(6));
  expect(inFolder('done')).toEqual(
    [
      long,
      `${'n'.repeat(238)}.csv.report.jsonl`,
      wide,
      `${'ü'.repeat(119)}.csv.report.jsonl`,
      'later.csv',
      'later.csv.report.jsonl',
    ].toSorted(),
  );
  put(long, 'L-4');
  await eventually(() => expect(inFolder('done')).toContain(`${'n'.repeat(247)} (2).csv`));
  expect(inFolder('done')).toContain(`${'n'.repeat(234)} (2).csv.report.jsonl`);
  expect(status()).toMatchObject({ problem: null, left: [] });
  expect(stored()).toHaveLength(4);
});

test('a file that cannot be moved does not block others, is named, and is moved later', async () => {
  let isHeld = true;
  const problem = { code: 'EBUSY', why: 'This file cannot be moved.', isOfFile: true };
  watch.close();
  watch = open(40, () => {
    const process = startFileThread();
    let hear = (_message: FromProcess): void => undefined;
    return {
      ...process,
      onMessage: (hearer) => process.onMessage((hear = hearer)),
      send: (message) => {
        const question = message.kind === 'ask' ? message.question : null;
        if (isHeld && question?.what === 'put-away' && question.moved.file.name === 'held.csv')
          queueMicrotask(() => hear({ ...(message as Asked), kind: 'answer', answer: problem }));
        else process.send(message);
      },
    };
  });
  put('held.csv', 'L-1');
  put('next.csv', 'L-2');
  utimesSync(join(folder, 'held.csv'), new Date('2026-11-01'), new Date('2026-11-01'));
  done(await watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('next.csv'));
  await eventually(() =>
    expect(status().left).toEqual([{ name: 'held.csv', why: expect.stringMatching(/cannot be moved/) }]),
  );
  expect(imports).toEqual(['held.csv', 'next.csv']);
  isHeld = false;
  await eventually(() => expect(inFolder('done')).toContain('held.csv'));
  await eventually(() => expect(status()).toMatchObject({ left: [], problem: null }));
  expect(imports).toEqual(['held.csv', 'next.csv']);
});

test('a file whose name is not UTF-8 is named, left alone, and does not block others', async () => {
  const name = Buffer.concat([
    Buffer.from(join(folder, 'B')),
    Buffer.from([0xfc, 0x63]),
    Buffer.from('her.csv'),
  ]);
  writeFileSync(name, `${heads}\n${lineOf('X-1')}`);
  put('good.csv', 'L-1');
  done(await watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('good.csv'));
  expect(status().left).toEqual([
    { name: 'B\\xFCcher.csv', why: expect.stringMatching(/cannot be read.*Rename the file/) },
  ]);
  expect(existsSync(name)).toBe(true);
  expect(stored()).toEqual(['L-1']);
});
