import { beforeEach, expect, test } from 'vitest';
import { incomingMailService } from '../../../../electron/main/mail/incoming/incoming-mail.service.ts';
import { threadService } from '../../../../electron/main/partners/exchange/thread.service.ts';
import type { IncomingMail } from '../../../../electron/main/mail/incoming/read-mail.ts';
import { readRows } from '../../../../electron/main/desk/queries/list/list.queries.ts';
import { todayService } from '../../../../electron/main/desk/queries/today/today.service.ts';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import { findRequest } from '../../../../electron/main/desk/store/requests.queries.ts';
import { eraseRowsOf } from '../../../../electron/main/desk/store/erase-patron.queries.ts';
import { inTransaction } from '../../../../electron/main/db/open.ts';
import type { Instant, OperatorId, OpId } from '../../../../shared/domain/ids.ts';
import type { IncomingMailView } from '../../../../shared/ipc/calls/incoming-mail.ts';
import { newOpId, openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { askedRequest, keepsMail, mailOf } from '../../../support/incoming-mail/partner-mail.ts';
import { codeOf, valueOf } from '../../../support/results.ts';
import { entriesOf } from '../../../support/thread.ts';

const desk = forEachTest(openTestDesk);
let asked: ReturnType<typeof askedRequest>;
let mails: ReturnType<typeof incomingMailService>;
beforeEach(() => {
  asked = askedRequest(desk, '01MAIN0000101');
  mails = incomingMailService(desk.context);
});

const mailsOf = (): IncomingMailView[] =>
  entriesOf(desk.context, asked.requestId).flatMap(({ mail }) => mail ?? []);
const comes = (
  values: Partial<Omit<IncomingMail, 'from'>> & { readonly from?: string },
): IncomingMailView => {
  keepsMail(desk, mailOf({ subject: 'Your request 01MAIN0000101', ...values }));
  const [first] = mailsOf();
  if (!first) throw new Error('It belongs to no request.');
  return first;
};
const asOf = (): Instant => {
  const request = findRequest(desk.context.db, asked.requestId);
  if (!request) throw new Error('There is no request.');
  return request.updatedAt;
};
const takes = (id: number, opId: OpId = newOpId()) => mails.take({ opId, id, asOf: asOf() });
const signInElsewhere = ({ raw, context: { session } }: TestDesk): void => {
  raw.exec(`
    INSERT INTO operator (id, name) VALUES (2, 'B. Hill');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'fulfillment-services-operator', 2)`);
  session.refresh();
  valueOf(session.chooseOperator(2 as OperatorId));
};
const status = (): string => findRequest(desk.context.db, asked.requestId)?.status ?? '';

test('an answer is proposed with its words, and nothing happens until staff take it', () => {
  const mail = comes({ text: 'Hello,\n\nThe book was shipped today.\n\nBest regards\nNorth' });
  expect(mail).toMatchObject({
    proposal: { kind: 'shipped', words: 'The book was shipped today.', day: null },
    isTaken: false,
  });
  expect(status()).toBe('REQUEST_SENT');
  valueOf(takes(mail.id));
  expect(status()).toBe('SHIPPED_PHYSICALLY');
  expect(mailsOf()).toMatchObject([{ proposal: null, isTaken: true }]);
});

test('what the partner wrote becomes the note of the answer, without what it quotes', () => {
  const { id } = comes({
    text: 'We can lend it only for in-library use.\n\nOn 3 Nov, you wrote:\n> Please lend it.',
  });
  valueOf(takes(id));
  expect(status()).toBe('CONDITIONAL');
  expect(desk.raw.prepare('SELECT note FROM turn_condition').pluck().all()).toEqual([
    'We can lend it only for in-library use.',
  ]);
});

test('a day until which it is lent is taken with the answer, unless it has passed', () => {
  const { id } = comes({ text: 'The book was shipped today. It is due back on 15 January 2027.' });
  valueOf(takes(id));
  expect(desk.raw.prepare('SELECT due_on FROM turn').pluck().all()).toEqual(['2027-01-15']);
});

test('recorded twice with the same id it is one step, and after undo it is proposed again', () => {
  const mail = comes({ text: 'The book was shipped today.' });
  const opId = newOpId();
  const input = { opId, id: mail.id, asOf: asOf() };
  expect(valueOf(mails.take(input))).toEqual(valueOf(mails.take(input)));
  valueOf(take(desk.context, 'undo', { opId: newOpId(), undoes: opId }));
  expect(status()).toBe('REQUEST_SENT');
  expect(mailsOf()).toMatchObject([{ proposal: { kind: 'shipped' }, isTaken: false }]);
});

test('an answer that the request no longer allows is not proposed', () => {
  const mail = comes({ text: 'The loan has been renewed until 15 January 2027.' });
  expect(mail.proposal).toBeNull();
  expect(codeOf(takes(mail.id))).toBe('status-forbids');
});

test('a cancellation is agreed to if it was asked for', () => {
  desk.raw.exec('UPDATE partner SET cancel_needs_consent = 1');
  expect(comes({ text: 'Your request has been cancelled.' }).proposal?.kind).toBe('cancelled');
  const cancel = {
    opId: newOpId(),
    requestId: asked.requestId,
    asOf: null,
    reason: 'OTHER',
    note: '',
    notifyPatron: false,
  };
  valueOf(take(desk.context, 'cancel', cancel as never));
  expect(mailsOf()[0]?.proposal?.kind).toBe('cancel-accepted');
});

test('no answer is recorded on a request that has changed since it was shown', () => {
  const mail = comes({ text: 'The book was shipped today.' });
  const before = asOf();
  desk.setNow('2026-11-25T10:00:00Z');
  valueOf(
    take(desk.context, 'add-note', { opId: newOpId(), requestId: asked.requestId, text: 'x', active: false }),
  );
  desk.raw.exec("UPDATE request SET updated_at = '2026-11-25T11:00:00.000Z'");
  expect(codeOf(mails.take({ opId: newOpId(), id: mail.id, asOf: before }))).toBe('request-changed');
});

test('a dismissed proposal does not come back', () => {
  const { id } = comes({ text: 'The book was shipped today.' });
  valueOf(mails.dismiss({ id }));
  expect(mailsOf()).toMatchObject([{ proposal: null, isTaken: false }]);
});

test('staff assign a mail to a request, whose answer is then proposed', () => {
  keepsMail(desk, mailOf({ subject: 'Hello', text: 'The book was shipped today.' }));
  const { total, rows } = valueOf(mails.withoutRequest({ offset: 0, limit: 10 }));
  expect([total, rows.map(({ subject, proposal }) => [subject, proposal])]).toEqual([1, [['Hello', null]]]);
  const id = rows[0]?.id ?? 0;
  expect(codeOf(mails.assign({ id, externalId: 'nothing' }))).toBe('identifier-unknown');
  const odd = mails.assign({ id, externalId: '\u000b\u0002' });
  expect(odd).toMatchObject({ error: { message: 'Scan or type an external identifier.' } });
  expect(valueOf(mails.assign({ id, externalId: ' 01main0000101 ' }))).toEqual({
    requestId: asked.requestId,
    externalId: '01MAIN0000101',
  });
  expect(valueOf(mails.withoutRequest({ offset: 0, limit: 10 })).total).toBe(0);
  expect(mailsOf()).toMatchObject([{ proposal: { kind: 'shipped' } }]);
  expect(codeOf(mails.assign({ id, externalId: '01MAIN0000101' }))).toBe('mail-assigned');
});

test('a mail from another address can be assigned, but proposes nothing', () => {
  keepsMail(desk, mailOf({ from: 'ann@else.example', text: 'The book was shipped today.' }));
  const id = valueOf(mails.withoutRequest({ offset: 0, limit: 10 })).rows[0]?.id ?? 0;
  valueOf(mails.assign({ id, externalId: '01MAIN0000101' }));
  expect(mailsOf()).toMatchObject([{ proposal: null }]);
});

test('a mail that was set aside is no longer listed, and can be brought back', () => {
  keepsMail(desk, mailOf({ text: 'Buy this!' }));
  const page = { offset: 0, limit: 10 };
  const id = valueOf(mails.withoutRequest(page)).rows[0]?.id ?? 0;
  valueOf(mails.setAside({ id, isAside: true }));
  expect(valueOf(mails.withoutRequest(page)).total).toBe(0);
  valueOf(mails.setAside({ id, isAside: false }));
  expect(valueOf(mails.withoutRequest(page)).total).toBe(1);
});

test('a mail about a request is on Today and marked in the list until staff saw it', async () => {
  const today = () =>
    valueOf(todayService(desk.context).list({ card: 'new-mail', offset: 0, limit: 9 })).rows.map(
      ({ externalId, note }) => [externalId, note],
    );
  const marked = () =>
    readRows(desk.context.db, [asked.requestId]).map(({ unreadMessages }) => unreadMessages);
  const { id } = comes({ text: 'Is the second edition right?' });
  expect(today()).toEqual([['01MAIN0000101', 'Your request 01MAIN0000101\nIs the second edition right?']]);
  expect(marked()).toEqual([1]);
  const seen = { requestId: asked.requestId, messageIds: [], mailIds: [id] };
  await threadService(desk.context).markRead(seen);
  expect([today(), marked()]).toEqual([[], [0]]);
});

test('without a role at the library mails are not changed', () => {
  const { id } = comes({ text: 'The book was shipped today.' });
  signInElsewhere(desk);
  expect(codeOf(mails.dismiss({ id }))).toBe('role-missing');
  expect(codeOf(takes(id))).toBe('role-missing');
});

test('mails are forgotten with the patron of their request', () => {
  comes({ text: 'For Reader, A.' });
  inTransaction(desk.context.db, (db) =>
    eraseRowsOf(db, asked.requestId, '2026-11-25T09:00:00.000Z' as Instant),
  );
  expect(desk.raw.prepare('SELECT count(*) FROM incoming_mail').pluck().get()).toBe(0);
});
