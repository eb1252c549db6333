import { afterEach, describe, expect, test } from 'vitest';
import type { OutgoingLetter, MailAccount } from '../../../electron/main/desk/output/mail/ports.ts';
import { sendMail } from '../../../electron/main/mail/mailer.ts';
import { newMessageId } from '../../../electron/main/desk/output/mail/message-id.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { freePort, startMailServer, type MailServer } from '../../support/mail-server.ts';
import { startBadServer, type MailStage } from '../../support/scripted-mail-server.ts';
import { waitFor } from '../../support/waiting.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
const serve = async (options?: Parameters<typeof startMailServer>[0]): Promise<MailServer> => {
  const server = await startMailServer(options);
  ends.push(server.close);
  return server;
};

const account = (port: number, change: Partial<MailAccount> = {}): MailAccount => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  user: '',
  password: '',
  fromName: 'Interlibrary Loan',
  fromAddress: 'ill@main.example',
  ca: null,
  ...change,
});
const letter = (change: Partial<OutgoingLetter> = {}): OutgoingLetter => ({
  messageId: '<borrow-desk.MAIN.1.x@main.example>',
  to: { name: 'North University Library', address: 'ill@north.example' },
  replyTo: null,
  subject: 'Received: 01MAIN0000101',
  body: 'We have received it.\n',
  date: new Date('2026-11-25T09:30:00Z'),
  ...change,
});
const quick = { timeouts: { connectMs: 400, answerMs: 400, wholeMs: 10_000 } };
/** Timeouts for a server that must be reached on a busy machine before it falls silent. */
const slower = { timeouts: { connectMs: 10_000, answerMs: 1_500, wholeMs: 20_000 } };

describe('a letter that a server accepts', () => {
  test('arrives with its sender, recipient, Message-ID, date and text, as plain text', async () => {
    const server = await serve();
    const delivery = await sendMail(account(server.port), letter({ replyTo: 'desk@main.example' }));
    expect(delivery).toEqual({ kind: 'sent', words: '250 2.0.0 Taken as TEST1' });
    const [got, ...more] = server.received;
    expect(more).toEqual([]);
    expect(got?.from).toBe('ill@main.example');
    expect(got?.to).toEqual(['ill@north.example']);
    expect(Object.fromEntries(got?.headers ?? [])).toMatchObject({
      from: 'Interlibrary Loan <ill@main.example>',
      to: 'North University Library <ill@north.example>',
      'reply-to': 'desk@main.example',
      subject: 'Received: 01MAIN0000101',
      'message-id': '<borrow-desk.MAIN.1.x@main.example>',
      date: 'Wed, 25 Nov 2026 09:30:00 +0000',
      'auto-submitted': 'auto-generated',
      'content-type': 'text/plain; charset=utf-8',
    });
    expect(got?.body).toBe('We have received it.\n');
  });

  test.each([
    'Die Bücher der Flüsse',
    'כל כתבי ש״י עגנון',
    '📚 Emoji 👩‍👩‍👧',
    '<b>Bold</b> & <script>alert(1)</script>',
    `${'A very long title '.repeat(20)}end`,
  ])('keeps %s as text in subject and body', async (title) => {
    const server = await serve();
    const body = `Title: ${title}\n\n.\n.hidden\nFrom here\n`;
    await sendMail(account(server.port), letter({ subject: title, body }));
    expect(server.received[0]?.headers.get('subject')).toBe(title);
    expect(server.received[0]?.body).toBe(body);
  });

  test('is sent to a recipient whose domain is in another script', async () => {
    const server = await serve();
    const to = { name: 'Bücher', address: 'ill@bücher.example' };
    expect(await sendMail(account(server.port), letter({ to }))).toMatchObject({ kind: 'sent' });
    // The server shows it in its own script again.
    expect(server.received[0]?.to).toEqual(['ill@bücher.example']);
    expect(server.received[0]?.raw).toContain('ill@xn--bcher-kva.example');
  });
});

describe('encryption', () => {
  const certificate = makeCertificate();

  test.each(['starttls', 'tls'] as const)(
    '%s works with a certificate of the library’s own authority',
    async (security) => {
      const server = await serve({ protection: security, certificate });
      const trusting = account(server.port, { security, ca: certificate.cert });
      expect(await sendMail(trusting, letter())).toMatchObject({ kind: 'sent' });
      expect(server.received).toHaveLength(1);
    },
  );

  test.each(['starttls', 'tls'] as const)('%s fails with an untrusted certificate', async (security) => {
    const server = await serve({ protection: security, certificate });
    expect(await sendMail(account(server.port, { security }), letter())).toMatchObject({
      kind: 'account',
      words: expect.stringContaining('certificate is not trusted'),
    });
    expect(server.received).toEqual([]);
  });

  test('STARTTLS is required: a server without it gets nothing', async () => {
    const server = await serve();
    const delivery = await sendMail(account(server.port, { security: 'starttls' }), letter());
    expect(delivery).toMatchObject({
      kind: 'account',
      words: expect.stringContaining('No encrypted connection'),
    });
    expect(server.received).toEqual([]);
  });

  test('a server that wants STARTTLS first does not get the letter without it', async () => {
    const server = await serve({
      protection: 'starttls',
      certificate,
      user: { name: 'ill', password: 'secret' },
    });
    const delivery = await sendMail(account(server.port, { security: 'none' }), letter());
    expect(delivery.kind).toBe('account');
    expect(server.received).toEqual([]);
  });

  test('the right user and password work, and wrong ones give the server’s words', async () => {
    const user = { name: 'ill', password: 'secret' };
    const server = await serve({ protection: 'starttls', certificate, user });
    const signed = account(server.port, { security: 'starttls', ca: certificate.cert, user: 'ill' });
    expect(await sendMail({ ...signed, password: 'secret' }, letter())).toMatchObject({ kind: 'sent' });
    expect(await sendMail({ ...signed, password: 'wrong' }, letter())).toMatchObject({
      kind: 'account',
      words: expect.stringContaining('535 5.7.8 Wrong user or password'),
    });
  });
});

describe('a letter is not sent', () => {
  test('if no server is listening', async () => {
    expect(await sendMail(account(await freePort()), letter(), quick)).toMatchObject({
      kind: 'no-connection',
      words: expect.stringContaining('refuses the connection'),
    });
  });

  test('if the server name is unknown', async () => {
    const nowhere = account(25, { host: 'no-such-server.invalid' });
    expect((await sendMail(nowhere, letter(), quick)).kind).toBe('no-connection');
  });

  const before: readonly MailStage[] = ['greeting', 'reader', 'data'];
  test.each(before.flatMap((point) => (['drop', 'silence'] as const).map((how) => [point, how] as const)))(
    'if the connection breaks at %s (%s) before it was handed over',
    async (point, how) => {
      const server = await startBadServer(point, how);
      ends.push(server.close);
      expect((await sendMail(account(server.port), letter(), quick)).kind).toBe('no-connection');
    },
  );
});

test.each(['drop', 'silence'] as const)(
  'a letter may have been sent if the connection breaks after it (%s)',
  async (how) => {
    const points = ['in-letter', 'letter'] as const;
    const deliveries = await Promise.all(
      points.map(async (point) => {
        const server = await startBadServer(point, how);
        ends.push(server.close);
        return await sendMail(account(server.port), letter(), slower);
      }),
    );
    const unknown = {
      kind: 'unknown',
      words: expect.stringContaining('Ask the recipient, or send it again') as string,
    };
    expect(deliveries).toMatchObject([unknown, unknown]);
  },
);

test('an attempt is aborted before the letter is handed over, and not after', async () => {
  for (const [point, kind] of [
    ['reader', 'later'],
    ['letter', 'unknown'],
  ] as const) {
    const server = await startBadServer(point, 'silence');
    ends.push(server.close);
    const stop = new AbortController();
    const sending = sendMail(account(server.port), letter(), { signal: stop.signal, ...slower });
    await waitFor('the talk at that point', () => server.stages().includes(point) || undefined);
    stop.abort();
    expect((await sending).kind).toBe(kind);
  }
});

test('a Message-ID uses the sender’s domain, whatever the library’s code is', () => {
  const made = newMessageId({
    outboxId: 7,
    libraryCode: 'MÄIN> \r\nX',
    random: 'abc',
    fromAddress: 'ill@bücher.example',
  });
  expect(made).toBe('<borrow-desk.MINX.7.abc@xn--bcher-kva.example>');
});
