import { expect, test } from 'vitest';
import { take } from '../../../electron/main/desk/steps/take.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { SentFacts } from '../../../shared/domain/other-system-messages.ts';
import { newOpId } from '../../support/desk.ts';
import { pushedStep, pushOne } from '../../support/hub/pushed.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import { setNcip } from '../../support/ncip/sending-desk.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';

// What the hub accepts about messages to the library's other system, such as from a stolen login.

const shared = sharedLibrary();
const t = 'other_system_message';
const requestId = 1 as RequestId;

/** A workstation on the hub that has received an item; its message; and what the login pushes in its place. */
const open = async () => {
  const one = shared.openDesk(1);
  setNcip(one, 'http://127.0.0.1:9/ncip');
  valueOf(take(one.context, 'send-request', { opId: newOpId(), requestId, asOf: null, note: '' }));
  valueOf(receivingAt(() => one as never).receive({ opId: newOpId(), requestId, barcode: 'T-9' }));
  await one.sync();
  expect(one.faults).toEqual([]);
  let n = one.raw.prepare('SELECT confirmed_n FROM hub_state').pluck().get() as number;
  const row = one.raw.prepare(`SELECT * FROM ${t}`).get() as Record<string, unknown> & {
    readonly id: number;
  };
  const id = row.id;
  const push = async (
    kind: string | null,
    changes: readonly object[],
    others: object = {},
  ): Promise<unknown> => {
    const step = pushedStep(n + 1, { kind, requestId, changes: changes as never, ...others } as never);
    const verdict = await pushOne(shared, step);
    if (verdict === 'accepted') n += 1;
    return verdict;
  };
  return {
    row,
    push,
    facts: JSON.parse(row['facts'] as string) as SentFacts,
    change: (b: object, a: object) => [{ t, id, b, a }],
    remove: () => [{ t, id, b: row, a: null }],
    /** Another message about the item, of the step that is pushed next. */
    add: (changes: object = {}) => {
      const added = { ...row, id: id + 1, op_id: `step-${n + 1}`, ...changes };
      return [{ t, id: id + 1, b: null, a: added }];
    },
    /** Sets a column at the hub itself. */
    set: (values: string) => shared.hub.query(`UPDATE hub_rows.${t} SET ${values} WHERE id = $1`, [id]),
    lease: (from: number) => shared.hub.queryAs(from)("SELECT hub.take_lease('letters', 60) AS answer", []),
    /** The lease has ended; another workstation takes it. */
    passOn: async (to: number) => {
      await shared.hub.query("UPDATE hub.lease SET until = now() - interval '1 second'", []);
      await shared.hub.queryAs(to)("SELECT hub.take_lease('letters', 60) AS answer", []);
    },
  };
};

const forbidden = [
  'forbidden',
  expect.stringMatching(/^HB005 .*writes no (other_system_message|message to the other system)/u),
];
const claimed = [{ state: 'waiting' }, { state: 'sending' }] as const;
const told = [{ state: 'sending' }, { state: 'sent' }] as const;

test('only the workstation that sends the letters says that a message is sent, and says what is so', () =>
  shared.hub.playOn(async () => {
    const { push, change, remove, add, facts, lease } = await open();
    expect(await push(null, change(...claimed))).toEqual(forbidden);
    expect(await push(null, change({ state: 'waiting' }, { state: 'sent' }))).toEqual(forbidden);
    expect(await push(null, remove())).toEqual(forbidden);
    await lease(1);
    expect(await push(null, add())).toEqual(forbidden);
    expect(await push(null, change({ item_id: 1 }, { item_id: 2 }))).toEqual(forbidden);
    const other = JSON.stringify({ ...facts, user: 'P1000002' });
    expect(await push(null, change({ facts: JSON.stringify(facts) }, { facts: other }))).toEqual(forbidden);
    const corrected = { facts: JSON.stringify({ ...facts, title: 'A corrected title' }) };
    const before = { facts: JSON.stringify(facts) };
    const claim = change({ ...claimed[0], ...before }, { ...claimed[1], ...corrected });
    expect(await push(null, claim)).toBe('accepted');
    const sent = (facts: string): object[] =>
      change({ ...told[0], ...corrected }, { ...told[1], facts }) as object[];
    expect(await push(null, sent('{"user":"P1000002"}'))).toEqual(forbidden);
    expect(await push(null, sent('{}'))).toBe('accepted');
  }));

test('the workstation that sent before says what became of a message, and sends no other', () =>
  shared.hub.playOn(async () => {
    const { push, change, lease, passOn } = await open();
    await lease(1);
    expect(await push(null, change(...claimed))).toBe('accepted');
    await passOn(2);
    expect(await push(null, change(...told))).toBe('accepted');
    expect(await push(null, change({ state: 'sent' }, { state: 'sending' }))).toEqual(forbidden);
    await shared.hub.query("UPDATE hub.lease SET since = now() - interval '8 days'", []);
    expect(await push(null, change({ state: 'sent' }, { state: 'refused' }))).toEqual(forbidden);
  }));

test('a step adds messages about its own item, with the card of its patron', () =>
  shared.hub.playOn(async () => {
    const { push, add, facts } = await open();
    const saying = (changes: Partial<SentFacts>): ReturnType<typeof add> =>
      add({ facts: JSON.stringify({ ...facts, ...changes }) });
    expect(await push('add-note', saying({ user: 'P1000002' }))).toEqual(forbidden);
    expect(await push('add-note', saying({ item: 'B4-0' }))).toEqual(forbidden);
    expect(await push('add-note', add({ item_id: 1 }))).toEqual(forbidden);
    const [shelved] = await shared.hub.query("SELECT id FROM hub_rows.item WHERE barcode = 'B3-0'", []);
    const { id: item_id } = shelved as { readonly id: number };
    const elsewhere = JSON.stringify({ ...facts, item: 'B3-0', user: '' });
    expect(await push('add-note', add({ item_id, facts: elsewhere }))).toEqual(forbidden);
    expect(await push('add-note', add({ state: 'sending' }))).toEqual(forbidden);
    expect(await push('add-note', add({ state: 'refused', words: 'Nobody' }))).toEqual(forbidden);
    expect(await push('add-note', add({ op_id: 'step-1' }))).toEqual(forbidden);
    expect(await push('add-note', add(), { requestId: 3 })).toEqual(forbidden);
    expect(await push('add-note', add({ facts: '{"item": ' }))).toMatchObject([
      'forbidden',
      expect.anything(),
    ]);
    expect(await push('save-desk', add())).toEqual(forbidden);
    expect(await push('undo', add())).toEqual(forbidden);
    expect(await push('add-note', saying({ user: '' }))).toBe('accepted');
  }));

test.each(['add-note', 'key-steps', 'undo', 'send-again', 'forget-patron-data', 'import', 'set-pin'])(
  'a step %s says of no message that it was sent or refused, nor anything else',
  (kind) =>
    shared.hub.playOn(async () => {
      const { push, change, facts } = await open();
      const another = JSON.stringify({ ...facts, user: 'P1000002' });
      // The request is over, so that its patron may be forgotten.
      await shared.hub.query("UPDATE hub_rows.request SET status = 'CANCELLED' WHERE id = $1", [requestId]);
      for (const after of [
        { state: 'sent' },
        { state: 'sending' },
        { words: 'Nobody' },
        { facts: another },
        { state: 'waiting', facts: another },
        { state: 'in-doubt', facts: another },
        { state: 'waiting', words: 'Nobody' },
      ]) {
        const before = { state: 'waiting', words: '', facts: JSON.stringify(facts) };
        const had = Object.fromEntries(Object.entries(before).filter(([key]) => key in after));
        expect([after, await push(kind, change(had, after))]).toEqual([
          after,
          kind === 'forget-patron-data' && after.words === 'Nobody' && !after.state ? 'accepted' : forbidden,
        ]);
      }
    }),
);

test('staff withdraw what certainly did not arrive, and let go of what may have', () =>
  shared.hub.playOn(async () => {
    const { push, change, remove, set, facts } = await open();
    const letGo = change(
      { state: 'waiting', facts: JSON.stringify(facts) },
      { state: 'in-doubt', facts: '{}' },
    );
    await set("state = 'sent'");
    expect(await push('key-steps', remove())).toEqual(forbidden);
    expect(await push('key-steps', letGo)).toEqual(forbidden);
    await set("state = 'waiting', may_have_arrived_at = '2026-11-25T08:00:00.000Z'");
    expect(await push('key-steps', remove())).toEqual(forbidden);
    expect(await push('key-steps', letGo)).toBe('accepted');
    await set(`state = 'waiting', may_have_arrived_at = NULL, facts = '${JSON.stringify(facts)}'`);
    expect(await push('key-steps', remove())).toBe('accepted');
  }));

test('only what was refused is sent again, and says the same', () =>
  shared.hub.playOn(async () => {
    const { push, change, set, facts } = await open();
    const again = [{ state: 'refused' }, { state: 'waiting' }] as const;
    const another = [
      { facts: JSON.stringify(facts) },
      { facts: JSON.stringify({ ...facts, user: 'P1000002' }) },
    ] as const;
    await set("state = 'sent'");
    expect(await push('send-again', change({ state: 'sent' }, { state: 'waiting' }))).toEqual(forbidden);
    await set("state = 'refused'");
    expect(
      await push('send-again', change({ ...again[0], ...another[0] }, { ...again[1], ...another[1] })),
    ).toEqual(forbidden);
    expect(await push('send-again', change(...again))).toBe('accepted');
  }));

test('a patron is forgotten in messages about requests that are over', () =>
  shared.hub.playOn(async () => {
    const { push, change, facts, remove, row } = await open();
    const emptied = { state: 'refused', facts: '{}', words: 'Not sent.' };
    const before = { state: 'waiting', facts: JSON.stringify(facts), words: '' };
    const kind = 'forget-patron-data';
    expect(await push(kind, change(before, emptied))).toEqual([
      'forbidden',
      expect.stringContaining('request that is open'),
    ]);
    // Unless it names a patron who is removed with it.
    const patron = { t: 'patron', id: 1, b: { id: 1, barcode: facts.user }, a: null };
    const [, why] = (await push('forget-patron', [...change(before, emptied), patron])) as string[];
    expect(why).not.toContain('open');
    await shared.hub.query("UPDATE hub_rows.request SET status = 'CANCELLED' WHERE id = $1", [
      row['request_id'],
    ]);
    expect(await push(kind, remove())).toEqual(forbidden);
    expect(await push(kind, change(before, emptied))).toBe('accepted');
  }));
