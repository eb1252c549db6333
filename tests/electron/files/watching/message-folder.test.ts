import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MessageFolder } from '../../../../electron/main/files/watching/message-folder.service.ts';
import { ok, type Result } from '../../../../shared/ipc/result.ts';
import { done } from '../../../support/decision-desk.ts';
import { openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { startFileThread } from '../../../support/file-thread.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { eventually } from './use-watched-folder.ts';

let desk: TestDesk;
let folder: string;
let messages: MessageFolder;
let taken: string[];
let faults: unknown[];
let canKeep = true;
let rests = false;

beforeEach(async () => {
  desk = openTestDesk();
  folder = temporaryFolder();
  taken = [];
  faults = [];
  canKeep = true;
  rests = false;
  messages = new MessageFolder({
    db: desk.context.db,
    now: desk.context.now,
    startProcess: startFileThread,
    take: (message) => {
      if (!canKeep) return Promise.reject(new Error('The disk is full.'));
      taken.push(Buffer.from(message).toString());
      return Promise.resolve();
    },
    rests: () => rests,
    chooseFolder: () => Promise.resolve(folder),
    check: (): Result<null> => ok(null),
    changed: () => undefined,
    logFault: (error) => faults.push(error),
    everyMs: 30,
  });
  done(await messages.choose());
});
afterEach(() => {
  messages.close();
  desk.close();
});

const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const inFolder = (name: string): string[] => readdirSync(join(folder, name)).toSorted();
const status = () => done(messages.status());

test('the messages of a folder are taken one after the other, and their files moved', async () => {
  put('1.xml', '<one/>');
  put('2.xml', '<two/>');
  put('3.xml', 'x'.repeat(1024 * 1024 + 1));
  mkdirSync(join(folder, 'old'));
  await eventually(() =>
    expect([inFolder('done'), inFolder('refused')]).toEqual([['1.xml', '2.xml'], ['3.xml']]),
  );
  expect(taken).toEqual(['<one/>', '<two/>']);
  await eventually(() =>
    expect(status()).toMatchObject({
      folder,
      problem: null,
      waiting: 0,
      last: { name: '3.xml', to: 'refused' },
    }),
  );
});

test('a message that cannot be kept stays, and is taken once it can be', async () => {
  canKeep = false;
  put('1.xml', '<one/>');
  await eventually(() => expect(faults.length).toBeGreaterThan(0));
  expect(readdirSync(folder)).toEqual(['1.xml']);
  canKeep = true;
  await eventually(() => expect(inFolder('done')).toEqual(['1.xml']));
  expect(taken).toEqual(['<one/>']);
});

test('nothing is taken while the library is in use elsewhere, or once the folder was left', async () => {
  rests = true;
  put('1.xml', '<one/>');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(taken).toEqual([]);
  rests = false;
  await eventually(() => expect(inFolder('done')).toEqual(['1.xml']));
  done(messages.stop());
  put('2.xml', '<two/>');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([taken, status()]).toMatchObject([['<one/>'], { folder: null, last: null }]);
});
