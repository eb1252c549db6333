import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { hubTasksService } from '../../../../electron/main/sync/tasks.service.ts';
import { type DecisionDesk, done, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import { newOpId } from '../../../support/desk.ts';
import { changed } from '../../../support/iso18626/meaning.ts';
import { openPartnerExchange, type PartnerExchange } from '../../../support/partner-exchange.ts';

// Who says what a message says: the partner, or another library that knows the identifier of the request.

let desk: DecisionDesk;
let exchange: PartnerExchange;
let id: RequestId;
beforeEach(() => {
  desk = openDecisionDesk();
  exchange = openPartnerExchange(desk);
  id = desk.add({ externalId: 'R1', status: 'REQUEST_SENT', rota: [north, west] });
  exchange.begin(id, 'R1-1');
});
afterEach(async () => {
  await exchange.end();
  desk.close();
});

/** A message in whose header stands something else as the supplier. */
const says = async (supplier: string): Promise<void> => {
  const xml = exchange.xml('R1-1', changed('Unfilled', { unfilled: 'NotHeld', note: 'Sorry' }));
  const other = Buffer.from(xml)
    .toString()
    .replace(/<ns2:supplyingAgencyId>.*<\/ns2:supplyingAgencyId>/u, supplier);
  expect(other).not.toContain('>NORTH<');
  exchange.inbox.take(Buffer.from(other));
  await exchange.quiet();
};
const named = (kind: string, value: string): string =>
  `<ns2:supplyingAgencyId><ns2:agencyIdType>${kind}</ns2:agencyIdType><ns2:agencyIdValue>${value}</ns2:agencyIdValue></ns2:supplyingAgencyId>`;

it.each([
  ['in small letters', named('ISIL', 'north')],
  ['with another kind', named('Local', 'NORTH ')],
  ['with its kind before it', named('ISIL', 'ISIL:NORTH')],
  ['not at all', ''],
])('the partner may write its symbol %s', async (_, supplier) => {
  await says(supplier);
  expect([exchange.states(), exchange.tasks()]).toEqual([['applied'], []]);
  expect(desk.turns(id)).toEqual(['north rejected', 'west asked']);
});

it('what names another library becomes a task, and staff may record it', async () => {
  await says(named('ISIL', 'SOUTH'));
  expect([exchange.states(), desk.turns(id)]).toEqual([['task'], ['north asked', 'west waiting']]);
  expect(exchange.conversation('R1-1').status).toBe(null);
  expect(exchange.tasks()).toEqual([
    {
      kind: 'partner-answer',
      headline: 'North University Library cannot lend it',
      message: expect.stringMatching(/^The message names SOUTH as the lender, and not NORTH\./u) as string,
    },
  ]);
  const tasks = hubTasksService(desk.context);
  const [task] = done(tasks.tasks());
  expect(task).toMatchObject({ choice: 'again', refusal: '' });
  done(tasks.solve({ opId: newOpId(), id: task?.id ?? 0, how: 'again' }));
  expect(desk.turns(id)).toEqual(['north rejected', 'west asked']);
});

it('a broker speaks for any library', async () => {
  exchange.profile({ isBroker: true });
  await says(named('ISIL', 'SOUTH'));
  expect([exchange.states(), desk.turns(id)]).toEqual([['applied'], ['north rejected', 'west asked']]);
});
