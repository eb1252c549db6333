import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../../electron/main/db/open.ts';
import { detailsService } from '../../../../electron/main/desk/queries/details/details.service.ts';
import { listService } from '../../../../electron/main/desk/queries/list/list.service.ts';
import { insertOutgoing } from '../../../../electron/main/desk/store/outgoing.queries.ts';
import { partnerMessagesService } from '../../../../electron/main/partners/exchange/thread.service.ts';
import { writeMessage } from '../../../../electron/main/partners/iso18626/write-message.ts';
import { anyRequest, firstOrder } from '../../../../shared/domain/request-list.ts';
import type { Instant, RequestId } from '../../../../shared/domain/ids.ts';
import { type DecisionDesk, done, north, openDecisionDesk } from '../../../support/decision-desk.ts';
import { fullMessages } from '../../../support/iso18626/full-messages.ts';
import { changed } from '../../../support/iso18626/meaning.ts';
import type { Saying } from '../../../support/lender/peer-xml.ts';
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

const service = () => partnerMessagesService(desk.context);
const thread = () => {
  const answer = service().ofRequest({ requestId });
  if (answer instanceof Promise) throw new Error('It answers at once.');
  return done(answer);
};
const says = async (saying: Saying) => {
  await exchange.says('R1-1', saying);
  return thread().at(-1);
};
const counted = () => done(detailsService(desk.context).details({ requestId })).partnerMessages;

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
  ])('tells in plain words what %j says', async (saying, sentence, facts, note) => {
    expect(await says(saying)).toMatchObject({
      from: 'partner',
      sentence,
      facts,
      note,
      // What it wrote itself is to be read; the rest was recorded.
      isUnread: note !== '',
    });
  });

  it('says what we told, and what became of it', async () => {
    const keep = (index: number, state: 'confirmed' | 'refused', at: string): void => {
      const message = fullMessages[index];
      if (!message) throw new Error('There is no such message.');
      const raw = writeMessage(message, '1.2');
      const about = { requestId, sentAs: 'R1-1', outboxId: 1, position: index };
      inTransaction(desk.context.db, (db) =>
        insertOutgoing(db, { ...about, raw, at: at as Instant, identity: String(index) + state }),
      );
      desk.raw.prepare("UPDATE partner_message SET state = ? WHERE state = 'waiting'").run(state);
    };
    keep(0, 'confirmed', '2026-11-01T08:00:00.000Z');
    keep(4, 'refused', '2026-11-02T08:00:00.000Z');
    await exchange.says('R1-1', changed('WillSupply'));
    expect(thread().map(({ from, sentence, state, isUnread }) => [from, sentence, state, isUnread])).toEqual([
      ['us', 'We requested it', '', false],
      ['us', expect.stringMatching(/^We /), 'refused by the partner’s system', false],
      ['partner', 'North University Library will supply', '', false],
    ]);
  });

  it('says which message could not be recorded, and which cannot be read', async () => {
    await exchange.says('R1-1', changed('LoanCompleted'));
    desk.raw.exec("UPDATE partner_message SET state = 'task'");
    expect(thread()).toMatchObject([{ state: 'not recorded: see Tasks' }]);
    desk.raw.exec("UPDATE partner_message SET raw = '?'");
    expect(thread()).toMatchObject([
      { sentence: 'North University Library sent a message', facts: ['The message cannot be read.'] },
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
    expect([counted(), listed()]).toEqual([{ count: 0, unread: 0 }, [0]]);
    await exchange.says('R1-1', changed('WillSupply', { note: 'On Monday' }));
    await exchange.says('R1-1', changed('Loaned', { note: 'It is old' }));
    expect([counted(), listed()]).toEqual([{ count: 2, unread: 2 }, [2]]);
    thread();
    expect(counted().unread).toBe(2);
    await service().markRead({ requestId });
    expect([counted(), listed()]).toEqual([{ count: 2, unread: 0 }, [0]]);
    expect(thread().map(({ isUnread }) => isUnread)).toEqual([false, false]);
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
    for (const call of ['ofRequest', 'markRead'] as const)
      expect(service()[call]({ requestId })).toMatchObject({ ok: false, error: { code: 'role-missing' } });
  });
});
