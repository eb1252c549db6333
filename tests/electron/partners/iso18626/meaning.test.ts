import { describe, expect, it } from 'vitest';
import type { Standing } from '../../../../electron/main/partners/iso18626/standing.ts';
import { answers, changed, lent, meaning } from '../../../support/iso18626/meaning.ts';
import type { Saying } from '../../../support/lender/peer-xml.ts';

describe('What a supplier says, by its status', () => {
  it.each<[string, Saying, Partial<Standing>, readonly object[], string | null]>([
    ['it has the request', changed('RequestReceived'), {}, [], 'RequestReceived'],
    [
      'it expects to supply',
      changed('ExpectToSupply', { expected: '2026-12-01T00:00:00Z' }),
      {},
      [{ kind: 'add-note', text: 'The partner expects to supply it by 1 Dec 2026.', active: false }],
      'ExpectToSupply',
    ],
    [
      'it will supply, for money',
      changed('WillSupply', { offered: ['12.50', 'EUR'], note: 'Tomorrow' }),
      {},
      [{ kind: 'will-supply', cost: '12.50 EUR', note: 'Tomorrow' }],
      'WillSupply',
    ],
    [
      'it lent, on conditions',
      changed('Loaned', {
        dueDate: '2027-01-15T00:00:00Z',
        conditions: ['NoReproduction', 'LibraryUseOnly'],
        note: 'Handle with care',
      }),
      { status: 'WillSupply' },
      [
        {
          kind: 'shipped',
          dueOn: '2027-01-15',
          reason: 'LibraryUseOnly',
          note: 'No reproduction\nHandle with care',
        },
      ],
      'Loaned',
    ],
    [
      'it lent while a cancellation was asked',
      changed('Loaned'),
      { status: 'WillSupply', unanswered: ['Cancel'] },
      [{ kind: 'shipped', dueOn: null, reason: '', note: '' }],
      'Loaned',
    ],
    [
      'it lent while a condition was open',
      changed('Loaned', { conditions: ['SignatureRequired'] }),
      { status: 'WillSupply', condition: 'open' },
      [{ kind: 'shipped', dueOn: null, reason: 'SignatureRequired', note: '' }],
      'Loaned',
    ],
    [
      'it names the date of a loan that is known without one',
      changed('Loaned', { dueDate: '2027-01-15T00:00:00Z' }),
      { status: 'Overdue' },
      [
        { kind: 'correct', dueOn: '2027-01-15' },
        { kind: 'demand-withdrawn', note: '' },
      ],
      'Loaned',
    ],
    [
      'it renews unasked, by a status',
      changed('Loaned', { dueDate: '2027-02-15T00:00:00Z' }),
      lent,
      [{ kind: 'renewed', dueOn: '2027-02-15', note: '' }],
      null,
    ],
    [
      'it wants it earlier',
      changed('Loaned', { dueDate: '2027-01-01T00:00:00Z' }),
      lent,
      [{ kind: 'add-note', text: 'The partner now wants it back by 1 Jan 2027.', active: true }],
      null,
    ],
    ['it says again what is known', changed('Loaned', { dueDate: '2027-01-15T00:00:00Z' }), lent, [], null],
    [
      'it is overdue',
      changed('Overdue', { note: 'Please!' }),
      lent,
      [{ kind: 'overdue', note: 'Please!' }],
      'Overdue',
    ],
    [
      'it is overdue, and the loan was never announced',
      changed('Overdue', { note: 'Please!' }),
      { status: 'WillSupply' },
      [
        { kind: 'shipped', dueOn: null, reason: '', note: 'Please!' },
        { kind: 'overdue', note: '' },
      ],
      'Overdue',
    ],
    [
      'it recalls',
      changed('Recalled', { dueDate: '2026-12-20T00:00:00Z' }),
      lent,
      [{ kind: 'recalled', backBy: '2026-12-20', note: '' }],
      'Recalled',
    ],
    [
      'it withdraws a recall',
      changed('Loaned'),
      { ...lent, status: 'Recalled' },
      [{ kind: 'demand-withdrawn', note: '' }],
      'Loaned',
    ],
    ['it has it back', changed('LoanCompleted'), lent, [{ kind: 'checked-in', note: '' }], 'LoanCompleted'],
    [
      'it settles a loss',
      changed('CompletedWithoutReturn'),
      { ...lent, hasReport: true },
      [{ kind: 'settled', note: '' }],
      'CompletedWithoutReturn',
    ],
    [
      'it closes without a return that we know of',
      changed('CompletedWithoutReturn', { note: 'Keep it' }),
      lent,
      [
        {
          kind: 'add-note',
          text: 'The partner closed the loan without getting the item back.\nKeep it',
          active: true,
        },
      ],
      'CompletedWithoutReturn',
    ],
    [
      'it cancels by itself',
      changed('Cancelled', { note: 'Sorry' }),
      {},
      [{ kind: 'cancelled', note: 'Sorry' }],
      'Cancelled',
    ],
    [
      'it cancels what it was asked to, by a status',
      changed('Cancelled'),
      { unanswered: ['Cancel'] },
      [{ kind: 'cancel-accepted', note: '' }],
      'Cancelled',
    ],
    [
      'it sent a copy on paper',
      changed('CopyCompleted', { sentVia: 'Mail' }),
      {},
      [{ kind: 'shipped', dueOn: null, reason: '', note: '' }],
      'CopyCompleted',
    ],
    [
      'a return must wait',
      changed('HoldReturn'),
      lent,
      [{ kind: 'add-note', text: 'Do not return it yet.', active: true }],
      null,
    ],
    [
      'a word of its own',
      changed('constructor'),
      {},
      [{ kind: 'add-note', text: 'The partner’s status is not known here: constructor', active: true }],
      null,
    ],
    ['nothing new', { reason: 'StatusRequestResponse', status: 'Loaned' }, lent, [], null],
    [
      'what we missed',
      { reason: 'StatusRequestResponse', status: 'Unfilled', unfilled: 'NotHeld' },
      {},
      [{ kind: 'rejected', note: 'The partner does not have it.' }],
      'Unfilled',
    ],
    [
      'an unknown reason',
      changed('Unfilled', { unfilled: 'Flood' }),
      {},
      [{ kind: 'rejected', note: 'Flood' }],
      'Unfilled',
    ],
    [
      'an empty status',
      { reason: 'StatusChange', note: 'Hm' },
      lent,
      [{ kind: 'add-note', text: 'Hm', active: false }],
      null,
    ],
    [
      'a notification beside another status',
      { reason: 'Notification', status: 'Unfilled', unfilled: 'NotHeld', note: 'Asking the next one' },
      {},
      [{ kind: 'add-note', text: 'The partner does not have it.\nAsking the next one', active: true }],
      null,
    ],
    [
      'a parcel after its end',
      changed('Loaned'),
      { status: 'Unfilled' },
      [{ kind: 'shipped', dueOn: null, reason: '', note: '' }],
      null,
    ],
  ])('%s', (_, saying, before, steps, status) => {
    expect(answers(saying, before)).toEqual(steps);
    expect(meaning(saying, before).status).toBe(status);
  });
});
