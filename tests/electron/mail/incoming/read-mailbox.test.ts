import type { MailboxPosition } from '../../../../electron/main/desk/store/incoming-mail.queries.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type FetchedMail,
  type Look,
  longestMail,
  type Mailbox,
  mostMails,
  readMailbox,
  testMailbox,
} from '../../../../electron/main/mail/incoming/read-mailbox.ts';
import { type Dovecot, startDovecot } from '../../../support/incoming-mail/dovecot.ts';
import { freePort } from '../../../support/mail-server.ts';

// Against a real server: dovecot.

let server: Dovecot;
beforeAll(async () => {
  server = await startDovecot();
});
afterAll(() => server.stop());

let folder = '';
let count = 0;
beforeEach(() => {
  // A folder for each test.
  count += 1;
  folder = `Test${count}`;
});

const mailbox = (change: Partial<Mailbox> = {}): Mailbox => ({
  host: 'localhost',
  port: server.port,
  security: 'starttls',
  user: server.user,
  password: server.password,
  folder,
  ca: server.certificate.cert,
  ...change,
});
const mail = (subject: string, more = ''): string =>
  `From: ill@north.example\r\nSubject: ${subject}\r\nDate: Wed, 25 Nov 2026 09:00:00 +0000\r\n${more}\r\nHello\r\n`;
const deliver = (...subjects: readonly string[]): void => {
  for (const subject of subjects) server.deliver(mail(subject), folder);
};

type Options = Parameters<typeof readMailbox>[1];
const look = async (
  position: MailboxPosition | null,
  options: Partial<Options> & { readonly mailbox?: Partial<Mailbox> } = {},
): Promise<{
  readonly look: Look;
  readonly subjects: readonly string[];
  readonly mails: readonly FetchedMail[];
}> => {
  const mails: FetchedMail[] = [];
  const result = await readMailbox(mailbox(options.mailbox), {
    position,
    take: (one) => Promise.resolve(void mails.push(one)),
    // The mails are as old as their files.
    now: new Date(1_700_000_000_000),
    ...options,
  });
  const subjectOf = ({ raw }: FetchedMail): string =>
    raw === null ? 'none' : (/^Subject: (.*)$/mu.exec(Buffer.from(raw).toString())?.[1]?.trim() ?? '');
  return { look: result, subjects: mails.map(subjectOf), mails };
};
const positionOf = (result: Look): MailboxPosition => {
  if (result.kind !== 'read') throw new Error(result.words);
  return result.position;
};

test('each mail is read once, in its order', async () => {
  deliver('1', '2', '3');
  const first = await look(null);
  expect(first.subjects).toEqual(['1', '2', '3']);
  expect((await look(positionOf(first.look))).subjects).toEqual([]);
  deliver('4');
  const second = await look(positionOf(first.look));
  expect(second.subjects).toEqual(['4']);
  expect(second.look).toMatchObject({ kind: 'read', isMore: false });
});

test('nothing in the mailbox is changed', async () => {
  deliver('1', '2');
  server.deliver(mail('inbox'));
  const before = server.files();
  await look(null);
  await look(null, { mailbox: { folder: 'INBOX' } });
  expect(server.files()).toEqual(before);
  // A mail that counts as read has an S in its name.
  expect(before.filter((name) => name.includes(':2,'))).toEqual([]);
});

test('old mails do not count as new at the first look', async () => {
  deliver('1');
  expect((await look(null, { now: new Date(1_800_000_000_000) })).subjects).toEqual([]);
});

test('many mails are read in several looks', async () => {
  deliver(...Array.from({ length: mostMails + 3 }, (_, index) => `n${index}`));
  const first = await look(null);
  expect(first.look).toMatchObject({ kind: 'read', isMore: true });
  expect(first.subjects).toHaveLength(mostMails);
  const rest = await look(positionOf(first.look));
  expect(rest.subjects).toEqual(['n100', 'n101', 'n102']);
});

test('a mailbox that was numbered anew is read anew', async () => {
  deliver('1');
  const { look: first } = await look(null);
  const position = { ...positionOf(first), uidValidity: '1', lastUid: 99 };
  expect((await look(position)).subjects).toEqual(['1']);
});

test('of a large mail the beginning is read', async () => {
  server.deliver(mail('large') + 'x'.repeat(3 * longestMail), folder);
  deliver('next');
  const { mails, subjects } = await look(null);
  expect(subjects).toEqual(['large', 'next']);
  expect(mails[0]).toMatchObject({ isCut: true });
  expect(mails[0]?.raw?.length).toBe(longestMail);
  expect(mails[1]).toMatchObject({ isCut: false });
});

test('a mail to be skipped is reported without its text, and those after it are read', async () => {
  deliver('1', '2', '3');
  expect((await look(null, { skip: new Set([2]) })).subjects).toEqual(['1', 'none', '3']);
});

test('it can be ended between two mails', async () => {
  deliver('1', '2', '3');
  const ending = new AbortController();
  const taken: number[] = [];
  await look(null, {
    signal: ending.signal,
    take: ({ uid }) => {
      taken.push(uid);
      ending.abort();
      return Promise.resolve();
    },
  });
  expect(taken).toEqual([1]);
});

test.each([
  ['tls', 'tls', (): number => server.tlsPort],
  ['starttls', 'starttls', (): number => server.port],
  ['none', 'none', (): number => server.port],
] as const)('a mailbox is read with encryption %s', async (_, security, port) => {
  deliver('1');
  const { subjects } = await look(null, { mailbox: { security, port: port() } });
  expect(subjects).toEqual(['1']);
  expect(await testMailbox(mailbox({ security, port: port() }))).toBeNull();
});

const fast = { connectMs: 1_500, answerMs: 1_500, wholeMs: 5_000 };
test.each<
  readonly [string, 'account' | 'no-connection', RegExp, () => Promise<Partial<Mailbox>> | Partial<Mailbox>]
>([
  ['a wrong password', 'account', /user name and password/u, () => ({ password: 'wrong' })],
  ['a folder that is not there', 'account', /no folder with that name/u, () => ({ folder: 'Nothing' })],
  ['a certificate of nobody known', 'account', /certificate is not trusted/u, () => ({ ca: null })],
  [
    'TLS where there is none',
    'account',
    /No encrypted connection/u,
    () => ({ security: 'tls', port: server.port }),
  ],
  [
    'nobody at the port',
    'no-connection',
    /refuses the connection/u,
    async () => ({ port: await freePort() }),
  ],
  ['silence', 'no-connection', /did not answer in time/u, () => ({ port: server.tlsPort, security: 'none' })],
])('a fault is said in words: %s', async (_, kind, words, change) => {
  deliver('1');
  const given = await change();
  const { look: result } = await look(null, { mailbox: given, timeouts: fast });
  expect(result).toMatchObject({ kind, at: null });
  expect('words' in result && result.words).toMatch(words);
  expect(await testMailbox(mailbox(given), fast)).toMatchObject({ kind });
});

test('an outage is over when the server is back', async () => {
  deliver('1');
  await server.stop();
  expect((await look(null, { timeouts: fast })).look.kind).toBe('no-connection');
  await server.start();
  expect((await look(null)).subjects).toEqual(['1']);
});
