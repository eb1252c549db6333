import { describe, expect, test } from 'vitest';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import { decisionsService } from '../../../../electron/main/desk/queries/decisions/decisions.service.ts';
import { receivingService } from '../../../../electron/main/desk/queries/receiving/receiving.service.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { done, lake, north, openDecisionDesk, takeAllBack, west } from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { codeOf, sentenceOf } from '../../../support/results.ts';

// To which partners a request goes, one after another, and what each is told.

const desk = forEachTest(openDecisionDesk);
const { receive } = receivingAt(() => desk);

const ready = (rota = [north, west, lake], externalId = 'S1'): RequestId =>
  desk.add({ externalId, status: 'READY_TO_SEND', activePartner: null, rota });

describe('sending', () => {
  test('a ready request goes to its first partner, with our note', () => {
    const id = ready([west, north]);
    const before = dumpState(desk);
    const outcome = done(desk.send(id, 'Urgent'));
    expect(outcome.headline).toBe('Sent to West College');
    expect([desk.statusOf(id), desk.turns(id)]).toEqual(['REQUEST_SENT', ['west asked', 'north waiting']]);
    expect(desk.messages()).toEqual([['partner', west, 'request', { note: 'Urgent' }]]);
    takeAllBack(desk, [outcome], before);
  });

  test('the history names the partner, and not how its letter left: that changes', () => {
    const id = ready([west, north]);
    const context = { ...desk.context, lettersWait: () => 'none' as const };
    const asked = { opId: newOpId(), requestId: id, asOf: null, note: '' };
    const outcome = done(take(context, 'send-request', asked));
    expect(outcome.headline).toBe('Queued for West College: no mail account');
    expect(desk.raw.prepare('SELECT headline FROM request_event').pluck().all()).toEqual(['West College']);
  });

  test('an inactive partner is skipped, with a remark; without another one nothing is sent', () => {
    const id = ready([west, north]);
    desk.raw.exec('UPDATE partner SET active = 0 WHERE id = 2');
    const outcome = done(desk.send(id));
    expect([outcome.headline, outcome.remarks[0]]).toEqual([
      'Sent to North University Library',
      'Not in use, skipped: West College.',
    ]);
    expect(desk.turns(id)).toEqual(['west waiting', 'north asked']);
    const last = done(desk.answer(id, { kind: 'rejected', note: '' }));
    expect(last.remarks.join(' ')).toContain('West College');
    // It answered, so it was asked in another way: its letter is set aside when it is about to be sent.
    expect(desk.told()).toEqual(['north request']);
    expect(codeOf(desk.send(id))).toBe('partner-missing');
  });

  test('nothing is sent without a partner, while one is being asked, or after the end', () => {
    const alone = desk.add({ externalId: 'A', status: 'REQUEST_CREATED_BOR', activePartner: null });
    const sent = desk.add({ externalId: 'B', status: 'REQUEST_SENT', rota: [north, west] });
    const over = desk.add({ externalId: 'C', status: 'CANCELLED_BY_STAFF', rota: [north] });
    const before = dumpState(desk);
    expect([alone, sent, over].map((id) => codeOf(desk.send(id)))).toEqual([
      'partner-missing',
      'status-forbids',
      'status-forbids',
    ]);
    expect(dumpState(desk)).toEqual(before);
  });

  test('the partners to choose from are sorted by name', () => {
    const { partners } = decisionsService(desk.context);
    expect(done(partners()).map(({ name }) => name)).toEqual([
      'Lake College',
      'North University Library',
      'West College',
    ]);
  });
});

/** How North's turn ends, whether it has heard of the request, and what it is then told. */
const endsOfTurns: readonly (readonly [
  how: string,
  end: (id: RequestId) => unknown,
  told: readonly string[],
])[] = [
  ['says that it cannot lend', (id) => done(desk.answer(id, { kind: 'rejected', note: '' })), []],
  ['cancels by itself', (id) => done(desk.answer(id, { kind: 'cancelled', note: '' })), []],
  [
    'is silent too long',
    (id) => done(desk.answer(id, { kind: 'expired', note: '' })),
    ['north not-needed-unanswered'],
  ],
  ['is passed over', (id) => done(desk.take('ask-next-partner', id)), ['north not-needed-unanswered']],
];

describe('the next partner', () => {
  test.each(endsOfTurns)(
    'is asked when one %s: a partner that did not say so itself is told',
    (_, end, told) => {
      const id = ready();
      done(desk.send(id));
      desk.letLeave();
      const before = dumpState(desk);
      const step = end(id) as { readonly opId: never; readonly headline: string };
      expect(step.headline).toContain('West College is asked next');
      expect(desk.told()).toEqual(['north request', ...told, 'west request']);
      expect([desk.statusOf(id), desk.turns(id)[1]]).toEqual(['REQUEST_SENT', 'west asked']);
      takeAllBack(desk, [step], before);
    },
  );

  test('is asked without notifying one that has not heard of the request: its letter is set aside', () => {
    for (const kind of ['expired', 'passed-over'] as const) {
      const id = ready([north, west], kind);
      done(desk.send(id));
      const before = dumpState(desk);
      const step =
        kind === 'expired'
          ? done(desk.answer(id, { kind, note: '' }))
          : done(desk.take('ask-next-partner', id));
      expect(desk.told().slice(-2)).toEqual(['north request (outdated)', 'west request']);
      takeAllBack(desk, [step], before);
      desk.letLeave();
    }
  });

  test('is left to staff if there is none', () => {
    const id = ready([north]);
    done(desk.send(id));
    const before = dumpState(desk);
    const last = done(desk.answer(id, { kind: 'rejected', note: 'Lost here' }));
    expect(last.headline).toContain('no partners left');
    expect(last.remarks[0]).toContain('needs attention');
    expect(desk.statusOf(id)).toBe('REJECTED');
    expect(codeOf(desk.take('ask-next-partner', id))).toBe('status-forbids');
    takeAllBack(desk, [last], before);
  });

  test('is asked for the missing volumes: a partner whose book is here keeps its turn, and is told that the rest is not needed', () => {
    const id = desk.add({
      externalId: 'S1',
      status: 'SHIPPED_PHYSICALLY',
      rota: [north, west],
      volumes: 3,
    });
    done(receive({ requestId: id, barcode: 'N-1', use: 'for-patron', several: false }));
    const before = dumpState(desk);
    const step = done(desk.take('ask-next-partner', id));
    expect(desk.turns(id)).toEqual(['north closing', 'west asked']);
    expect(desk.told().filter((line) => !line.includes('patron'))).toEqual([
      'north received',
      'north rest-not-needed',
      'west request',
    ]);
    expect(desk.raw.prepare('SELECT asked_for FROM turn WHERE partner_id = 2').pluck().get()).toBe(2);
    takeAllBack(desk, [step], before);
  });

  test('is asked after a refused cancellation, which is withdrawn at the same time', () => {
    const id = desk.add({
      externalId: 'S1',
      rota: [west, lake],
      activePartner: west,
      status: 'REQUEST_SENT',
    });
    done(desk.cancel(id));
    done(desk.answer(id, { kind: 'cancel-refused', note: '' }));
    expect(desk.statusOf(id)).toBe('CANCEL_NOT_ACCEPTED');
    const before = dumpState(desk);
    const asked = done(desk.take('ask-next-partner', id));
    expect(desk.statusOf(id)).toBe('REQUEST_SENT');
    expect(desk.turns(id)).toEqual(['west passed-over', 'lake asked']);
    expect(desk.told()).toEqual(['west cancel-asked', 'west not-needed', 'lake request']);
    takeAllBack(desk, [asked], before);
  });

  test('that was asked is told when another one’s parcel arrives; one never asked is told nothing', () => {
    const id = ready();
    done(desk.send(id));
    desk.letLeave();
    done(desk.take('ask-next-partner', id));
    desk.letLeave();
    const before = dumpState(desk);
    const turnId = desk.facts(id).partners[0]!.turnId;
    const came = done(receive({ requestId: id, barcode: 'N-1', use: 'for-patron', details: { turnId } }));
    expect(desk.turns(id)).toEqual(['north closing', 'west passed-over', 'lake waiting']);
    expect(desk.told().slice(-3)).toEqual([
      'west not-needed-unanswered',
      'north received',
      'patron item-ready',
    ]);
    takeAllBack(desk, [came], before);
  });
});

describe('a condition', () => {
  const condition = { reason: 'LibraryUseOnly', note: 'Library use only', replyBy: '2026-12-01' };
  const conditional = (rota = [north, west]): RequestId =>
    desk.add({
      externalId: 'C1',
      status: 'CONDITIONAL',
      rota,
      condition,
      partnerNotes: ['Library use only'],
    });

  test('that is accepted stays with its partner, who gets the note; its note is dismissed, and it is kept', () => {
    const id = conditional();
    const before = dumpState(desk);
    const outcome = done(desk.reply(id, true, 'We agree'));
    expect(outcome).toMatchObject({
      headline: 'Condition accepted: stays with North University Library',
      remarks: ['North University Library will be notified that we accept its condition.'],
    });
    expect([desk.statusOf(id), desk.turns(id)]).toEqual(['REQUEST_SENT', ['north asked', 'west waiting']]);
    expect([desk.facts(id).condition, desk.partnerNotes(id)]).toEqual([null, []]);
    expect(desk.messages()).toEqual([
      ['partner', north, 'condition-answered', { answer: 'yes', note: 'We agree' }],
    ]);
    expect(desk.raw.prepare('SELECT reason, answer, answer_note FROM turn_condition').all()).toEqual([
      { reason: 'LibraryUseOnly', answer: 'yes', answer_note: 'We agree' },
    ]);
    expect(desk.raw.prepare('SELECT author, body, active FROM request_note ORDER BY id').all()).toEqual([
      { author: 'partner', body: 'Library use only', active: 0 },
      { author: 'staff', body: 'We agree', active: 0 },
    ]);
    takeAllBack(desk, [outcome], before);
  });

  test('that is declined ends the turn: the next partner is asked, or it is left to staff', () => {
    const id = conditional([north, west]);
    const before = dumpState(desk);
    const outcome = done(desk.reply(id, false, 'We need it at home'));
    expect(outcome.headline).toBe('Condition declined: West College is asked next');
    expect(desk.turns(id)).toEqual(['north declined', 'west asked']);
    expect(desk.messages()).toEqual([
      ['partner', north, 'condition-answered', { answer: 'no', note: 'We need it at home' }],
      ['partner', west, 'request', { note: '' }],
    ]);
    takeAllBack(desk, [outcome], before);
    const alone = desk.add({ externalId: 'C2', status: 'CONDITIONAL', rota: [north], condition });
    expect(done(desk.reply(alone, false)).headline).toContain('no partners left');
    expect(desk.statusOf(alone)).toBe('REJECTED');
  });

  test('applies to its partner’s books whatever the answer, and not to the next partner’s', () => {
    done(desk.reply(conditional(), false));
    const form = done(receivingService(desk.context).open({ code: 'C1' }));
    expect(form.senders).toMatchObject([
      { name: 'North University Library', useConditions: ['Library use only'] },
      { name: 'West College', useConditions: [] },
    ]);
    expect(form.useConditions).toEqual([]);
  });

  test('is answered once, with a note unless its absence is confirmed, however late', () => {
    const id = conditional();
    const before = dumpState(desk);
    for (const note of ['', '  \n ']) expect(codeOf(desk.reply(id, true, note))).toBe('note-missing');
    expect(dumpState(desk)).toEqual(before);
    // The reply-by date triggers nothing.
    desk.setNow('2026-12-20T09:00:00Z');
    expect(desk.statusOf(id)).toBe('CONDITIONAL');
    done(desk.reply(id, true, '', true));
    expect(desk.messages()[0]?.[3]).toEqual({ answer: 'yes', note: '' });
    expect(codeOf(desk.reply(id, true))).toBe('status-forbids');
    expect(codeOf(desk.reply(999 as RequestId, true))).toBe('request-unknown');
  });

  test('is answered as displayed, by an authorised operator', () => {
    const id = conditional();
    const asOf = desk.facts(id).updatedAt;
    const input = { opId: newOpId(), requestId: id, asOf, accept: true, note: 'Yes', withoutNote: false };
    desk.raw.exec("UPDATE request SET updated_at = '2026-11-25T09:00:00.000Z'");
    const changed = take(desk.context, 'conditional-reply', input);
    expect(codeOf(changed)).toBe('request-changed');
    expect(sentenceOf(changed)).toContain('“Conditional”');
    const fresh = { ...input, asOf: desk.facts(id).updatedAt };
    const first = take(desk.context, 'conditional-reply', fresh);
    expect(take(desk.context, 'conditional-reply', fresh)).toEqual(first);
    expect(desk.messages()).toHaveLength(1);
    desk.raw.exec("DELETE FROM operator_role; INSERT INTO operator (id, name) VALUES (2, 'B. Operator')");
    desk.context.session.refresh();
    desk.context.session.chooseOperator(2 as never);
    expect(codeOf(desk.reply(id, true))).toBe('role-missing');
  });
});
