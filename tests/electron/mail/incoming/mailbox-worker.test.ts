import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { MailboxAccount } from '../../../../electron/main/desk/output/mail/mailbox.service.ts';
import {
  type MailboxWorker,
  type MailboxWorkerOptions,
  startMailboxWorker,
} from '../../../../electron/main/mail/incoming/mailbox-worker.ts';
import { readMail } from '../../../../electron/main/mail/incoming/read-mail.ts';
import { readMailbox } from '../../../../electron/main/mail/incoming/read-mailbox.ts';
import { openTestDesk } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { type Dovecot, startDovecot } from '../../../support/incoming-mail/dovecot.ts';
import { askedRequest } from '../../../support/incoming-mail/partner-mail.ts';

// The worker reads a real mailbox of dovecot into a real database.

let server: Dovecot;
beforeAll(async () => {
  server = await startDovecot();
});
afterAll(() => server.stop());

const desk = forEachTest(openTestDesk);
let workers: MailboxWorker[];
let faults: unknown[];
let folder = '';
let count = 0;
beforeEach(() => {
  workers = [];
  faults = [];
  count += 1;
  folder = `Work${count}`;
});
afterEach(async () => {
  for (const worker of workers) await worker.stop();
  if (faults.length > 0) throw new Error(String(faults[0]));
});

const mailbox = (): MailboxAccount => ({
  host: 'localhost',
  port: server.port,
  security: 'starttls',
  user: server.user,
  password: server.password,
  folder,
  ca: server.certificate.cert,
});
const deliver = (subject: string, text = 'The book was shipped today.', more = ''): void =>
  server.deliver(`From: North <ill@north.example>\r\nSubject: ${subject}\r\n${more}\r\n${text}\r\n`, folder);
const work = (options: Partial<MailboxWorkerOptions> = {}): MailboxWorker => {
  const worker = startMailboxWorker({
    db: desk.context.db,
    mailbox,
    accountNumber: () => 1,
    isSetUp: () => true,
    reads: () => true,
    mayNot: () => false,
    read: readMailbox,
    readMail,
    // Mails of a minute ago are new at the first look.
    now: () => new Date(),
    random: () => 0.5,
    changed: () => undefined,
    logFault: (error) => faults.push(error),
    everyMs: 50,
    retryMs: 10,
    ...options,
  });
  workers.push(worker);
  worker.kick();
  return worker;
};
const kept = (): unknown[] =>
  desk.raw
    .prepare("SELECT subject, request_id, proposal ->> '$.kind' FROM incoming_mail ORDER BY id")
    .raw()
    .all();

test('mails are kept with their request and the answer that they give, also those that come later', async () => {
  const { requestId } = askedRequest(desk, '01MAIN0000101');
  deliver('01MAIN0000101');
  deliver('Hello');
  const worker = work();
  const first = [
    ['01MAIN0000101', requestId, 'shipped'],
    ['Hello', null, null],
  ];
  await expect.poll(kept).toEqual(first);
  await expect.poll(() => worker.describe().state).toBe('ready');
  deliver('Later');
  await expect.poll(kept).toEqual([...first, ['Later', null, null]]);
});

test('after a restart no mail is read again', async () => {
  deliver('1');
  await expect.poll(() => (work(), kept())).toHaveLength(1);
  await Promise.all(workers.map((worker) => worker.stop()));
  desk.raw.exec('DELETE FROM incoming_mail');
  deliver('2');
  work();
  await expect.poll(kept).toEqual([['2', null, null]]);
});

test('a mail that cannot be read is kept as such, and blocks no other', async () => {
  server.deliver(
    `Content-Type: multipart/mixed; boundary=b0\r\n\r\n--b0\r\n${Array.from({ length: 100 }, (_, n) => `Content-Type: multipart/mixed; boundary=c${n}\r\n\r\n--c${n}\r\n`).join('')}`,
    folder,
  );
  deliver('After it');
  work();
  await expect.poll(kept).toEqual([
    ['E-mail that Borrow Desk cannot read', null, null],
    ['After it', null, null],
  ]);
});

test('only the workstation that sends the letters reads', async () => {
  deliver('1');
  let reads = false;
  const worker = work({ reads: () => reads });
  expect(worker.describe().state).toBe('elsewhere');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(kept()).toEqual([]);
  reads = true;
  worker.kick();
  await expect.poll(kept).toHaveLength(1);
});

test('mails wait while a file is imported', async () => {
  deliver('1');
  let isImporting = true;
  const worker = work({ mayNot: () => isImporting });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(kept()).toEqual([]);
  expect(worker.describe().state).toBe('waiting');
  isImporting = false;
  await expect.poll(kept).toHaveLength(1);
});

test('a fault pauses it, is said, and ends with the pause or when staff look now', async () => {
  deliver('1');
  let password = 'wrong';
  let looks = 0;
  const worker = work({
    mailbox: () => ({ ...mailbox(), password }),
    read: (...given) => ((looks += 1), readMailbox(...given)),
  });
  await expect
    .poll(() => worker.describe())
    .toMatchObject({ state: 'failing', words: /user name and password/u });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(looks).toBe(1);
  password = server.password;
  worker.lookNow();
  await expect.poll(kept).toHaveLength(1);
  await expect.poll(() => worker.describe()).toMatchObject({ state: 'ready', words: '' });
});

test('a mail with which the connection is lost again and again is passed over', async () => {
  deliver('1');
  deliver('2');
  const worker = work({
    read: (account, options) =>
      options.skip?.has(1) === true
        ? readMailbox(account, options)
        : Promise.resolve({ kind: 'no-connection', words: 'Lost.', at: 1 }),
  });
  await expect
    .poll(() => (worker.lookNow(), kept()))
    .toEqual([
      ['E-mail that Borrow Desk cannot read', null, null],
      ['2', null, null],
    ]);
});

test('mails that match no request, and those of forgotten patrons, are deleted after a time', async () => {
  const { requestId } = askedRequest(desk, '01MAIN0000101');
  const row = desk.raw.prepare(
    'INSERT INTO incoming_mail (identity, request_id, set_aside_at, received_at, updated_at) VALUES (?, ?, ?, ?, ?)',
  );
  const old = '2020-01-01T00:00:00.000Z';
  const now = new Date().toISOString();
  row.run('long ago', null, null, old, old);
  row.run('aside now', null, now, now, now);
  row.run('waits', null, null, now, now);
  row.run('of a forgotten patron', requestId, null, old, old);
  row.run('of one that is known', askedRequest(desk, '01MAIN0000102').requestId, null, old, old);
  desk.raw.prepare('UPDATE request SET patron_forgotten_at = ? WHERE id = ?').run(old, requestId);
  work();
  await expect
    .poll(() => desk.raw.prepare('SELECT identity FROM incoming_mail ORDER BY id').pluck().all())
    .toEqual(['aside now', 'waits', 'of one that is known']);
});
