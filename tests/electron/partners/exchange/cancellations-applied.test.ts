import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { type DecisionDesk, done, lake, north, openDecisionDesk } from '../../../support/decision-desk.ts';
import { changed } from '../../../support/iso18626/meaning.ts';
import type { Saying } from '../../../support/lender/peer-xml.ts';
import { openPartnerExchange, type PartnerExchange } from '../../../support/partner-exchange.ts';

// What partners answer to a cancellation, in all their ways, as XML through the inbox.

let desk: DecisionDesk;
let exchange: PartnerExchange;
let id: RequestId;
beforeEach(() => {
  desk = openDecisionDesk();
  exchange = openPartnerExchange(desk);
  id = desk.add({ externalId: 'R1', status: 'REQUEST_SENT', rota: [north, lake] });
  exchange.begin(id, 'R1-1');
});
afterEach(async () => {
  await exchange.end();
  desk.close();
});

const says = (saying: Saying): Promise<void> => exchange.says('R1-1', saying);
const column = (text: string): unknown[] => desk.raw.prepare(text).pluck().all();
const isQuiet = (): void => expect(exchange.tasks()).toEqual([]);

describe('Our cancellation', () => {
  const asked = async (): Promise<void> => {
    desk.raw.exec('UPDATE partner SET cancel_needs_consent = 1');
    done(desk.cancel(id));
    exchange.told('R1-1', 'Cancel');
    expect(column('SELECT cancellation FROM turn ORDER BY position')[0]).toBe('asked');
  };

  it.each<[string, Saying]>([
    ['by an answer', { reason: 'CancelResponse', answer: 'Y', status: 'Cancelled' }],
    ['by an answer beside another status', { reason: 'CancelResponse', answer: 'Y', status: 'WillSupply' }],
    ['without an answer, by its status', { reason: 'CancelResponse', status: 'Cancelled' }],
    ['by a status alone', changed('Cancelled')],
  ])('is agreed to %s', async (_how, saying) => {
    await asked();
    await says(saying);
    expect([desk.statusOf(id), desk.turns(id)[0]]).toEqual(['CANCELLED_BY_STAFF', 'north cancelled']);
    isQuiet();
  });

  it.each<[string, Saying]>([
    ['with the status that it had', { reason: 'CancelResponse', answer: 'N', status: 'WillSupply' }],
    ['beside Cancelled', { reason: 'CancelResponse', answer: 'N', status: 'Cancelled' }],
    ['without a status', { reason: 'CancelResponse', answer: 'N' }],
  ])('is refused %s: nothing else changes', async (_how, saying) => {
    await asked();
    await says(saying);
    expect(column('SELECT cancellation FROM turn ORDER BY position')[0]).toBe('refused');
    expect(desk.turns(id)[0]).toBe('north asked');
    isQuiet();
  });

  it('that is answered by neither yes nor no stays open, and staff are told', async () => {
    await asked();
    await says({ reason: 'CancelResponse', status: 'WillSupply' });
    expect(column('SELECT cancellation FROM turn ORDER BY position')[0]).toBe('asked');
    expect(column('SELECT body FROM request_note WHERE active = 1')).toEqual([
      'The partner’s answer to our cancellation says neither yes nor no.',
    ]);
  });
});
