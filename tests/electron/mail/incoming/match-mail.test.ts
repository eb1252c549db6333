import { beforeEach, expect, test } from 'vitest';
import { openTestDesk } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { askedRequest, keepsMail, mailOf, sentLetter } from '../../../support/incoming-mail/partner-mail.ts';

const desk = forEachTest(openTestDesk);
let first: ReturnType<typeof askedRequest>;
let second: ReturnType<typeof askedRequest>;
beforeEach(() => {
  first = askedRequest(desk, '01MAIN0000101');
  second = askedRequest(desk, '01MAIN0000102');
  sentLetter(desk, 'partner', first, '<l1@main.example>');
  sentLetter(desk, 'partner', second, '<l2@main.example>');
});

const none = { requestId: null, turnId: null };
const text = 'The book was shipped today.';

test('a mail belongs to the request of the letter that it answers, from whatever address', () => {
  const mail = mailOf({ from: 'ann@elsewhere.example', answers: ['<l1@main.example>'], text });
  expect(keepsMail(desk, mail)).toEqual({ ...first, proposed: 'shipped' });
});

test('the mail that it answers decides, not those before it', () => {
  const mail = mailOf({ answers: ['<l2@main.example>', '<l1@main.example>'], text });
  expect(keepsMail(desk, mail)).toMatchObject(second);
});

test('a mail in a conversation about two requests that answers neither letter waits for staff', () => {
  const mail = mailOf({ answers: ['<their@own.example>', '<l2@main.example>', '<l1@main.example>'], text });
  expect(keepsMail(desk, mail)).toEqual({ ...none, proposed: null });
});

test('a letter that certainly was not sent cannot be answered', () => {
  desk.raw.exec('UPDATE outbox SET may_have_left_at = NULL');
  expect(keepsMail(desk, mailOf({ from: 'x@y.example', answers: ['<l1@main.example>'] }))).toMatchObject(
    none,
  );
});

test('a mail of the patron belongs to the request, and answers nothing for a partner', () => {
  sentLetter(desk, 'patron', first, '<p1@main.example>');
  const mail = mailOf({ from: 'reader@else.example', answers: ['<p1@main.example>'], text });
  expect(keepsMail(desk, mail)).toEqual({ requestId: first.requestId, turnId: null, proposed: null });
});

test.each([
  ['Your request 01MAIN0000101'],
  ['ILL#01main0000101: shipped'],
  ['(01MAIN0000101)'],
  ['Request:01MAIN0000101.'],
])('a partner names the identifier as a whole word: %s', (subject) => {
  expect(keepsMail(desk, mailOf({ subject, text }))).toEqual({ ...first, proposed: 'shipped' });
});

test('an identifier in the text counts if the subject has none', () => {
  expect(keepsMail(desk, mailOf({ subject: 'Hello', text: `${text}\n(01MAIN0000102)` }))).toMatchObject(
    second,
  );
  expect(
    keepsMail(desk, mailOf({ subject: '01MAIN0000101', text: `${text} Not 01MAIN0000102.` })),
  ).toMatchObject(first);
});

test.each([
  ['a part of a word', 'x01MAIN0000101y 01MAIN00001011'],
  ['two requests', '01MAIN0000101 and 01MAIN0000102'],
  ['an identifier that is not here', '01MAIN0000999'],
  ['nothing', ''],
])('nothing is guessed from %s', (_, subject) => {
  expect(keepsMail(desk, mailOf({ subject, text }))).toEqual({ ...none, proposed: null });
});

test('an identifier from anybody else proves nothing', () => {
  const subject = '01MAIN0000101';
  expect(keepsMail(desk, mailOf({ from: 'thief@else.example', subject, text }))).toMatchObject(none);
  expect(keepsMail(desk, mailOf({ from: '', subject, text }))).toMatchObject(none);
  // A partner that was never asked.
  desk.raw.exec(
    "INSERT INTO partner (id, code, name, email) VALUES (2, 'EAST', 'East College', 'ill@east.example')",
  );
  expect(keepsMail(desk, mailOf({ from: 'ill@east.example', subject, text }))).toMatchObject(none);
  desk.raw.exec('UPDATE turn SET heard = 0');
  expect(keepsMail(desk, mailOf({ subject, text: `${text} again` }))).toMatchObject(none);
});

test('a short number is no identifier: a year or a day would be one by chance', () => {
  const { requestId } = askedRequest(desk, '2027');
  const long = askedRequest(desk, '20270115');
  expect(keepsMail(desk, mailOf({ subject: 'due 15 Jan 2027', text })).requestId).not.toBe(requestId);
  expect(keepsMail(desk, mailOf({ subject: '20270115', text }))).toMatchObject(long);
});

test('the same mail is kept once, wherever it is read again', () => {
  const mail = mailOf({ messageId: '<a@north.example>', text });
  keepsMail(desk, mail);
  keepsMail(desk, { ...mail, sentAt: new Date(0) });
  keepsMail(desk, { ...mail, text: 'Another one with the same Message-ID' });
  expect(desk.raw.prepare('SELECT count(*) FROM incoming_mail').pluck().get()).toBe(2);
});
