import { expect, test } from 'vitest';
import type { RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import type { Saying } from '../../../support/lender/peer-xml.ts';
import { useDeskAndLender } from '../../../support/lender/desk-and-lender.ts';
import { scripts } from '../../../support/lender/scripts.ts';
import { todayService } from '../../../../electron/main/desk/queries/today/today.service.ts';
import { valueOf } from '../../../support/results.ts';
import { newOpId } from '../../../support/desk.ts';
import { findConversation } from '../../../../electron/main/desk/store/conversations.queries.ts';
import { take } from '../../../../electron/main/desk/steps/take.ts';

// A letter waits during an outage, and the partner moves on meanwhile: each row of the table of what may be said (legality.ts), once with a word
// that may be said then and once with one that may not.

const here = useDeskAndLender();

type Word = 'received' | 'renewal' | 'returned' | 'cancel';

/** What the partner's status must be when the word is written, and what it says before the word can leave. */
type Row = {
  readonly stage: string;
  readonly word: Word;
  readonly meanwhile: readonly Saying[];
  /** The letter afterwards, and what the partner has heard of it. */
  readonly after: readonly [state: string, heard: readonly string[]];
};

const changed = (status: string): Saying => ({ reason: 'StatusChange', status });
const cancelling = { ...scripts.CANCEL_NO_RESHARE, Cancel: () => [] };

const rows: readonly Row[] = [
  { stage: 'asked', word: 'cancel', meanwhile: [changed('WillSupply')], after: ['sent', ['Cancel']] },
  { stage: 'on its way', word: 'cancel', meanwhile: [changed('Loaned')], after: ['sent', ['Cancel']] },
  { stage: 'recalled', word: 'cancel', meanwhile: [changed('Recalled')], after: ['needs-person', []] },
  { stage: 'over', word: 'cancel', meanwhile: [changed('Unfilled')], after: ['outdated', []] },
  { stage: 'lent', word: 'received', meanwhile: [], after: ['sent', ['Received']] },
  { stage: 'overdue', word: 'received', meanwhile: [changed('Overdue')], after: ['sent', ['Received']] },
  { stage: 'recalled', word: 'received', meanwhile: [changed('Recalled')], after: ['sent', ['Received']] },
  { stage: 'over', word: 'received', meanwhile: [changed('LoanCompleted')], after: ['needs-person', []] },
  { stage: 'lent', word: 'renewal', meanwhile: [], after: ['sent', ['Renew']] },
  { stage: 'overdue', word: 'renewal', meanwhile: [changed('Overdue')], after: ['sent', ['Renew']] },
  { stage: 'over', word: 'renewal', meanwhile: [changed('LoanCompleted')], after: ['outdated', []] },
  {
    stage: 'recalled',
    word: 'returned',
    meanwhile: [changed('Recalled')],
    after: ['sent', ['ShippedReturn']],
  },
  { stage: 'over', word: 'returned', meanwhile: [changed('LoanCompleted')], after: ['outdated', []] },
];

const kinds = {
  received: 'received',
  renewal: 'renewal-asked',
  returned: 'returned',
  cancel: 'not-needed',
} as const;

/** Takes the steps before the word, with the partner, and the word's own step during an outage. */
const sayInOutage = async (word: Word): Promise<readonly [RequestId, string]> => {
  here.script = word === 'cancel' ? cancelling : scripts.LOANED;
  const [requestId, sentAs] = await here.lend();
  if (word === 'renewal' || word === 'returned') here.receives(requestId);
  await here.settled();
  await here.outage();
  if (word === 'received') here.receives(requestId);
  if (word === 'renewal') here.renews(requestId);
  if (word === 'returned') here.sendsBack(requestId);
  if (word === 'cancel') {
    const cancel = {
      opId: newOpId(),
      requestId,
      asOf: null,
      reason: 'NO_LONGER_NEEDED',
      note: '',
      notifyPatron: false,
      requestedBy: 'staff',
    } as const;
    valueOf(take(here.desk.context, 'cancel', cancel));
  }
  await here.settled();
  return [requestId, sentAs];
};

test.each(rows)(
  '$word, which waited, and the partner has it as $stage: $after',
  async ({ word, meanwhile, after }) => {
    const [, sentAs] = await sayInOutage(word);
    const before = here.heard(sentAs).length;
    for (const saying of meanwhile) await here.lender.say(sentAs, saying);
    here.applyAll();
    here.back();
    await here.settled();
    const row = here.desk.raw
      .prepare('SELECT state FROM outbox WHERE kind IN (?, ?) ORDER BY id DESC')
      .pluck()
      .get(kinds[word], 'cancel-asked');
    expect([row, here.heard(sentAs).slice(before)]).toEqual(after);
    expect(here.queue.faults).toEqual([]);
  },
);

const willSupply = { ...scripts.LOANED, Request: () => [changed('WillSupply')] };
const letter = (kind = 'received'): unknown =>
  valueOf(here.letters.list({ show: 'open', offset: 0, limit: 9 })).rows.find((row) => row.kind === kind)
    ?.state ?? here.states().find((state) => state.startsWith(`${kind} `));

test('a receipt for which the partner has no parcel yet waits, and is sent once the partner says that it sent one', async () => {
  here.script = willSupply;
  const [requestId, sentAs] = await here.lend();
  here.receives(requestId);
  await here.settled();
  expect([letter(), here.note('received')]).toEqual([
    'awaits-partner',
    'The partner has not said that it sent the item. Once it does, this is sent automatically.',
  ]);
  const today = todayService({ ...here.desk.context, lettersWait: () => 'none' });
  expect(valueOf(today.list({ card: 'needs-person', offset: 0, limit: 9 })).rows).toEqual([]);
  expect([{ ...here.queue.describe()[0], ...here.underWay() }]).toMatchObject([{ state: 'up', waiting: 0 }]);
  // What does not depend on the parcel passes it.
  const { context } = here.desk;
  const turnId = findConversation(context.db, sentAs)?.turnId as TurnId;
  valueOf(take(context, 'write-to-partner', { opId: newOpId(), requestId, turnId, text: 'Sent?' }));
  await here.settled();
  expect([letter(), here.heard(sentAs)]).toEqual(['awaits-partner', ['Notification']]);
  // Another status that is not enough.
  await here.lender.say(sentAs, changed('WillSupply'));
  await here.settled();
  expect(letter()).toBe('awaits-partner');
  await here.lender.say(sentAs, changed('Loaned'));
  await here.settled();
  expect([letter(), here.heard(sentAs)]).toEqual(['received sent', ['Notification', 'Received']]);
  expect(here.queue.faults).toEqual([]);
});

test('a receipt that waits for the partner is sent anyway when staff choose to', async () => {
  here.script = willSupply;
  const [requestId, sentAs] = await here.lend();
  here.receives(requestId);
  await here.settled();
  const id = here.desk.raw.prepare("SELECT id FROM outbox WHERE kind = 'received'").pluck().get() as number;
  valueOf(here.letters.retry({ id }));
  await here.settled();
  expect([letter(), here.heard(sentAs)]).toEqual(['received sent', ['Received']]);
});

test('staff may ask again for a renewal that the partner refused', async () => {
  here.script = scripts.RENEW_NO;
  const [requestId, sentAs] = await here.lend();
  here.receives(requestId);
  here.renews(requestId);
  await here.settled();
  here.renews(requestId);
  await here.settled();
  expect(here.heard(sentAs)).toEqual(['Received', 'Renew', 'Renew']);
});

test('a condition of a partner whose system is unknown is answered in the conversation in which it was set', async () => {
  here.profile = { convention: 'retry' };
  here.back();
  here.script = scripts.CONDITION_RESHARE;
  const [requestId] = await here.lend();
  const reply = { opId: newOpId(), requestId, asOf: null, accept: true, note: 'Fine', withoutNote: false };
  valueOf(take(here.desk.context, 'conditional-reply', reply));
  await here.settled();
  expect(here.said()).toEqual(['request confirmed', 'Notification confirmed']);
  expect(here.desk.raw.prepare('SELECT status FROM request').pluck().all()).toEqual(['SHIPPED_PHYSICALLY']);
  here.profile = {};
});
