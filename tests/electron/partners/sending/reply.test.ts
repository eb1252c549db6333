import { expect, test } from 'vitest';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import { findConversation } from '../../../../electron/main/desk/store/conversations.queries.ts';
import type { TurnId } from '../../../../shared/domain/ids.ts';
import { newOpId } from '../../../support/desk.ts';
import { useDeskAndLender } from '../../../support/lender/desk-and-lender.ts';
import { valueOf } from '../../../support/results.ts';
import { threadOf } from '../../../support/thread.ts';

// What staff write to a partner from its thread leaves as a notification, in their words alone.

const here = useDeskAndLender();

test('a message from staff reaches the lender, and is shown in the thread', async () => {
  const [requestId, sentAs] = await here.lend();
  const { context } = here.desk;
  const turnId = findConversation(context.db, sentAs)?.turnId as TurnId;
  const text = 'Is the second edition possible?\nThank you';
  valueOf(take(context, 'write-to-partner', { opId: newOpId(), requestId, turnId, text }));
  await here.settled();
  const heard = here.lender.entry(sentAs).heard.at(-1);
  expect(heard).toMatchObject({ action: 'Notification', note: text });
  expect(here.states().at(-1)).toBe('message sent');
  const { entries } = threadOf(context, requestId, turnId);
  expect(
    entries
      .filter(({ from }) => from === 'to-partner')
      .map(({ title, text: words, state }) => [title, words, state]),
  ).toEqual([
    ['Message', text, 'sent'],
    ['Request', expect.any(String), 'sent'],
  ]);
  expect(entries.filter(({ from }) => from === 'partner').map(({ title }) => title)).toEqual([
    'North University Library shipped it',
    'North University Library will supply',
  ]);
});
