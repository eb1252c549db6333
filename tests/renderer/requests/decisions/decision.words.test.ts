import { expect, test } from 'vitest';
import type { AnswerDraft } from '../../../../renderer/src/requests/decisions/forms/answer-draft.ts';
import { answerOf, fieldsOf } from '../../../../renderer/src/requests/decisions/forms/answer-draft.ts';
import {
  cancelAhead,
  impossible,
  renewalAhead,
  replyAhead,
} from '../../../../renderer/src/requests/decisions/decision.words.ts';
import type { CalendarDate, Instant, PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import { partnerAnswerKinds } from '../../../../shared/domain/partner-answers.ts';
import { partnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import type { RequestFactsView } from '../../../../shared/ipc/decision-views.ts';
import { lifeOf } from '../../support/life.ts';

const draft = (values: Partial<AnswerDraft>): AnswerDraft => ({
  kind: 'will-supply',
  note: '',
  reason: '',
  date: null,
  typed: false,
  itemId: null,
  ...values,
});
const date = '2027-01-15' as CalendarDate;

test('every kind of answer makes one that the contract takes, with exactly its own fields', () => {
  for (const kind of partnerAnswerKinds) {
    const answer = answerOf(draft({ kind, note: 'n', reason: 'Other', date, typed: true }));
    expect(partnerAnswer.safeParse(answer).success, kind).toBe(true);
  }
});

test('what is missing is said: a condition without words, a date that is needed or is none', () => {
  expect(answerOf(draft({ kind: 'conditional', note: ' ' }))).toContain('Say what the condition is');
  expect(answerOf(draft({ kind: 'renewed' }))).toContain('New due date');
  expect(answerOf(draft({ kind: 'shipped', typed: true }))).toContain('Due back');
  expect(answerOf(draft({ kind: 'shipped' }))).toMatchObject({ dueOn: null });
  expect(fieldsOf('overdue')).toEqual({ reason: null, date: null, dateIsNeeded: false });
});

const request = ({
  status = 'CONDITIONAL',
  ...values
}: Partial<RequestFactsView> = {}): RequestFactsView => ({
  id: 1 as RequestId,
  externalId: 'R1',
  title: 'Title',
  author: '',
  status,
  life: lifeOf(status),
  patronName: 'Reader, A.',
  dueOn: null,
  updatedAt: '2026-11-25T09:00:00.000Z' as Instant,
  partner: { id: 1 as PartnerId, name: 'North', renewsAutomatically: true, cancelNeedsConsent: false },
  senders: [],
  nextPartnerId: 2 as PartnerId,
  partnerToAskId: null,
  rota: [],
  readers: {
    libraryOff: [],
    partners: [
      { id: 1 as PartnerId, name: 'North', lettersOff: [] },
      { id: 2 as PartnerId, name: 'West', lettersOff: [] },
    ],
  },
  condition: null,
  partnerNotes: [],
  items: [],
  ...values,
});
const west = { id: 2 as PartnerId, name: 'West', renewsAutomatically: false, cancelNeedsConsent: true };

test('what will happen is said before it does, with the names of the partners', () => {
  expect(replyAhead(request(), null)).toBe('Yes: stays with North. No: asks West next.');
  expect(replyAhead(request(), false)).toBe('No: asks West next.');
  expect(replyAhead(request({ nextPartnerId: null }), false)).toContain('waits for a person');
  expect(renewalAhead(request(), date)).toBe('It is due on 15 Jan 2027 then. North and the patron are told.');
  expect(renewalAhead(request({ partner: west }), date)).toContain(
    'West is asked to renew it until 15 Jan 2027',
  );
  expect(renewalAhead(request({ partner: null }), null)).toContain('the date that you choose');
  expect(cancelAhead(request(), { notifyPatron: false })).toBe(
    'It is cancelled at once. North is told. The patron is not told.',
  );
  expect(cancelAhead(request({ partner: west }), { notifyPatron: true })).toContain('told when it agrees');
  expect(cancelAhead(request({ status: 'READY_TO_SEND' }), { notifyPatron: true })).toContain(
    'no partner has it',
  );
});

test('a window has nothing to decide when the status of none of its requests allows it', () => {
  const only = (status: string) => (each: RequestFactsView) => each.status === status;
  expect(impossible('cancel', [request()], only('CONDITIONAL'))).toBeNull();
  expect(impossible('cancel', [request()], only('LOANED'))).toBe(
    'A request with the status “Conditional” cannot be cancelled.',
  );
  expect(impossible('cancel', [request(), request({ status: 'LOANED' })], only('LOANED'))).toBeNull();
  expect(impossible('cancel', [request(), request()], only('LOANED'))).toContain('None of these');
  expect(impossible('cancel', [], only('LOANED'))).toBeNull();
});
