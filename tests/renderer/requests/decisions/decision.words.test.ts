import { expect, test } from 'vitest';
import type { AnswerDraft } from '../../../../renderer/src/requests/decisions/forms/answer-draft.ts';
import { answerOf, fieldsOf } from '../../../../renderer/src/requests/decisions/forms/answer-draft.ts';
import {
  answerPreview,
  manyAnswersPreview,
  canDecide,
  cancelPreview,
  cancelManyPreview,
  impossible,
  renewalPreview,
  replyPreview,
} from '../../../../renderer/src/requests/decisions/decision.words.ts';
import { manyPreview } from '../../../../renderer/src/requests/decisions/many.words.ts';
import type { CalendarDate, ItemId, TurnId } from '../../../../shared/domain/ids.ts';
import { type PartnerAnswerKind, partnerAnswerKinds } from '../../../../shared/domain/partner-answers.ts';
import type { Volume } from '../../../../shared/domain/life/volume.ts';
import { partnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import type { RequestFactsView } from '../../../../shared/ipc/decision-views.ts';
import { lent, reader, request, withPatron } from '../../support/request-facts.ts';
import { askedTurn, lifeOfParts, turnOf, volumeOf } from '../../support/life.ts';

const draft = (values: Partial<AnswerDraft>): AnswerDraft => ({
  kind: 'will-supply',
  note: '',
  reason: '',
  date: null,
  typed: false,
  itemId: null,
  wasAsked: false,
  ...values,
});
const date = '2027-01-15' as CalendarDate;

test('every kind of answer makes one that the contract accepts, with exactly its own fields', () => {
  for (const kind of partnerAnswerKinds) {
    const answer = answerOf(draft({ kind, note: 'n', reason: 'Other', date, typed: true }));
    expect(partnerAnswer.safeParse(answer).success, kind).toBe(true);
  }
});

test('reports missing input: a condition without words, a required or invalid date', () => {
  expect(answerOf(draft({ kind: 'conditional', note: ' ' }))).toContain('Enter the condition');
  expect(answerOf(draft({ kind: 'renewed' }))).toContain('New due date');
  expect(answerOf(draft({ kind: 'renewed', wasAsked: true }))).toMatchObject({ dueOn: null });
  expect(answerOf(draft({ kind: 'renewed', wasAsked: true, typed: true }))).toContain('New due date');
  expect(answerOf(draft({ kind: 'checked-in' }))).not.toHaveProperty('endsSet');
  expect(answerOf(draft({ kind: 'checked-in', endsSet: false }))).toMatchObject({ endsSet: false });
  expect(answerOf(draft({ kind: 'shipped', typed: true }))).toContain('Due back');
  expect(answerOf(draft({ kind: 'shipped' }))).toMatchObject({ dueOn: null });
  expect(fieldsOf('overdue')).toEqual({ reason: null, date: null, cost: false });
  expect(answerOf(draft({ kind: 'shipped', cost: ' 12 EUR ' }))).toMatchObject({ cost: '12 EUR' });
  expect(answerOf(draft({ kind: 'rejected', cost: '12 EUR' }))).not.toHaveProperty('cost');
});

const shipped = lifeOfParts({ turns: [askedTurn(1, { state: 'shipped' }), turnOf(2)] });
const byStaff = { notifyPatron: true, requestedBy: 'staff' } as const;

test('a reply previews both answers until one is chosen, and asks no partner if none is left', () => {
  const yes = 'North will be notified that we accept its condition.';
  const no = 'North will be notified that we decline its condition. West will be asked to lend it.';
  expect(replyPreview(request(), null)).toBe(`Yes: ${yes}\nNo: ${no}`);
  expect(replyPreview(request(), true)).toBe(yes);
  const last = request({
    life: lifeOfParts({ turns: [askedTurn(1, { state: 'conditional' })] }),
    askable: [],
  });
  expect(replyPreview(last, false)).toContain('No partners left in the rota');
});

test('a cancellation says whether the partner is asked or notified, and when the request ends', () => {
  expect(cancelPreview(request(), { ...byStaff, notifyPatron: false })).toBe(
    'The request closes with the status “Cancelled by staff”. North will be notified that we no longer need it. The patron will not be notified.',
  );
  const asked =
    'North will be asked to agree to the cancellation. The patron will be notified when the request closes.';
  expect(cancelPreview(request({ life: shipped }), byStaff)).toContain(asked);
  expect(cancelPreview(request({ needsConsent: [1 as TurnId] }), byStaff)).toContain(asked);
  const unsent = request({ life: lifeOfParts({ turns: [turnOf(1), turnOf(2)] }) });
  expect(cancelPreview(unsent, byStaff)).toBe(
    'The request closes with the status “Cancelled by staff”. The patron will be notified.',
  );
});

test('for many requests it says how many close now and how many wait, and that letters are queued', () => {
  const many = [request(), request({ life: shipped }), request({ life: shipped })];
  expect(cancelManyPreview(many, byStaff)).toBe(
    'One request closes now. 2 requests stay open until the partner answers.',
  );
  expect(cancelManyPreview([request({ lettersWait: 'none' })], byStaff)).toBe(
    'One request closes now. Mail queued: no mail account.',
  );
  const waits = [request(), request({ lettersWait: 'no-password' })];
  const asks = (each: RequestFactsView): string => replyPreview(each, true);
  expect(manyPreview(waits, asks)).toContain('Mail queued: the mail password is missing.');
  expect(manyPreview([request()], asks)).not.toContain('Queued');
  const rejected = { kind: 'rejected', turnId: 1 as TurnId } as const;
  expect(manyAnswersPreview(waits, rejected)).toContain('Mail queued: the mail password is missing.');
  expect(manyAnswersPreview(waits, null)).not.toContain('Queued');
});

test('for many requests, the partners that staff must tell are named once, and no others', () => {
  const to = (name: string, address: 'none' | 'hand' | 'wrong' | 'good'): RequestFactsView =>
    request({
      life: shipped,
      partners: [reader(1, name, { address }), reader(2, 'Idle', { address: 'none' })],
    });
  const many = [
    to('West', 'none'),
    to('West', 'none'),
    to('North', 'hand'),
    to('East', 'wrong'),
    to('South', 'good'),
  ];
  const preview = manyPreview(many, (one) => cancelPreview(one, byStaff));
  expect(preview).toContain('Letters to these go to Contact by hand: North, West.');
  expect(preview).toContain('not valid; correct them in Settings › Partners: East.');
  expect(preview).not.toMatch(/Idle|South/u);
});

test('says if a recipient has no e-mail address, or no mail account is set up', () => {
  const partners = [reader(1, 'North', { address: 'none' })];
  expect(cancelPreview(request({ life: shipped, partners }), byStaff)).toContain(
    'Ask North yourself to agree to the cancellation (no e-mail address; the letter is under Contact by hand).',
  );
  expect(cancelPreview(request({ life: shipped, lettersWait: 'none' }), byStaff)).toContain(
    'Mail queued: no mail account.',
  );
});

test('a renewal within the partner’s date only notifies the patron; a later one asks the partner, or applies immediately', () => {
  const itemIds = [1 as ItemId];
  const until = (dueOn: string, changes: Partial<RequestFactsView> = {}): string =>
    renewalPreview(request({ life: lent, items: withPatron, ...changes }), {
      dueOn: dueOn as CalendarDate,
      itemIds,
    });
  expect(until('2026-12-18')).toBe('New due date: 18 Dec 2026. The patron will be notified.');
  expect(until('2026-12-18', { daysBeforePartner: 4 })).toContain(
    'North will be asked to renew it. The due date stays the same',
  );
  expect(until('2027-01-15')).toBe(
    'North will be asked to renew it. The due date stays the same until the partner answers.',
  );
  expect(until('2027-01-15', { renewsItself: [1 as TurnId] })).toBe(
    'New due date: 15 Jan 2027. North will be notified about the new due date. The patron will be notified.',
  );
  expect(renewalPreview(request(), { dueOn: null, itemIds })).toContain('Choose a date');
});

const answered = (life: RequestFactsView['life'], kind: PartnerAnswerKind, turn = 1): string =>
  answerPreview(request({ life, items: life === lent ? withPatron : [] }), { kind, turnId: turn as TurnId });

test('an answer says what follows: who is asked next, the end of the request, whether the patron is notified', () => {
  expect(answerPreview(request(), null)).toContain('Choose one to see what will happen.');
  expect(answered(request().life, 'rejected')).toBe('West will be asked to lend it.');
  expect(answered(shipped, 'recalled')).toBe('The request is marked and appears on Today.');
  expect(answered(lent, 'recalled')).toContain('The patron will be notified that the item must come back.');
  const cancelling = lifeOfParts({
    cancelWish: 'staff',
    turns: [askedTurn(1, { state: 'shipped', cancellation: 'asked' })],
  });
  expect(answered(cancelling, 'cancel-accepted')).toBe(
    'The request closes with the status “Cancelled by staff”.',
  );
  const accepted = { kind: 'cancel-accepted', turnId: 1 as TurnId } as const;
  expect(answerPreview(request({ life: cancelling, cancelNotify: true }), accepted)).toBe(
    'The request closes with the status “Cancelled by staff”. The patron will be notified.',
  );
  const back = lifeOfParts({
    turns: [askedTurn(1, { state: 'closing' })],
    volumes: [volumeOf(1, 'returned-to-partner')],
  });
  expect(answered(back, 'checked-in')).toMatch(
    /are checked in\. The request closes with the status “Request completed”/,
  );
});

test('a renewal without a date promises none, unless the date that was asked for is known', () => {
  const said = { kind: 'renewed', turnId: 1 as TurnId, itemId: null, dueOn: null } as const;
  expect(answerPreview(request({ life: lent, items: withPatron }), said)).toBe(
    'Enter the new due date that the partner gave.',
  );
  const volumes = lent.volumes.map((volume) => ({ ...volume, renewal: 'asked', askedUntil: date }) as const);
  expect(answerPreview(request({ life: { ...lent, volumes }, items: withPatron }), said)).toContain(
    'The volumes get the due date that was asked for.',
  );
});

test('for an incomplete set a check-in previews both cases, more volumes coming or not', () => {
  const life = lifeOfParts({
    expected: 2,
    turns: [askedTurn(1, { state: 'shipped', askedFor: 2 })],
    volumes: [volumeOf(1, 'returned-to-partner')],
  });
  const said = { kind: 'checked-in', turnId: 1 as TurnId } as const;
  expect(answerPreview(request({ life }), said, true)).toMatch(
    /^More are coming: The returned items are checked in\. No more are coming: .*The request closes with/u,
  );
});

test('a yes that moves no date says that the renewal is closed; the no of a partner that renews automatically, that the dates stay', () => {
  const of = (renewal: Volume['renewal'], demand: Volume['demand']) =>
    lifeOfParts({
      turns: [askedTurn(1, { state: 'closing' })],
      volumes: [volumeOf(1, 'on-loan', { renewal, demand })],
    });
  expect(answered(of('asked', 'recalled'), 'renewed')).toBe(
    'North’s answer is saved in the conversation. The renewal is no longer requested, and no due date changes.',
  );
  expect(answered(of('renewed', 'none'), 'renewal-refused')).toBe(
    'North’s answer is saved in the conversation. The due dates stay: to change one, choose Correct.',
  );
});

test('a late answer is said to be recorded only, and that a parcel will still arrive', () => {
  const passedOver = lifeOfParts({
    turns: [askedTurn(1, { state: 'passed-over', knowsEnd: true }), askedTurn(2)],
  });
  expect(answered(passedOver, 'will-supply')).toBe(
    'North’s answer is saved in the conversation. Nothing else changes.',
  );
  expect(answered(passedOver, 'shipped')).toContain('will still arrive. Receive it, or return it.');
  expect(answered(lent, 'shipped')).toBe(
    'North’s answer is saved in the conversation. Its parcel has already arrived.',
  );
});

test('a window has nothing to decide if the status of none of its requests allows it', () => {
  const only = (status: string) => (each: RequestFactsView) => each.status === status;
  expect(impossible('cancel', [request()], only('CONDITIONAL'))).toBeNull();
  expect(impossible('cancel', [request()], only('LOANED'))).toBe(
    'A request with the status “Conditional” cannot be cancelled.',
  );
  expect(impossible('cancel', [request(), request({ status: 'LOANED' })], only('LOANED'))).toBeNull();
  expect(impossible('cancel', [request(), request()], only('LOANED'))).toBe(
    'Cancelling requests is not possible for any of these requests.',
  );
  expect(impossible('cancel', [], only('LOANED'))).toBeNull();
});

test('a step that does not change the status of a request is never impossible', () => {
  expect(canDecide('cancel', { life: lent })).toBe(false);
  expect(canDecide('cancel', { life: shipped })).toBe(true);
  expect(canDecide('go-on', { life: lent })).toBe(true);
});

test('a check-in names the selected volumes; without any it is refused', () => {
  const itemIds = [1, 2] as unknown as readonly ItemId[];
  expect(answerOf(draft({ kind: 'checked-in', itemIds }))).toEqual({
    kind: 'checked-in',
    note: '',
    itemIds: [1, 2],
  });
  expect(answerOf(draft({ kind: 'checked-in', itemIds, found: true }))).toMatchObject({ found: true });
  expect(answerOf(draft({ kind: 'checked-in', itemIds: [] }))).toBe(
    'Choose the volumes that the partner has checked in.',
  );
  // For many requests, all volumes that went back.
  expect(answerOf(draft({ kind: 'checked-in' }))).toEqual({ kind: 'checked-in', note: '' });
});
