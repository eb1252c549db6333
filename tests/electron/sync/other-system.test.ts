import { expect, test } from 'vitest';
import { take } from '../../../electron/main/desk/steps/take.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { pushedStep, pushOne } from '../../support/hub/pushed.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { setNcip } from '../../support/ncip/sending-desk.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';

// What the hub accepts about messages to the library's other system, such as from a stolen login.

const shared = sharedLibrary();
const t = 'other_system_message';

/** A workstation on the hub that has received an item, and its message. */
const open = async (): Promise<{ one: SyncDesk; row: Record<string, unknown>; n: number }> => {
  const one = shared.openDesk(1);
  setNcip(one, 'http://127.0.0.1:9/ncip');
  const requestId = 1 as RequestId;
  valueOf(take(one.context, 'send-request', { opId: newOpId(), requestId, asOf: null, note: '' }));
  valueOf(receivingAt(() => one as never).receive({ opId: newOpId(), requestId, barcode: 'T-9' }));
  await one.sync();
  const n = one.raw.prepare('SELECT confirmed_n FROM hub_state').pluck().get() as number;
  return { one, row: one.raw.prepare(`SELECT * FROM ${t}`).get() as Record<string, unknown>, n };
};

const refusedAs = (what: string): unknown => ['forbidden', expect.stringContaining(`writes no ${what}`)];
const ofSending = refusedAs('message to the other system');

test('only the workstation that sends the letters says what became of a message, and nobody adds one that was written elsewhere', () =>
  shared.hub.playOn(async () => {
    const { row, n } = await open();
    const id = row['id'] as number;
    const push = (changes: readonly object[], others: object = {}): Promise<unknown> =>
      pushOne(shared, pushedStep(n + 1, { changes: changes as never, ...others }));
    const claims = { t, id, b: { state: 'waiting', raw: null }, a: { state: 'sending', raw: '<x/>' } };
    expect(await push([claims])).toEqual(ofSending);
    expect(await push([{ t, id, b: { state: 'waiting' }, a: { state: 'sent' } }])).toEqual(ofSending);
    expect(await push([{ t, id, b: row, a: null }])).toEqual(ofSending);
    const another = { ...row, id: id + 1 };
    const staff = { kind: 'add-note', requestId: row['request_id'] };
    expect(await push([{ t, id: id + 1, b: null, a: { ...another, raw: '<x/>' } }], staff)).toEqual(
      ofSending,
    );
    expect(await push([{ t, id: id + 1, b: null, a: { ...another, state: 'refused' } }], staff)).toEqual(
      ofSending,
    );
    // Even who sends them writes none of its own.
    await shared.hub.queryAs(1)("SELECT hub.take_lease('letters', 60) AS answer", []);
    expect(await push([{ t, id: id + 1, b: null, a: another }])).toEqual([
      'forbidden',
      expect.stringContaining('HB005'),
    ]);
    expect(await push([{ t, id, b: { item_id: row['item_id'] }, a: { item_id: 1 } }])).toEqual([
      'forbidden',
      expect.stringContaining('HB005'),
    ]);
    expect(await push([claims])).toBe('accepted');
  }));
