import type { Random } from './random.ts';

/** An answer of a partner that was asked. */
export const answerOnWhatIsAsked = (random: Random): object =>
  random.oneOf<object>(
    { kind: 'rejected', note: 'Not on the shelf' },
    { kind: 'conditional', reason: 'LibraryUseOnly', note: '', replyBy: '2026-12-20' },
    { kind: 'shipped', dueOn: '2027-02-01', reason: '', note: '' },
    { kind: 'shipped-digitally', note: '' },
    { kind: 'will-supply', note: '' },
  );

/** An answer of a partner whose volume is out. */
export const answerOnWhatIsOut = (random: Random): object =>
  random.oneOf<object>(
    { kind: 'overdue', note: '' },
    { kind: 'recalled', backBy: '2026-12-20', note: '' },
    { kind: 'demand-withdrawn', note: '' },
    { kind: 'renewed', dueOn: '2027-09-01', note: '' },
    { kind: 'renewal-refused', note: '' },
  );
