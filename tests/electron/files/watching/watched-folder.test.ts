import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { done } from '../../../support/decision-desk.ts';
import { startNodeProcess } from '../../../support/file-process.ts';
import { eventually, lineOf, listOf, useWatchedFolder } from './use-watched-folder.ts';

// Files put into a real folder are imported once each, and moved away with their report.

const { at, open, put, dated, stored, inFolder, status, report } = useWatchedFolder();

test('files are imported in order of time, with the rights of the operator who chose the folder, and moved to done with their report', async () => {
  // With processes, as in the program.
  open(40, () => startNodeProcess());
  put('later.csv', 'L-2');
  put('earlier.csv', 'L-1');
  dated('earlier.csv', '2026-11-01');
  done(await at.watch.choose());
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
    folder: at.folder,
    operatorName: at.desk.context.session.operator().name,
    problem: null,
    lastFile: { name: 'later.csv', outcome: 'done' },
  });
  expect(
    at.desk.raw.prepare("SELECT DISTINCT operator_id FROM command_log WHERE kind = 'import'").pluck().all(),
  ).toEqual([at.desk.context.session.operator().id]);
  // Nothing is left in the data folder.
  expect(readdirSync(join(dirname(at.desk.file), 'reports'))).toEqual([]);
});

test('a growing file waits until it stops growing', async () => {
  open(600);
  const path = join(at.folder, 'growing.csv');
  writeFileSync(path, listOf());
  done(await at.watch.choose());
  for (let n = 1; n <= 30; n += 1) {
    appendFileSync(path, lineOf(`G-${n}`));
    await new Promise((resolve) => setTimeout(resolve, 15));
    expect(at.imports).toEqual([]);
  }
  await eventually(() => expect(inFolder('done')).toContain('growing.csv'));
  expect(stored()).toHaveLength(30);
  expect(at.imports).toEqual(['growing.csv']);
});

test('a file that does not hold requests is moved to refused with the reason, and the next one is imported', async () => {
  writeFileSync(join(at.folder, 'a.csv'), 'nothing, that anybody\nknows,of\n');
  put('b.csv', 'L-1');
  done(await at.watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('b.csv'));
  expect(inFolder('refused')).toEqual(['a.csv', 'a.csv.report.jsonl']);
  expect(report('refused/a.csv.report.jsonl').at(-1)).toMatchObject({ outcome: 'refused' });
  expect(report('refused/a.csv.report.jsonl').at(-1)?.reason).not.toBe('');
});

test('the same content is imported once, whatever its name, and a name in use gets a number', async () => {
  put('list.csv', 'L-1');
  done(await at.watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('list.csv'));
  put('list.csv', 'L-1');
  await eventually(() => expect(inFolder('done')).toContain('list (2).csv'));
  put('list.csv', 'L-2');
  await eventually(() => expect(inFolder('done')).toContain('list (3).csv'));
  expect(at.imports).toEqual(['list.csv', 'list.csv']);
  expect(report('done/list (2).csv.report.jsonl')).toMatchObject([{ outcome: 'unchanged' }]);
  expect(report('done/list (2).csv.report.jsonl')[0]?.reason).toMatch(/same content was imported on/);
});

test('after a crash between import and move the file is only moved; one whose import was undone is imported again', async () => {
  put('list.csv', 'L-1');
  done(await at.watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('list.csv'));
  at.watch.close();
  // The state after a crash: imported, but not moved.
  renameSync(join(at.folder, 'done', 'list.csv'), join(at.folder, 'list.csv'));
  rmSync(join(at.folder, 'done'), { recursive: true });
  open();
  at.watch.start();
  await eventually(() => expect(inFolder('done')).toContain('list.csv'));
  expect(at.imports).toEqual(['list.csv']);
  const opId = at.desk.raw.prepare("SELECT op_id FROM command_log WHERE kind = 'import'").pluck().get();
  at.desk.raw.exec('DELETE FROM file_said; DELETE FROM turn; DELETE FROM request');
  at.desk.raw.prepare('UPDATE command_log SET undone_by = op_id WHERE op_id = ?').run(opId);
  put('list.csv', 'L-1');
  await eventually(() => expect(inFolder('done')).toContain('list (2).csv'));
  expect(stored()).toEqual(['L-1']);
});

test('a missing folder is reported once and polled again', async () => {
  done(await at.watch.choose());
  await eventually(() => expect(status().problem).toBe(null));
  renameSync(at.folder, `${at.folder}-away`);
  await eventually(() => expect(status().problem).toMatch(/^The folder cannot be reached/));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(at.problems).toEqual(['ENOENT']);
  renameSync(`${at.folder}-away`, at.folder);
  put('list.csv', 'L-1');
  await eventually(() => expect(stored()).toEqual(['L-1']));
  await eventually(() => expect(status().problem).toBe(null));
});

test('if the operator who chose it may no longer import, the files stay, and the page shows why', async () => {
  done(await at.watch.choose());
  at.desk.raw.exec(
    "INSERT INTO operator (id, name) VALUES (9, 'Other'); UPDATE operator SET active = 0 WHERE id <> 9",
  );
  at.desk.context.session.refresh();
  put('list.csv', 'L-1');
  await eventually(() =>
    expect(status().problem).toMatch(/no longer works here\. Choose the folder again\./),
  );
  expect(stored()).toEqual([]);
  expect(readdirSync(at.folder)).toEqual(['list.csv']);
});

test('it can be stopped, and starts again with the program', async () => {
  done(await at.watch.choose());
  done(at.watch.saveProfile({ profile: 'Alma list' }));
  done(at.watch.stop());
  put('list.csv', 'L-1');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(status().folder).toBe(null);
  expect(at.imports).toEqual([]);
  done(await at.watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('list.csv'));
});

test('personal names in file names and rows do not appear in the log', async () => {
  put('Reader, Anna.csv', 'L-1');
  symlinkSync('/nowhere', join(at.folder, 'Reader, Bea.csv'));
  mkdirSync(join(at.folder, 'refused'));
  writeFileSync(join(at.folder, 'Reader, Cleo.csv'), 'nothing\n');
  done(await at.watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('Reader, Anna.csv'));
  await eventually(() => expect(inFolder('refused')).toContain('Reader, Cleo.csv'));
  renameSync(at.folder, `${at.folder}-away`);
  await eventually(() => expect(at.problems).toEqual(['ENOENT']));
  renameSync(`${at.folder}-away`, at.folder);
  const log = readFileSync(join(dirname(at.desk.file), 'logs', 'borrow-desk.log'), 'utf8');
  expect(log).toContain('watched-folder.problem');
  expect(log).not.toMatch(/Reader|Anna|Bea|Cleo/);
});
