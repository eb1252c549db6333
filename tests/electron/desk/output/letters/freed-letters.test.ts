import { beforeEach, expect, test } from 'vitest';
import { wouldSend } from '../../../../../electron/main/desk/output/letters/freed-letters.ts';
import { placesService } from '../../../../../electron/main/desk/records/places/places.service.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import type { PatronId } from '../../../../../shared/domain/ids.ts';
import type { PartnerProfile } from '../../../../../shared/domain/partner-profile.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { circulationOf } from '../../../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { usualProfile } from '../../../../support/lender/play.ts';
import { claimNext } from '../../../../support/letters.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { valueOf } from '../../../../support/results.ts';

// What leaves once an address or another way to reach a recipient is saved, from the queries of the queues.

const desk = forEachTest(openTestDesk);
beforeEach(() => {
  desk.raw.exec("UPDATE partner SET email = ''; UPDATE patron SET email = ''");
});

const places = () => placesService(desk.context);
const would = (input: Input<'places.wouldSend'>): number => wouldSend(desk.context, input);
const partner = (email: string): Input<'places.wouldSend'> => {
  const { rows } = valueOf(places().partners({ search: 'north', offset: 0, limit: 1 }));
  const [row] = rows;
  if (!row) throw new Error('There is no partner.');
  const { id, profile: _, editedAt: __, ...values } = row;
  return { kind: 'partner', id, values: { ...values, email } };
};
const profile = (as: PartnerProfile): Input<'places.wouldSend'> =>
  ({ ...partner(''), profile: as }) as Input<'places.wouldSend'>;
const send = (externalId: string): void => {
  const requestId = addRequest(desk, { externalId, status: 'READY_TO_SEND' });
  valueOf(take(desk.context, 'send-request', { opId: newOpId(), requestId, asOf: null, note: '' }));
};
const everything = (): unknown =>
  ['outbox', 'partner', 'patron', 'command_log', 'partner_message'].map((table) =>
    desk.raw.prepare(`SELECT * FROM ${table}`).all(),
  );

test('an address frees the letters that wait for it, and none is freed by trying', () => {
  expect(would(partner('ill@north.example'))).toBe(0);
  send('R-1');
  send('R-2');
  const before = everything();
  expect(would(partner('ill@north.example'))).toBe(2);
  expect(would(partner(''))).toBe(0);
  expect(would(partner('no address'))).toBe(0);
  expect(everything()).toEqual(before);
  expect(claimNext(desk)).toBeUndefined();
  valueOf(
    places().savePartner({ opId: newOpId(), ...(partner('ill@north.example') as never as object) } as never),
  );
  expect(claimNext(desk)).toBeDefined();
  // What can leave already is freed by nothing.
  expect(would(partner('other@north.example'))).toBe(0);
});

test('so does a protocol, but not while staff hold the letters, and not by hand', () => {
  send('R-1');
  const byProtocol: PartnerProfile = { ...usualProfile, address: 'https://north.example/iso18626' };
  expect(would(profile(byProtocol))).toBe(1);
  expect(would(profile({ by: 'hand' }))).toBe(0);
  desk.raw.exec("UPDATE partner SET held_at = '2026-11-25T08:00:00.000Z', held_by_name = 'A. Operator'");
  expect(would(profile(byProtocol))).toBe(0);
});

test('and an address of a patron', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'SHIPPED_PHYSICALLY' });
  valueOf(receivingAt(() => desk).receive({ opId: newOpId(), requestId, barcode: 'N-1' }));
  const row = desk.raw.prepare('SELECT id, barcode, name, library_id AS libraryId FROM patron').get() as {
    id: PatronId;
    barcode: string;
    name: string;
    libraryId: null;
  };
  const { id, ...values } = row;
  expect(would({ kind: 'patron', id, values: { ...values, email: 'reader@example.org' } })).toBe(1);
  expect(would({ kind: 'patron', id, values: { ...values, email: '' } })).toBe(0);
  // That the item is ready is outdated once it is lent: the queue sets it aside.
  valueOf(circulationOf(desk).lend('N-1'));
  const before = everything();
  expect(would({ kind: 'patron', id, values: { ...values, email: 'reader@example.org' } })).toBe(0);
  expect(everything()).toEqual(before);
});
