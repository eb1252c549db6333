import { expect, test } from 'vitest';
import { mailLimits, readMail } from '../../../../electron/main/mail/incoming/read-mail.ts';

const read = (...lines: readonly string[]) => readMail(Buffer.from(lines.join('\r\n')));

test('a plain mail is read with what it answers', async () => {
  const mail = await read(
    'From: =?utf-8?Q?J=C3=B6rg?= <ill@north.example>',
    'Subject: =?utf-8?B?UmU6IEbDvHIgU2ll?=',
    'Date: Tue, 3 Nov 2026 10:12:00 +0100',
    'Message-ID: <a1@north.example>',
    'In-Reply-To: <b2@main.example>',
    'References: <b0@main.example> <b1@main.example> <b2@main.example>',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Das Buch wurde f=FCr Sie versandt.',
  );
  expect(mail).toEqual({
    messageId: '<a1@north.example>',
    from: { name: 'Jörg', address: 'ill@north.example' },
    subject: 'Re: Für Sie',
    sentAt: new Date('2026-11-03T09:12:00Z'),
    text: 'Das Buch wurde für Sie versandt.',
    attachments: [],
    answers: ['<b2@main.example>', '<b1@main.example>', '<b0@main.example>'],
    isAutomatic: false,
  });
});

test('of a mail in HTML the text is kept, and of attachments the names', async () => {
  const mail = await read(
    'From: a@b.example',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Shipped <img src="https://tracker.example/1.png"><script>alert(1)</script>today</p>',
    '--x',
    'Content-Type: application/pdf; name="../../etc/passwd"',
    'Content-Disposition: attachment; filename="Rechnung\u202Efdp.exe"',
    '',
    'JVBERi0=',
    '--x',
    'Content-Type: message/rfc822',
    '',
    'Subject: The book was shipped',
    '',
    'We have shipped it.',
    '--x--',
  );
  expect(mail.text).toBe('Shipped today');
  expect(mail.attachments).toEqual(['Rechnungfdp.exe', 'message/rfc822']);
});

test.each([
  ['Auto-Submitted: auto-replied'],
  ['Precedence: bulk'],
  ['Return-Path: <>'],
  ['List-Id: <all.example>'],
  ['Content-Type: multipart/report; boundary=x'],
])('a mail that a program sent in answer contains no answer of a person: %s', async (header) => {
  const { isAutomatic } = await read('From: ill@north.example', header, '', 'x');
  expect(isAutomatic).toBe(true);
});

test('a notice that a program wrote on its own is read like a mail', async () => {
  const { isAutomatic } = await read('From: ill@north.example', 'Auto-Submitted: auto-generated', '', 'x');
  expect(isAutomatic).toBe(false);
});

test('only one address is a sender', async () => {
  const from = async (header: string) => (await read(`From: ${header}`, '', 'x')).from.address;
  expect(await from('ill@north.example')).toBe('ill@north.example');
  expect(await from('"ill@north.example" <thief@else.example>')).toBe('thief@else.example');
  expect(await from('undisclosed')).toBe('');
  expect(await from(`${'a'.repeat(10_000)}@b.example`)).toBe('');
});

const boundaries = (depth: number): string =>
  Array.from(
    { length: depth },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
  ).join('');

test.each<readonly [string, string]>([
  ['nothing', ''],
  ['no header', '\r\n\r\nx'],
  ['bytes without lines', '\u0000'.repeat(400_000)],
  ['a header of 400 KB', `Subject: ${'a '.repeat(200_000)}\r\n\r\nx`],
  ['100,000 headers', `${'X: y\r\n'.repeat(50_000)}\r\nx`],
  ['parts in parts', boundaries(2_000)],
  [
    'parts beside each other',
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(40_000)}`,
  ],
  ['mails in mails', 'Content-Type: message/rfc822\r\n\r\n'.repeat(10_000)],
  ['an unknown charset', 'Content-Type: text/plain; charset=x-klingon\r\n\r\n\u00ff\u00fe'],
  ['a charset with nothing', 'Content-Type: text/plain; charset=utf-16\r\n\r\na'],
  ['an unknown encoding', 'Content-Transfer-Encoding: x-none\r\n\r\nx'],
  ['broken base64', `Content-Transfer-Encoding: base64\r\n\r\n${'=*='.repeat(100_000)}`],
  [
    'broken quoted-printable',
    `Content-Transfer-Encoding: quoted-printable\r\n\r\n${'=G=\r\n'.repeat(80_000)}`,
  ],
  ['encoded words', `Subject: ${'=?utf-8?B?/w==?= '.repeat(20_000)}\r\n\r\nx`],
  ['many references', `References: ${'<a@b> '.repeat(40_000)}\r\n\r\nx`],
  ['many addresses', `From: ${'a@b.example, '.repeat(15_000)}\r\n\r\nx`],
  ['comments in an address', `From: ${'('.repeat(200_000)}\r\n\r\nx`],
  ['quotes in a name', `Content-Disposition: attachment; filename="${'\\"'.repeat(100_000)}"\r\n\r\nx`],
  [
    'continued parameters',
    `Content-Type: text/plain${Array.from({ length: 9_000 }, (_, n) => `; name*${n}*=%ff`).join('')}\r\n\r\nx`,
  ],
  ['a date without sense', 'Date: Tue, 99 Foo 99999 99:99:99\r\n\r\nx'],
  ['nested HTML', `Content-Type: text/html\r\n\r\n${'<div>'.repeat(80_000)}`],
  [
    'flowed text',
    `Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n${'> '.repeat(100_000)}\r\n${'a \r\n'.repeat(80_000)}`,
  ],
])('a hostile mail is read within bounds, or refused: %s', async (_, raw) => {
  const before = process.cpuUsage();
  const mail = await readMail(Buffer.from(raw, 'latin1')).catch(() => null);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(4_000);
  if (mail === null) return;
  expect(mail.text.length).toBeLessThanOrEqual(mailLimits.text);
  expect(mail.subject.length).toBeLessThanOrEqual(mailLimits.line);
  expect(mail.answers.length).toBeLessThanOrEqual(mailLimits.answers);
  expect(mail.attachments.length).toBeLessThanOrEqual(mailLimits.attachments);
});
