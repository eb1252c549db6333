import { describe, expect, it } from 'vitest';
import {
  conversationAfterReceiving,
  newConversation,
} from '../../../../electron/main/partners/iso18626/conversation.ts';
import { meaningOf } from '../../../../electron/main/partners/iso18626/meaning.ts';
import { readMessage } from '../../../../electron/main/partners/iso18626/read-message.ts';
import type { Standing } from '../../../../electron/main/partners/iso18626/standing.ts';
import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import { answers, changed, lent, meaning, newStanding, usual } from '../../../support/iso18626/meaning.ts';
import { fullMessages } from '../../../support/iso18626/full-messages.ts';
import { type Saying, sayingXml } from '../../../support/lender/peer-xml.ts';

const at = (time: string): Instant => `2026-11-25T${time}:00.000Z` as Instant;

/** What the last of several messages means, each at its own time, in this order. */
const last = (
  messages: readonly (readonly [Saying, Instant])[],
  { now = at('12:00'), ...before }: Partial<Standing> & { readonly now?: Instant } = {},
) => {
  let conversation = { ...newConversation, ...before };
  let result = meaning({ reason: 'Notification' });
  for (const [saying, when] of messages) {
    const parties = { requestId: 'R1', lender: 'SUP', borrower: 'REQ', at: when };
    const xml = sayingXml(saying, parties, { version: '1.2', prefix: '' });
    const read = readMessage(new TextEncoder().encode(xml));
    if (!read.ok || read.value.kind !== 'supplyingAgencyMessage') throw new Error('no message');
    result = meaningOf(read.value, { ...newStanding, ...before, ...conversation }, { ...usual, now });
    conversation = conversationAfterReceiving(conversation, result);
  }
  return { ...result, conversation };
};

describe('The time of a message', () => {
  const loaned = changed('Loaned', { dueDate: '2027-01-15T00:00:00Z' });

  it('is that of its status: a message without one, or a notification, makes no other late', () => {
    for (const between of [
      { reason: 'Notification', status: 'WillSupply', note: 'Hello' },
      { reason: 'StatusChange', note: 'Hello' },
      { reason: 'CancelResponse', answer: 'N', status: 'Cancelled' },
    ] as const)
      expect(
        last([
          [changed('WillSupply'), at('09:00')],
          [between, at('11:00')],
          [loaned, at('10:00')],
        ]),
      ).toMatchObject({ isLate: false, status: 'Loaned', steps: [{ answer: { kind: 'shipped' } }] });
  });

  it('in the future is a wrong clock, and makes no later message late', () => {
    const wrong = '2031-01-01T00:00:00.000Z' as Instant;
    const { conversation } = last([[changed('WillSupply'), wrong]]);
    expect(conversation.asOf).toBe(at('12:00'));
    expect(last([[loaned, at('12:01')]], { ...conversation, now: at('12:02') }).isLate).toBe(false);
  });

  it('does not hide a late notification from staff', () => {
    const note: Saying = { reason: 'Notification', status: 'WillSupply', note: 'Is this edition right?' };
    expect(
      last([
        [loaned, at('11:00')],
        [note, at('10:00')],
      ]).steps,
    ).toEqual([{ kind: 'add-note', text: 'Is this edition right?', active: true }]);
  });
});

describe('How far a partner has come', () => {
  it.each(['HoldReturn', 'ReleaseHoldReturn', 'Pondering', 'WillSupply', 'RequestReceived'])(
    'is not forgotten by %s',
    (status) => {
      expect(meaning(changed(status), lent).status).toBeNull();
    },
  );

  it('is known with the identifier that it gave the request', () => {
    expect(last([[changed('WillSupply'), at('09:00')]]).conversation).toMatchObject({
      status: 'WillSupply',
      supplierRequestId: 'L-R1',
    });
  });
});

describe('A loan that is announced after the receipt', () => {
  const here: Partial<Standing> = { status: 'WillSupply', volumes: 'here' };
  const loaned = changed('Loaned', { dueDate: '2027-01-15T00:00:00Z', conditions: ['LibraryUseOnly'] });
  const shipped = { kind: 'shipped', dueOn: '2027-01-15', reason: 'LibraryUseOnly', note: '' };

  it('gives the volume its due date', () => {
    expect(answers(loaned, here)).toEqual([{ kind: 'correct', dueOn: '2027-01-15' }, shipped]);
    expect(answers(loaned, { ...here, dueOn: '2027-01-01' as CalendarDate })).toEqual([
      { kind: 'correct', dueOn: '2027-01-15' },
      shipped,
    ]);
  });

  it('does not postpone what the partner wants earlier without telling staff', () => {
    expect(answers(loaned, { ...here, dueOn: '2027-02-01' as CalendarDate })).toEqual([
      shipped,
      { kind: 'add-note', text: 'The partner now wants it back by 15 Jan 2027.', active: true },
    ]);
  });
});

describe('A date that has passed', () => {
  it('is corrected after the step in which staff may not type it', () => {
    expect(answers(changed('Overdue', { dueDate: '2026-11-20T00:00:00Z' }))).toEqual([
      { kind: 'shipped', dueOn: null, reason: '', note: '' },
      { kind: 'overdue', note: '' },
      { kind: 'correct', dueOn: '2026-11-20' },
    ]);
  });
});

describe('A recall', () => {
  const recalled = (day: string) => changed('Recalled', { dueDate: `${day}T00:00:00Z` });
  it('that is repeated says nothing new, and one by another day does', () => {
    const twice = (day: string) =>
      last(
        [
          [recalled('2026-12-20'), at('09:00')],
          [recalled(day), at('10:00')],
        ],
        lent,
      ).steps;
    expect(twice('2026-12-20')).toEqual([]);
    expect(twice('2026-12-10')).toMatchObject([{ answer: { kind: 'recalled', backBy: '2026-12-10' } }]);
  });
});

describe('What a partner says about how an item travels', () => {
  it('is kept', () => {
    const expected = changed('WillSupply', { expected: '2026-12-01T00:00:00Z' });
    expect(answers(expected)).toMatchObject([{ note: 'It is expected here by 1 Dec 2026.' }]);
    const full = fullMessages[2];
    if (full?.kind !== 'supplyingAgencyMessage') throw new Error('no message');
    expect(meaningOf(full, newStanding, usual).steps).toMatchObject([
      {
        answer: {
          note: 'No reproduction\nIt is expected here by 15 Jan 2027.\nTracking: DHL T-1\nhttps://north.example/file.pdf\nHandle with care',
        },
      },
    ]);
  });

  it('means paper if a copy has an item identifier and no delivery method', () => {
    expect(answers(changed('CopyCompleted', { itemIds: ['N-1'] }))).toMatchObject([{ kind: 'shipped' }]);
    expect(answers(changed('CopyCompleted', { itemIds: ['N-1'], sentVia: 'Email' }))).toMatchObject([
      { kind: 'shipped-digitally' },
    ]);
  });
});
