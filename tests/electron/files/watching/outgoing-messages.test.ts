import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeSetting } from '../../../../electron/main/desk/records/settings/raw-settings.ts';
import { openOutgoingMessages } from '../../../../electron/main/files/watching/outgoing-messages.ts';
import { putMessageFile } from '../../../../electron/main/files/watching/put-message-file.ts';
import { openTestDesk } from '../../../support/desk.ts';
import { startFileThread } from '../../../support/file-thread.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('several messages at once are all put into the folder that was chosen, by a process', async () => {
  const desk = openTestDesk();
  const folder = temporaryFolder();
  const faults: unknown[] = [];
  const outgoing = openOutgoingMessages(desk.context.db, startFileThread, {
    logFault: (error) => faults.push(error),
  });
  onTestFinished(() => {
    outgoing.close();
    desk.close();
  });
  expect(outgoing.isChosen()).toBe(false);
  expect(await outgoing.put({ name: 'a.xml', text: '' })).toEqual({ kind: 'unreached', words: '' });
  writeSetting(desk.context.db, 'message-folder', { folder });
  expect(outgoing.isChosen()).toBe(true);
  const names = Array.from({ length: 8 }, (_, index) => `${index}.xml`);
  const put = await Promise.all(names.map((name) => outgoing.put({ name, text: `<${name}/>` })));
  expect(put).toEqual(names.map(() => ({ kind: 'unconfirmed', words: '' })));
  expect(readdirSync(join(folder, 'out')).toSorted()).toEqual(names);
  expect(readFileSync(join(folder, 'out', '3.xml'), 'utf8')).toBe('<3.xml/>');
  writeSetting(desk.context.db, 'message-folder', { folder: join(folder, 'gone') });
  expect(await outgoing.put({ name: 'a.xml', text: '' })).toMatchObject({ kind: 'unreached' });
  expect(faults).toEqual([]);
});

test('a link where a message is written is not followed, and the message is put there the next time', async () => {
  const folder = temporaryFolder();
  const other = join(folder, 'other');
  writeFileSync(other, 'untouched');
  mkdirSync(join(folder, 'out'));
  symlinkSync(other, join(folder, 'out', '.a.xml.part'));
  const message = { folder, name: 'a.xml', text: '<a/>' };
  expect(await putMessageFile(message)).not.toBeNull();
  expect(readFileSync(other, 'utf8')).toBe('untouched');
  expect(await putMessageFile(message)).toBeNull();
  expect(readFileSync(join(folder, 'out', 'a.xml'), 'utf8')).toBe('<a/>');
});
