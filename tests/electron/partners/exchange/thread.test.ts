import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../../electron/main/db/open.ts';
import { detailsService } from '../../../../electron/main/desk/queries/details/details.service.ts';
import { listService } from '../../../../electron/main/desk/queries/list/list.service.ts';
import { findConversation } from '../../../../electron/main/desk/store/conversations.queries.ts';
import { insertOutgoing } from '../../../../electron/main/desk/store/outgoing.queries.ts';
import { threadService } from '../../../../electron/main/partners/exchange/thread.service.ts';
import { writeMessage } from '../../../../electron/main/partners/iso18626/write-message.ts';
import { anyRequest, firstOrder } from '../../../../shared/domain/request-list.ts';
import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import { type DecisionDesk, done, north, openDecisionDesk } from '../../../support/decision-desk.ts';
import { fullMessages } from '../../../support/iso18626/full-messages.ts';
import { changed } from '../../../support/iso18626/meaning.ts';
import type { Saying } from '../../../support/lender/peer-xml.ts';
import { addLetter } from '../../../support/letters.ts';
import { threadOf } from '../../../support/thread.ts';
import { openPartnerExchange, type PartnerExchange } from '../../../support/partner-exchange.ts';

let desk: DecisionDesk;
let exchange: PartnerExchange;
let requestId: RequestId;
beforeEach(() => {
  desk = openDecisionDesk();
  exchange = openPartnerExchange(desk);
  requestId = desk.add({ externalId: 'R1', status: 'REQUEST_SENT', rota: [north] });
  exchange.begin(requestId, 'R1-1');
});
afterEach(async () => {
  await exchange.end();
  desk.close();
});

const service = () => threadService(desk.context);
const turnId = () => findConversation(desk.context.db, 'R1-1')?.turnId ?? null;
const thread = () => threadOf(desk.context, requestId, turnId()).entries;
const says = async (saying: Saying) => {
  await exchange.says('R1-1', saying);
  return thread()[0];
};
const counted = () => done(detailsService(desk.context).details({ requestId })).turns[0]?.thread;

describe('The thread with a partner', () => {
  it.each<[Saying, string, readonly string[], string]>([
    [
      changed('WillSupply', {
        offered: ['12.50', 'EUR'],
        note: '#seq:3##ReShareLoanConditionAgreeResponse#Monday',
      }),
      'North University Library will supply',
      ['It costs 12.50 EUR.'],
      'Monday',
    ],
    [
      changed('WillSupply', { conditions: ['LibraryUseOnly'] }),
      'North University Library set a condition',
      ['Library use only'],
      '',
    ],
    [
      changed('Loaned', { dueDate: '2027-01-15T00:00:00Z', itemIds: ['N-1', 'N-2'] }),
      'North University Library shipped it',
      ['Due back 15 Jan 2027', 'Sent: N-1, N-2'],
      '',
    ],
    [
      changed('Unfilled', { unfilled: 'NotHeld' }),
      'North University Library cannot lend it',
      ['The partner does not have it.'],
      '',
    ],
    [
      changed('RetryPossible', { retry: 'NotFoundAsCited' }),
      'North University Library can lend it if the request is changed',
      ['The citation was not found.'],
      '',
    ],
    [
      { reason: 'RenewResponse', answer: 'Y', status: 'Loaned', dueDate: '2027-02-15T00:00:00Z' },
      'North University Library renewed it',
      ['Due back 15 Feb 2027'],
      '',
    ],
    [
      { reason: 'RenewResponse', answer: 'N', status: 'Loaned' },
      'North University Library did not renew it',
      [],
      '',
    ],
    [
      { reason: 'CancelResponse', status: 'WillSupply' },
      'North University Library answered our cancellation',
      [],
      '',
    ],
    [
      { reason: 'Notification', status: 'Loaned', note: 'Hello\u202E <b>you</b>' },
      'North University Library sent a note',
      [],
      'Hello <b>you</b>',
    ],
    [changed('HoldReturn'), 'North University Library asks us not to return it yet', [], ''],
    [changed('Pondering'), 'North University Library sent the status Pondering', [], ''],
  ])('tells in plain words what %j says', async (saying, title, facts, text) => {
    expect(await says(saying)).toMatchObject({
      from: 'partner',
      title,
      facts,
      text,
      // What it wrote itself is to be read; the rest was recorded.
      isUnread: text !== '',
    });
  });

  it('shows what we sent as letters, and as messages only if the letter is gone', async () => {
    const keep = (index: number, state: 'confirmed' | 'refused', at: string): void => {
      const message = fullMessages[index];
      if (!message) throw new Error('There is no such message.');
      const raw = writeMessage(message, '1.2');
      const about = { requestId, sentAs: 'R1-1', outboxId: 999, position: index };
      inTransaction(desk.context.db, (db) =>
        insertOutgoing(db, { ...about, raw, at: at as Instant, identity: String(index) + state }),
      );
      desk.raw.prepare("UPDATE partner_message SET state = ? WHERE state = 'waiting'").run(state);
    };
    keep(0, 'confirmed', '2026-11-01T08:00:00.000Z');
    keep(4, 'refused', '2026-11-02T08:00:00.000Z');
    await exchange.says('R1-1', changed('WillSupply'));
    expect(thread().map(({ from, title, state, isUnread }) => [from, title, state, isUnread])).toEqual([
      ['partner', 'North University Library will supply', '', false],
      ['to-partner', expect.stringMatching(/^We /), 'refused by the partner’s system', false],
      ['to-partner', 'We requested it', '', false],
    ]);
    addLetter(desk, requestId, { recipient: 'partner', kind: 'message', payload: { note: 'Any edition' } });
    desk.raw.exec(`UPDATE outbox SET turn_id = ${turnId()}, state = 'needs-person';
      UPDATE partner_message SET outbox_id = (SELECT max(id) FROM outbox) WHERE outbox_id = 999`);
    expect(thread().map(({ from, title, text, state }) => [from, title, text, state])).toEqual([
      ['to-partner', 'Message', 'Any edition', 'refused by the partner’s system'],
      ['partner', 'North University Library will supply', '', ''],
    ]);
  });

  it('shows each text once: what a message says is not repeated as an answer or a note, and is dismissed there', async () => {
    const condition = changed('WillSupply', { conditions: ['LibraryUseOnly'], note: 'In the reading room' });
    expect(await says(condition)).toMatchObject({ text: 'In the reading room', note: { active: true } });
    expect(thread()).toHaveLength(1);
    expect(counted()).toEqual({ count: 1, unread: 1, active: 1 });
    // Another system's library has the steps and their notes, but not the messages.
    desk.raw.exec('DELETE FROM partner_message');
    expect(thread()).toMatchObject([
      {
        id: expect.stringMatching(/^answer-/u),
        title: expect.stringContaining('reading room'),
        note: { active: true },
      },
    ]);
  });

  it('shows the newest first, and older ones on demand', async () => {
    for (const note of ['one', 'two', 'three'])
      await exchange.says('R1-1', { reason: 'Notification', status: 'WillSupply', note });
    const { total, entries } = threadOf(desk.context, requestId, turnId(), 2);
    expect([total, entries.map(({ text }) => text)]).toEqual([3, ['three', 'two']]);
  });

  it('says which message could not be recorded, and which cannot be read', async () => {
    await exchange.says('R1-1', changed('LoanCompleted'));
    desk.raw.exec("UPDATE partner_message SET state = 'task'");
    expect(thread()).toMatchObject([{ state: 'not recorded: see Tasks' }]);
    desk.raw.exec("UPDATE partner_message SET raw = '?'");
    expect(thread()).toMatchObject([
      { title: 'North University Library sent a message', facts: ['The message cannot be read.'] },
    ]);
  });

  it('is marked in the list and the details until staff read it', async () => {
    const listed = () =>
      done(
        listService(desk.context).list({
          query: anyRequest,
          sort: firstOrder,
          offset: 0,
          limit: 5,
        }),
      ).rows.map(({ unreadMessages }) => unreadMessages);
    const unread = () => [counted()?.unread, listed()];
    expect(unread()).toEqual([0, [0]]);
    await exchange.says('R1-1', changed('WillSupply', { note: 'On Monday' }));
    await exchange.says('R1-1', changed('Loaned', { note: 'It is old' }));
    expect(unread()).toEqual([2, [2]]);
    const messageIds = desk.raw
      .prepare('SELECT id FROM partner_message ORDER BY id')
      .pluck()
      .all() as number[];
    await service().markRead({ requestId, messageIds: messageIds.slice(0, 1), mailIds: [] });
    expect(unread()).toEqual([1, [1]]);
    expect(thread().map(({ isUnread }) => isUnread)).toEqual([true, false]);
    await service().markRead({ requestId: 999 as RequestId, messageIds, mailIds: [] });
    expect(unread()).toEqual([1, [1]]);
  });

  it('can be read only by those who may read the request', () => {
    // The only operator would get every role.
    desk.raw.exec(
      "UPDATE request SET pickup_desk_id = 2; DELETE FROM operator_role; INSERT INTO operator (name) VALUES ('B. Operator')",
    );
    desk.raw.exec(
      "INSERT INTO operator_role (operator_id, role, library_id) VALUES (1, 'requests-operator', 1)",
    );
    desk.context.session.refresh();
    const refused = { ok: false, error: { code: 'role-missing' } };
    expect(service().entries({ requestId, turnId: turnId(), limit: 10 })).toMatchObject(refused);
    expect(service().markRead({ requestId, messageIds: [1], mailIds: [1] })).toMatchObject(refused);
  });
});
