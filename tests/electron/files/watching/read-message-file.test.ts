import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readMessageFile } from '../../../../electron/main/files/watching/read-message-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

test('a message is read from its file, and from no other that a link leads to', async () => {
  const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(join(folder, 'message.xml'), '<a/>');
  expect(await readMessageFile(folder, 'message.xml')).toBe(Buffer.from('<a/>').toString('base64'));
  writeFileSync(join(elsewhere, 'secret'), 'secret');
  symlinkSync(join(elsewhere, 'secret'), join(folder, 'link.xml'));
  await expect(readMessageFile(folder, 'link.xml')).rejects.toMatchObject({ code: 'ELOOP' });
});

test('a file that is too large for a message is none', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'large.xml'), Buffer.alloc(1024 * 1024 + 1));
  expect(await readMessageFile(folder, 'large.xml')).toBeNull();
});
