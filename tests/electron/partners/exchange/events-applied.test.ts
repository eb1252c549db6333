import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { ProtocolProfile } from '../../../../shared/domain/partner-profile.ts';
import {
  type DecisionDesk,
  done,
  itemsOf,
  lake,
  north,
  openDecisionDesk,
  west,
} from '../../../support/decision-desk.ts';
import { changed } from '../../../support/iso18626/meaning.ts';
import type { Dialect, Saying } from '../../../support/lender/peer-xml.ts';
import { openPartnerExchange, type PartnerExchange } from '../../../support/partner-exchange.ts';
import { receivingAt } from '../../../support/receiving.ts';

// Every event that a partner can tell, as XML through the inbox, and what becomes of the request.

let desk: DecisionDesk;
let exchange: PartnerExchange;
let id: RequestId;
beforeEach(() => {
  desk = openDecisionDesk();
  exchange = openPartnerExchange(desk);
  id = desk.add({ externalId: 'R1', status: 'REQUEST_SENT', rota: [north, lake] });
  // It has named no date yet.
  desk.raw.exec('UPDATE turn SET due_on = NULL');
  exchange.begin(id, 'R1-1');
});
afterEach(async () => {
  await exchange.end();
  desk.close();
});
const { receive } = receivingAt(() => desk);

const says = (saying: Saying, dialect?: Dialect): Promise<void> =>
  exchange.says('R1-1', saying, undefined, dialect);
const column = (text: string): unknown[] => desk.raw.prepare(text).pluck().all();
const notes = (): unknown[] => column('SELECT body FROM request_note ORDER BY id');
const turnDue = (): unknown => column('SELECT due_on FROM turn ORDER BY position')[0];
const datesOut = (): unknown[] => column('SELECT due_on FROM item ORDER BY id');
const dueJanuary = { dueDate: '2027-01-15T00:00:00Z' };
/** The item came, and is here. */
const lend = async (): Promise<void> => {
  await says(changed('Loaned', dueJanuary));
  done(receive({ requestId: id, barcode: 'N-1' }));
};
const isQuiet = (): void => expect(exchange.tasks()).toEqual([]);

describe('Before it is sent', () => {
  it('a partner will supply, for money', async () => {
    await says(changed('WillSupply', { offered: ['12.50', 'EUR'], note: '#seq:3#On Monday' }));
    expect([desk.statusOf(id), desk.turns(id)]).toEqual([
      'WILL_SUPPLY',
      ['north will-supply', 'lake waiting'],
    ]);
    expect(notes()).toEqual(['On Monday']);
    expect(column('SELECT cost FROM turn ORDER BY position')).toEqual(['12.50 EUR', '']);
    isQuiet();
  });

  it.each<[ProtocolProfile['convention'], Saying, string]>([
    [
      'reshare',
      changed('WillSupply', { conditions: ['LibraryUseOnly'], note: '#ReShareAddLoanCondition#Here only' }),
      'Here only',
    ],
    [
      'accept-reject',
      { reason: 'Notification', status: 'WillSupply', note: 'Costs 20 EUR. Please respond ACCEPT or REJECT' },
      'Costs 20 EUR. Please respond ACCEPT or REJECT',
    ],
    [
      'retry',
      changed('RetryPossible', { retry: 'LoanCondition', conditions: ['LibraryUseOnly'], note: 'Only here' }),
      'Only here',
    ],
    [
      'conditional-reply',
      changed('WillSupply', { note: 'Loan condition: Supervised reading' }),
      'Loan condition: Supervised reading',
    ],
  ])('a partner sets a condition in the convention of %s', async (convention, saying, words) => {
    exchange.profile({ convention });
    await says(saying);
    expect([desk.statusOf(id), desk.turns(id)]).toEqual([
      'CONDITIONAL',
      ['north conditional', 'lake waiting'],
    ]);
    expect(column('SELECT note FROM turn_condition')).toEqual([words]);
    expect(column("SELECT body FROM request_note WHERE active = 1 AND author = 'partner'")).toEqual([words]);
    isQuiet();
  });

  it('a partner that does not have it makes us ask the next', async () => {
    await says(changed('Unfilled', { unfilled: 'NotHeld', note: 'Sorry' }));
    expect(desk.turns(id)).toEqual(['north rejected', 'lake asked']);
    expect(desk.told()).toEqual(['lake request']);
    expect(notes()).toEqual(['The partner does not have it.\nSorry']);
    isQuiet();
  });

  it('a partner names what to change in another request', async () => {
    await says(changed('RetryPossible', { retry: 'OnLoan', retryAfter: '2027-02-01T00:00:00Z' }));
    expect(desk.turns(id)).toEqual(['north rejected', 'lake asked']);
    expect(notes()).toEqual([expect.stringContaining('Ask again from 1 Feb 2027 on.')]);
    isQuiet();
  });

  it('a partner cancels by itself', async () => {
    await says(changed('Cancelled', { note: 'It is missing' }));
    expect(desk.turns(id)).toEqual(['north cancelled', 'lake asked']);
    isQuiet();
  });

  it('a partner sends a note, which waits until staff read it', async () => {
    await says({ reason: 'Notification', status: 'WillSupply', note: 'Is the second edition right?#seq:5#' });
    expect(desk.statusOf(id)).toBe('REQUEST_SENT');
    expect(desk.raw.prepare('SELECT author, body, active FROM request_note').all()).toEqual([
      { author: 'partner', body: 'Is the second edition right?', active: 1 },
    ]);
    isQuiet();
  });
});

describe('With the parcel', () => {
  it('a partner names the day, conditions of use and where it goes back to', async () => {
    await says(
      changed('Loaned', {
        ...dueJanuary,
        conditions: ['NoReproduction', 'LibraryUseOnly'],
        itemIds: ['N-1'],
        returnTo: 'North, Stack 3',
        note: 'Handle with care',
      }),
    );
    expect([desk.statusOf(id), turnDue()]).toEqual(['SHIPPED_PHYSICALLY', '2027-01-15']);
    expect(column('SELECT reason FROM turn_condition')).toEqual(['LibraryUseOnly']);
    expect(column('SELECT note FROM turn_condition')).toEqual(['No reproduction\nHandle with care']);
    expect(notes()).toEqual(['No reproduction\nHandle with care', 'Return it to: North, Stack 3']);
    done(receive({ requestId: id, barcode: 'N-1' }));
    expect(datesOut()).toEqual(['2027-01-15']);
    isQuiet();
  });

  it('a partner lists the volumes: that is no condition of their use', async () => {
    await says(changed('Loaned', { itemIds: ['N-1', 'N-2'], conditions: ['LibraryUseOnly'] }));
    expect([column('SELECT note FROM turn_condition'), notes()]).toEqual([[''], []]);
    isQuiet();
  });

  it('a partner that sends a file says where it is', async () => {
    await says(changed('CopyCompleted', { url: 'https://north.example/file/7' }), {
      version: '2021-2',
      prefix: '',
    });
    expect(desk.statusOf(id)).toBe('SHIPPED_DIGITALLY');
    expect(notes()).toEqual(['https://north.example/file/7']);
    isQuiet();
  });

  it('comes while our cancellation is open: it is shipped, and goes back', async () => {
    exchange.begin(
      desk.add({ externalId: 'R2', status: 'REQUEST_SENT', rota: [west], activePartner: west }),
      'R2-1',
      west,
    );
    const [other] = column("SELECT id FROM request WHERE external_id = 'R2'") as RequestId[];
    done(desk.cancel(other!));
    exchange.told('R2-1', 'Cancel');
    await exchange.says('R2-1', changed('Loaned'));
    expect(desk.turns(other!)).toEqual(['west shipped']);
    await exchange.says('R2-1', { reason: 'CancelResponse', answer: 'N', status: 'Loaned' });
    expect(exchange.conversation('R2-1').unanswered).toEqual([]);
    isQuiet();
  });

  it('comes while a condition is open: the condition ends', async () => {
    await says(changed('WillSupply', { conditions: ['LibraryUseOnly'] }));
    expect(desk.statusOf(id)).toBe('CONDITIONAL');
    await says(changed('Loaned', dueJanuary));
    expect([desk.statusOf(id), desk.turns(id)]).toEqual([
      'SHIPPED_PHYSICALLY',
      ['north shipped', 'lake waiting'],
    ]);
    expect(column('SELECT body FROM request_note WHERE active = 1')).toEqual([]);
    isQuiet();
  });
});

describe('Of an item that is here', () => {
  it('a partner says that it is overdue', async () => {
    await lend();
    await says(changed('Overdue', { note: 'Please!' }));
    expect(desk.statusOf(id)).toBe('OVERDUE_ITEM');
    isQuiet();
  });

  it('a partner wants it back by a day', async () => {
    await lend();
    await says(changed('Recalled', { dueDate: '2026-12-20T00:00:00Z' }));
    expect(desk.statusOf(id)).toBe('RECALLED_BOR');
    expect(column('SELECT back_by FROM item')).toEqual(['2026-12-20']);
    isQuiet();
  });

  it.each<[string, Saying, string]>([
    [
      'with a day',
      { reason: 'RenewResponse', answer: 'Y', status: 'Loaned', dueDate: '2027-02-20T00:00:00Z' },
      '2027-02-20',
    ],
    ['without a day', { reason: 'RenewResponse', answer: 'Y', status: 'Loaned' }, '2027-02-15'],
  ])('a partner agrees to our renewal %s', async (_how, saying, until) => {
    await lend();
    done(desk.renew(id, '2027-02-15', itemsOf(desk, id)[0]!));
    exchange.told('R1-1', 'Renew');
    await says(saying);
    expect(datesOut()).toEqual([until]);
    expect(exchange.conversation('R1-1')).toMatchObject({ unanswered: [] });
    isQuiet();
  });

  it('a partner refuses our renewal', async () => {
    await lend();
    desk.raw.exec('UPDATE partner SET renews_automatically = 0');
    done(desk.renew(id, '2027-02-15', itemsOf(desk, id)[0]!));
    exchange.told('R1-1', 'Renew');
    await says({ reason: 'RenewResponse', answer: 'N', status: 'Loaned', note: 'Reserved' });
    expect([datesOut(), column('SELECT renewal FROM item')]).toEqual([['2027-01-15'], ['refused']]);
    expect(exchange.conversation('R1-1')).toMatchObject({ unanswered: [] });
    isQuiet();
  });

  it('a partner renews unasked', async () => {
    await lend();
    await says(changed('Loaned', { dueDate: '2027-03-01T00:00:00Z' }));
    expect(datesOut()).toEqual(['2027-03-01']);
    isQuiet();
  });

  it('a partner that has it back ends the request', async () => {
    await lend();
    desk.raw.exec("UPDATE item SET status = 'returned-to-partner', returned_at = '2026-11-26T09:00:00.000Z'");
    desk.recomputeRequest(id);
    await says(changed('LoanCompleted'));
    expect(desk.statusOf(id)).toBe('REQUEST_COMPLETED');
    isQuiet();
  });

  it('a partner that closes without it settles a loss, and otherwise says so', async () => {
    await lend();
    await says(changed('CompletedWithoutReturn', { note: 'Keep it' }));
    expect(column('SELECT body FROM request_note WHERE active = 1')).toEqual([
      'The partner closed the loan without getting the item back.\nKeep it',
    ]);
    const lost = desk.add({ externalId: 'R2', status: 'REQUEST_SENT', rota: [north] });
    exchange.begin(lost, 'R2-1');
    await exchange.says('R2-1', changed('Loaned', dueJanuary));
    done(receive({ requestId: lost, barcode: 'N-2' }));
    done(desk.lost(lost, itemsOf(desk, lost)[0]!));
    await exchange.says('R2-1', changed('CompletedWithoutReturn'));
    expect(column('SELECT headline FROM request_event ORDER BY id').at(-1)).toBe(
      'North University Library settled the loss or damage',
    );
    isQuiet();
  });
});
