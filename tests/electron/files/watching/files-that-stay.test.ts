import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Asked } from '../../../../electron/main/files/process/answer-questions.ts';
import type { FromProcess } from '../../../../electron/main/files/process/messages.ts';
import { done } from '../../../support/decision-desk.ts';
import { startFileThread } from '../../../support/file-thread.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { eventually, listOf, useWatchedFolder } from './use-watched-folder.ts';

// Files that cannot be imported or moved stay, are named, and do not block others.

const { at, open, put, dated, stored, inFolder, status } = useWatchedFolder();

test('links, folders, hidden and unfinished files are ignored', async () => {
  const elsewhere = temporaryFolder();
  writeFileSync(join(elsewhere, 'secret.csv'), listOf('X-1'));
  symlinkSync(join(elsewhere, 'secret.csv'), join(at.folder, 'link.csv'));
  mkdirSync(join(at.folder, 'sub'));
  put('.hidden.csv', 'X-2');
  put('list.csv.part', 'X-3');
  put('~$list.xlsx', 'X-4');
  put('good.csv', 'L-1');
  done(await at.watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('good.csv'));
  expect(stored()).toEqual(['L-1']);
  expect(status().left).toEqual([
    { name: 'link.csv', why: 'This is a link. Put the file itself in the folder.' },
  ]);
  expect(readdirSync(at.folder).toSorted()).toEqual(
    ['.hidden.csv', 'done', 'link.csv', 'list.csv.part', 'sub', '~$list.xlsx'].toSorted(),
  );
});

test('if done is a link, nothing is moved through it, and nothing is imported twice', async () => {
  const elsewhere = temporaryFolder();
  symlinkSync(elsewhere, join(at.folder, 'done'));
  put('list.csv', 'L-1');
  done(await at.watch.choose());
  await eventually(() => expect(status().problem).toMatch(/is not a folder\./));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(at.imports).toEqual(['list.csv']);
  expect(readdirSync(elsewhere)).toEqual([]);
  rmSync(join(at.folder, 'done'));
  await eventually(() => expect(inFolder('done')).toEqual(['list.csv', 'list.csv.report.jsonl']));
});

test('a file with the longest possible name is imported, and its report gets a shorter name; a second one too', async () => {
  const long = `${'n'.repeat(251)}.csv`;
  const wide = `${'ü'.repeat(122)}.csv`;
  put(long, 'L-1');
  put(wide, 'L-2');
  put('later.csv', 'L-3');
  dated('later.csv', '2027-01-01');
  done(await at.watch.choose());
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
  const problem = { code: 'EBUSY', why: 'This file cannot be moved.', isOnlyThisFile: true };
  open(40, () => {
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
  dated('held.csv', '2026-11-01');
  done(await at.watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('next.csv'));
  await eventually(() =>
    expect(status().left).toEqual([{ name: 'held.csv', why: expect.stringMatching(/cannot be moved/) }]),
  );
  expect(at.imports).toEqual(['held.csv', 'next.csv']);
  isHeld = false;
  await eventually(() => expect(inFolder('done')).toContain('held.csv'));
  await eventually(() => expect(status()).toMatchObject({ left: [], problem: null }));
  expect(at.imports).toEqual(['held.csv', 'next.csv']);
});

test('a file whose name is not UTF-8 is named, ignored, and does not block others', async () => {
  const name = Buffer.concat([
    Buffer.from(join(at.folder, 'B')),
    Buffer.from([0xfc, 0x63]),
    Buffer.from('her.csv'),
  ]);
  writeFileSync(name, listOf('X-1'));
  put('good.csv', 'L-1');
  done(await at.watch.choose());
  await eventually(() => expect(inFolder('done')).toContain('good.csv'));
  expect(status().left).toEqual([
    {
      name: 'B\\xFCcher.csv',
      why: expect.stringMatching(/cannot be read, so the file was not imported\. Rename it\./),
    },
  ]);
  expect(existsSync(name)).toBe(true);
  expect(stored()).toEqual(['L-1']);
});
