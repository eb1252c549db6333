import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { SaveFile } from '../../../../../electron/main/desk/output/letters/by-hand-file.service.ts';
import { byHandFileService } from '../../../../../electron/main/desk/output/letters/by-hand-file.service.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { addLetter, testWriter } from '../../../../support/letters.ts';
import { valueOf } from '../../../../support/results.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const desk = forEachTest(openTestDesk);
let requestId: RequestId;
beforeEach(() => {
  desk.raw.exec("UPDATE partner SET name = '=cmd()', phone = '+44 1', email = ''");
  requestId = addRequest(desk, { externalId: 'R-1', title: '@SUM(1), "quoted"' });
  addLetter(desk, requestId, { recipient: 'partner', kind: 'claim', payload: { note: '-2+3' } });
  addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
});

const save = (saveFile: SaveFile) =>
  byHandFileService(desk.context, { writer: testWriter(desk), saveFile }).saveByHand();

test('the list of readers to be told by hand is a CSV file with the texts and without formulas', async () => {
  const folder = temporaryFolder();
  const answer = await save((name, text) => {
    writeFileSync(join(folder, name), text);
    return Promise.resolve(name);
  });
  const fileName = 'Contact by hand 2026-11-25.csv';
  expect(valueOf(answer)).toEqual({ fileName, letters: 2 });
  const text = readFileSync(join(folder, fileName), 'utf8');
  expect(text).toMatch(
    /^\uFEFFFor,Address,Phone,Letter,External identifier,Title,Written,Text\r\n'=cmd\(\),2 Hill Street,'\+44 1,Claim,R-1,"'@SUM\(1\), ""quoted""",2026-11-25,"/,
  );
  expect(text).toContain('Note: -2+3');
  // A patron without an address must be told in another way too.
  expect(text).toMatch(/"?Reader, A\."?,,,/);
});

test('nothing is saved if the dialog is closed, and a file that cannot be written is an error that says what to do', async () => {
  expect(valueOf(await save(() => Promise.resolve(null)))).toBeNull();
  expect(await save(() => Promise.reject(new Error('EACCES')))).toMatchObject({
    ok: false,
    error: { code: 'file-unwritable', message: expect.stringContaining('Choose another folder') as string },
  });
});
