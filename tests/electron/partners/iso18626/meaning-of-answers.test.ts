import { describe, expect, it } from 'vitest';
import type { ReadAs } from '../../../../electron/main/partners/iso18626/read-details.ts';
import type { Standing } from '../../../../electron/main/partners/iso18626/standing.ts';
import { answers, changed, lent, meaning } from '../../../support/iso18626/meaning.ts';
import type { Saying } from '../../../support/lender/peer-xml.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';

describe('An answer beats the status beside it', () => {
  const renewal = (more: Partial<Saying>): Saying => ({ reason: 'RenewResponse', ...more });
  const cancel = (more: Partial<Saying>): Saying => ({ reason: 'CancelResponse', ...more });
  const asked: Partial<Standing> = { status: 'WillSupply', unanswered: ['Cancel'] };
  it.each<[string, Saying, Partial<Standing>, readonly object[], string | null]>([
    [
      'a renewal ends an overdue notice',
      renewal({ answer: 'Y', status: 'Overdue', dueDate: '2027-02-15T00:00:00Z' }),
      { ...lent, status: 'Overdue', unanswered: ['Renew'] },
      [{ kind: 'renewed', dueOn: '2027-02-15', note: '' }],
      'Loaned',
    ],
    [
      'a renewal that nobody asked for',
      renewal({ answer: 'Y', status: 'Loaned', dueDate: '2027-02-15T00:00:00Z' }),
      lent,
      [{ kind: 'renewed', dueOn: '2027-02-15', note: '' }],
      null,
    ],
    [
      'no renewal but a recall',
      renewal({ answer: 'N', status: 'Recalled', dueDate: '2026-12-20T00:00:00Z', note: 'Exam' }),
      lent,
      [
        { kind: 'recalled', backBy: '2026-12-20', note: 'Exam' },
        { kind: 'renewal-refused', note: '' },
      ],
      'Recalled',
    ],
    [
      'a renewal without a yes, by its date',
      renewal({ dueDate: '2027-02-15T00:00:00Z' }),
      lent,
      [{ kind: 'renewed', dueOn: '2027-02-15', note: '' }],
      null,
    ],
    [
      'a renewal without a yes',
      renewal({ dueDate: '2027-01-15T00:00:00Z' }),
      lent,
      [
        {
          kind: 'add-note',
          text: 'The partner’s answer to our renewal request says neither yes nor no.',
          active: true,
        },
      ],
      null,
    ],
    [
      'a renewal and a recall',
      renewal({ answer: 'Y', status: 'Recalled', note: 'Exam' }),
      { ...lent, unanswered: ['Renew'] },
      [
        {
          kind: 'add-note',
          text: 'The partner renews it but wants it back now.\nExam',
          active: true,
        },
      ],
      null,
    ],
    [
      'no, and yet Cancelled',
      cancel({ answer: 'N', status: 'Cancelled' }),
      asked,
      [{ kind: 'cancel-refused', note: '' }],
      null,
    ],
    [
      'yes, and yet WillSupply',
      cancel({ answer: 'Y', status: 'WillSupply' }),
      asked,
      [{ kind: 'cancel-accepted', note: '' }],
      'Cancelled',
    ],
    [
      'yes, and no status',
      cancel({ answer: 'Y' }),
      asked,
      [{ kind: 'cancel-accepted', note: '' }],
      'Cancelled',
    ],
    [
      'no, and yet over',
      cancel({ answer: 'N', status: 'Unfilled' }),
      asked,
      [
        {
          kind: 'add-note',
          text: 'The partner refuses the cancellation but says that the request has ended.',
          active: true,
        },
      ],
      null,
    ],
    [
      'no, because the copy was sent',
      cancel({ answer: 'N', status: 'CopyCompleted' }),
      asked,
      [
        { kind: 'shipped-digitally', note: '' },
        { kind: 'cancel-refused', note: '' },
      ],
      'CopyCompleted',
    ],
    [
      'no answer but Cancelled',
      cancel({ status: 'Cancelled' }),
      asked,
      [{ kind: 'cancel-accepted', note: '' }],
      'Cancelled',
    ],
    [
      'no answer at all',
      cancel({}),
      asked,
      [
        {
          kind: 'add-note',
          text: 'The partner’s answer to our cancellation says neither yes nor no.',
          active: true,
        },
      ],
      null,
    ],
    [
      'a yes that was not asked for',
      cancel({ answer: 'Y', status: 'Cancelled' }),
      {},
      [{ kind: 'cancelled', note: '' }],
      'Cancelled',
    ],
    [
      'no, because it was sent',
      cancel({ answer: 'N', status: 'Loaned', dueDate: '2027-01-15T00:00:00Z', note: 'On its way' }),
      asked,
      [
        { kind: 'shipped', dueOn: '2027-01-15', reason: '', note: 'On its way' },
        { kind: 'cancel-refused', note: '' },
      ],
      'Loaned',
    ],
  ])('%s', (_, saying, before, steps, status) => {
    expect(answers(saying, before)).toEqual(steps);
    expect(meaning(saying, before).status).toBe(status);
  });

  it('after a yes beside another status, a late or repeated no changes nothing', () => {
    const late = { ...asked, asOf: '2026-11-26T00:00:00.000Z' as Instant };
    expect(answers(changed('Loaned', { note: 'Late' }), late)).toEqual([
      { kind: 'add-note', text: 'Late', active: false },
    ]);
    expect(answers(cancel({ answer: 'Y', status: 'Cancelled' }), late)).toEqual([
      { kind: 'cancel-accepted', note: '' },
    ]);
    expect(meaning(cancel({ answer: 'Y', status: 'Cancelled' }), late)).toMatchObject({
      status: null,
      isLate: true,
    });
  });
});

describe('A condition', () => {
  const set = (
    more: Partial<Saying>,
    as: Partial<ReadAs>,
    before: Partial<Standing> = {},
    status = 'WillSupply',
  ) => answers({ reason: 'RequestResponse', status, ...more }, before, as)[0];

  it('is one of ReShare by its mark, or by its element', () => {
    const as = { convention: 'reshare' } as const;
    expect(set({ note: '#ReShareAddLoanCondition# no copies #seq:4#' }, as)).toEqual({
      kind: 'conditional',
      reason: '',
      note: 'no copies',
      replyBy: null,
    });
    expect(set({ conditions: ['NoReproduction'], offered: ['20', 'USD'] }, as)).toEqual({
      kind: 'conditional',
      reason: 'NoReproduction',
      cost: '20 USD',
      note: '',
      replyBy: null,
    });
    expect(
      set({ note: '#ReShareSupplierAwaitingConditionConfirmation#' }, as, {}, 'ExpectToSupply'),
    ).toMatchObject({
      kind: 'conditional',
      note: 'The partner sets a condition.',
    });
    expect(
      set({ note: '#ReShareSupplierConditionsAssumedAgreed#' }, as, {
        condition: 'open',
        status: 'WillSupply',
      }),
    ).toMatchObject({ kind: 'will-supply' });
    expect(set({ conditions: ['NoReproduction'] }, as, { condition: 'accepted' })).toMatchObject({
      kind: 'will-supply',
      note: 'No reproduction',
    });
    const notified = (note: string, before: Partial<Standing>) =>
      answers({ reason: 'Notification', status: 'WillSupply', note }, { status: 'WillSupply', ...before });
    expect(notified('#ReShareAddLoanCondition#', {})).toMatchObject([{ kind: 'conditional' }]);
    // A reminder replaces no condition, and what is assumed is settled.
    expect(notified('#ReShareSupplierAwaitingConditionConfirmation#', { condition: 'open' })).toEqual([]);
    expect(notified('#ReShareAddLoanCondition#No copies', { condition: 'open' })).toMatchObject([
      { kind: 'conditional', note: 'No copies' },
    ]);
    expect(notified('#ReShareSupplierConditionsAssumedAgreed#', { condition: 'open' })).toMatchObject([
      { kind: 'will-supply' },
    ]);
    expect(
      answers({ reason: 'StatusChange', conditions: ['NoReproduction'] }, { status: 'Loaned' }, as),
    ).toEqual([]);
    expect(
      answers({ reason: 'Notification', conditions: ['NoReproduction'] }, { status: 'Loaned' }, as),
    ).toEqual([{ kind: 'add-note', text: 'No reproduction', active: true }]);
    expect(set({ note: 'Please answer ACCEPT or REJECT' }, as)).toMatchObject({ kind: 'will-supply' });
  });

  it('is one of Alma by what the note asks for', () => {
    const as = { convention: 'accept-reject' } as const;
    const note = 'Cost: 20 USD\nPlease respond `ACCEPT` or `REJECT`';
    expect(set({ note }, as)).toEqual({ kind: 'conditional', reason: '', note, replyBy: null });
    expect(answers({ reason: 'Notification', note }, { status: 'WillSupply' }, as)).toMatchObject([
      { kind: 'conditional' },
    ]);
    expect(set({ note: 'We accept it gladly' }, as)).toMatchObject({ kind: 'will-supply' });
  });

  it('is an offer for another request, in the convention of the standard', () => {
    const as = { convention: 'retry' } as const;
    const offer = {
      retry: 'CostExceedsMaxCost',
      offered: ['35', 'USD'],
      retryAfter: '2027-03-01T00:00:00Z',
    } as const;
    expect(set(offer, as, {}, 'RetryPossible')).toEqual({
      kind: 'conditional',
      reason: '',
      cost: '35 USD',
      note: 'It costs more than our maximum.\nIt costs 35 USD.\nAsk again from 1 Mar 2027 on.',
      replyBy: null,
    });
    expect(set({ retry: 'OnLoan' }, as, {}, 'RetryPossible')).toEqual({
      kind: 'rejected',
      note: 'It is on loan.',
      ifChanged: true,
    });
    expect(set(offer, { convention: 'reshare' }, {}, 'RetryPossible')).toMatchObject({ kind: 'rejected' });
    expect(
      answers(
        {
          reason: 'RequestResponse',
          status: 'RetryPossible',
          retry: 'MustMeetLoanCondition',
          conditions: ['NoReproduction'],
          offered: ['5', 'EUR'],
        },
        {},
        as,
        '2021-2',
      ),
    ).toMatchObject([{ kind: 'conditional', reason: 'NoReproduction', cost: '5 EUR' }]);
  });

  it('is a line of the note that expires, for systems that come from ISO 10161', () => {
    const as = { convention: 'conditional-reply' } as const;
    expect(set({ note: 'test\n   Loan condition: Room use' }, as)).toEqual({
      kind: 'conditional',
      reason: '',
      note: 'test\nLoan condition: Room use',
      replyBy: '2026-11-29',
    });
    expect(set({ note: 'Loan condition: OTHER (none)' }, as)).toMatchObject({ kind: 'will-supply' });
    const late = { ...as, now: '2026-12-02T00:00:00.000Z' as Instant };
    expect(set({ note: 'Loan condition: Room use' }, late)).toEqual({
      kind: 'conditional',
      reason: '',
      note: 'Loan condition: Room use\nThe partner wanted an answer by 29 Nov 2026.',
      replyBy: null,
    });
  });
});
