import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { putMessageFile } from '../../../../electron/main/files/watching/put-message-file.ts';
import { takeConfirmation } from '../../../../electron/main/partners/sending/take-confirmation.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { useDeskAndLender, setProfile } from '../../../support/lender/desk-and-lender.ts';
import { confirmationXml, hear } from '../../../support/lender/peer-xml.ts';

// A desk that cannot reach its partners: messages are put into a folder, and their confirmations may come into it.

const here = useDeskAndLender();
let folder: string;
let isChosen: boolean;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'messages-'));
  isChosen = true;
  setProfile(here.desk, null as never);
  here.start({
    folder: {
      isChosen: () => isChosen,
      put: async (file) => {
        const words = await putMessageFile({ ...file, folder });
        return words === null ? { kind: 'unconfirmed', words: '' } : { kind: 'unreached', words };
      },
    },
  });
});

const files = (): readonly string[] => readdirSync(join(folder, 'out')).toSorted();
const textOf = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');
/** What the partner's system confirms of the last file, as another file. */
const confirm = (refusal: Parameters<typeof confirmationXml>[2] = null): boolean => {
  const heard = hear(textOf(files().at(-1) ?? ''));
  if (heard === null) throw new Error('There is no message.');
  const xml = confirmationXml(heard, '2026-11-25T10:00:00.000Z', refusal, { version: '1.2', prefix: '' });
  return takeConfirmation(here.desk.context.db, Buffer.from(xml), here.desk.context.now());
};
const sendOne = async (): Promise<RequestId> => {
  const requestId = here.newRequest();
  here.send(requestId);
  await here.settled();
  return requestId;
};
const tasks = (): unknown =>
  here.desk.raw.prepare("SELECT facts ->> '$.headline', facts ->> '$.message' FROM task").raw().all();

test('a message is put into the folder whole, counts as sent and not as confirmed, until its confirmation comes', async () => {
  const requestId = await sendOne();
  const [name = ''] = files();
  expect(files()).toEqual([expect.stringMatching(/^NORTH-20261125T\d+Z-R-1-[0-9A-Z]{8}-request\.xml$/)]);
  const kept = here.desk.raw.prepare('SELECT raw FROM partner_message').pluck().get();
  expect(textOf(name)).toBe(kept);
  expect([here.states(), here.said()]).toEqual([['request sent'], ['request sent']]);
  expect(here.note('request')).toBe('In the folder for messages. The partner’s system has not confirmed it.');
  expect([{ ...here.queue.describe()[0], ...here.underWay() }]).toMatchObject([{ state: 'up', waiting: 0 }]);
  // What follows does not wait for the confirmation, which may never come.
  here.receives(requestId);
  await here.settled();
  expect(here.said()).toEqual(['request sent']);
  expect(confirm()).toBe(true);
  expect([here.states()[0], here.said(), here.note('request')]).toEqual([
    'request sent',
    ['request confirmed'],
    '',
  ]);
  // The same one again confirms nothing more.
  expect(confirm()).toBe(false);
});

test('what its system did not take is left to a person, with its words', async () => {
  await sendOne();
  expect(confirm({ type: 'UnrecognisedDataValue', value: 'Who are you?' })).toBe(true);
  expect(here.said()).toEqual(['request refused']);
  expect(tasks()).toEqual([
    [
      'The system of North University Library did not accept a message',
      expect.stringContaining('Who are you?'),
    ],
  ]);
  // For the partner, there is no request: nothing more is said in its conversation.
  expect(here.desk.raw.prepare('SELECT turn_id FROM conversation').pluck().get()).toBeNull();
});

test('without a folder, or with one that is not there, letters wait and leave later', async () => {
  isChosen = false;
  here.send(here.newRequest());
  here.queue.kick();
  await expect.poll(() => here.queue.describe()[0]?.state).toBe('no-folder');
  expect(here.states()).toEqual(['request waiting']);
  isChosen = true;
  rmSync(folder, { recursive: true });
  await here.settled();
  expect(here.states()).toEqual(['request failed']);
  expect(here.note('request')).toContain('The folder cannot be reached.');
  expect(existsSync(folder)).toBe(false);
  mkdirSync(folder);
  here.queue.tryNow();
  await here.settled();
  expect([here.states(), files().length]).toEqual([['request sent'], 1]);
});

test('a message of which it is not certain that it was put there is put again as the same file', async () => {
  const names: string[] = [];
  let isSilent = true;
  here.start({
    folder: {
      isChosen: () => true,
      put: async (file) => {
        names.push(file.name);
        await putMessageFile({ ...file, folder });
        return isSilent
          ? { kind: 'unknown', words: 'The drive does not answer.' }
          : { kind: 'unconfirmed', words: '' };
      },
    },
  });
  here.send(here.newRequest());
  await here.settled();
  expect([here.states(), here.note('request')]).toEqual([['request failed'], 'The drive does not answer.']);
  isSilent = false;
  here.queue.tryNow();
  await here.settled();
  expect([here.states(), files()]).toEqual([['request sent'], [names[0]]]);
  expect(names).toEqual([names[0], names[0]]);
});

test('a file is never seen half written, and a folder that is a file is refused', async () => {
  writeFileSync(join(folder, 'out'), '');
  expect(await putMessageFile({ folder, name: 'a.xml', text: '<a/>' })).toContain('The folder cannot');
  rmSync(join(folder, 'out'));
  expect(await putMessageFile({ folder, name: 'a.xml', text: '<a/>' })).toBeNull();
  expect(await putMessageFile({ folder, name: 'a.xml', text: '<b/>' })).toBeNull();
  expect([files(), textOf('a.xml')]).toEqual([['a.xml'], '<b/>']);
  // What could not be finished leaves nothing.
  mkdirSync(join(folder, 'out', 'b.xml'));
  expect(await putMessageFile({ folder, name: 'b.xml', text: '<b/>' })).not.toBeNull();
  expect(files()).toEqual(['a.xml', 'b.xml']);
});

test('bytes that confirm nothing of ours are left to the inbox', async () => {
  await sendOne();
  const take = (text: string): boolean =>
    takeConfirmation(here.desk.context.db, Buffer.from(text), here.desk.context.now());
  expect(take('shopping list')).toBe(false);
  expect(take(textOf(files()[0] ?? ''))).toBe(false);
  expect(here.said()).toEqual(['request sent']);
});
