import { expect, test } from 'vitest';
import { inTransaction } from '../../../electron/main/db/open.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { eraseEnded } from '../../../electron/main/desk/records/erasure/erase-ended.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import {
  findConversation,
  keepPartnerMessage,
  listLateMatches,
  listPartnerMessages,
  setConversationState,
  setPartnerMessageState,
} from '../../../electron/main/desk/store/conversations.queries.ts';
import { writeConversationState } from '../../../electron/main/partners/exchange/conversation-state.ts';
import {
  conversationAfterSending,
  newConversation,
} from '../../../electron/main/partners/iso18626/conversation.ts';
import type { Instant, PartnerId, RequestId } from '../../../shared/domain/ids.ts';
import { beginConversation, keptMessages, suppliersMessage, takesIn } from '../../support/conversations.ts';
import { newOpId } from '../../support/desk.ts';
import { pushedStep, pushOne } from '../../support/hub/pushed.ts';
import { countAllAsOver, expectSound, sharedLibrary } from '../../support/hub/shared-library.ts';
import { newFields } from '../../support/hub/staff-acts.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { usualProfile } from '../../support/lender/play.ts';
import { valueOf } from '../../support/results.ts';
import { saveProfile } from '../../support/save-profile.ts';

// What is said with partners at one workstation belongs to all of them.

const shared = sharedLibrary();
countAllAsOver(shared);

const requestId = 2 as RequestId;
const later = '2026-11-26T08:00:00.000Z' as Instant;
const conversations = ({ raw }: SyncDesk): unknown[] =>
  raw.prepare('SELECT request_id, sent_as, state FROM conversation ORDER BY id').raw().all();
const note = ({ context }: SyncDesk, text: string): void =>
  void valueOf(take(context, 'add-note', { opId: newOpId(), requestId, text, active: true } as never));
/** A change of the records, which every pending step has read: they are rolled back and taken again. */
const changeRecords = ({ context }: SyncDesk): void => {
  const profile = { ...usualProfile, address: 'https://north.example/iso18626' };
  saveProfile(context, 1 as PartnerId, profile);
};

test('what was said at one desk is at the other, with what becomes of it', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    beginConversation(one, requestId, 'R-2-1');
    takesIn(one, suppliersMessage('R-2-1'));
    await one.sync();
    await other.sync();
    expect(conversations(other)).toEqual(conversations(one));
    expect(keptMessages(other)).toEqual([[requestId, 'R-2-1', 'in', 'stored']]);
    const { db } = other.context;
    const [{ id } = { id: 0 }] = listPartnerMessages(db, 'R-2-1');
    const state = writeConversationState(conversationAfterSending(newConversation, 'Renew'));
    inTransaction(db, (write) => {
      setPartnerMessageState(write, { id, state: 'applied', at: later });
      setConversationState(write, { sentAs: 'R-2-1', state, at: later });
    });
    await other.sync();
    await one.sync();
    expect(keptMessages(one)).toEqual([[requestId, 'R-2-1', 'in', 'applied']]);
    expect(conversations(one)).toEqual([[requestId, 'R-2-1', state]]);
    expectSound(one, other);
  }));

test('a message that reaches both desks is kept once', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    beginConversation(one, requestId, 'R-2-1');
    await one.sync();
    await other.sync();
    for (const desk of [one, other])
      for (const bytes of [suppliersMessage('R-2-1'), suppliersMessage('R-9-9'), Buffer.from('?')])
        takesIn(desk, bytes);
    takesIn(other, suppliersMessage('R-2-1', 'This one came here alone'));
    note(other, 'Kept with it');
    for (const desk of [one, other, one]) await desk.sync();
    for (const desk of [one, other])
      expect(keptMessages(desk)).toEqual([
        [null, '', 'in', 'unmatched'],
        [requestId, 'R-2-1', 'in', 'stored'],
        [requestId, 'R-2-1', 'in', 'stored'],
        [null, 'R-9-9', 'in', 'unmatched'],
      ]);
    expectSound(one, other);
  }));

test('nothing is lost if the request is rolled back, or is gone when steps are taken again', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const made = newOpId();
    const asked = { opId: made, externalId: 'R-NEW', fields: newFields, partnerIds: [1 as never] };
    const { requestId: id } = valueOf(take(one.context, 'create-request', asked) as never) as {
      readonly requestId: RequestId;
    };
    beginConversation(one, id, 'R-NEW-1');
    takesIn(one, suppliersMessage('R-NEW-1'));
    changeRecords(other);
    await other.sync();
    await one.sync();
    await other.sync();
    for (const desk of [one, other]) {
      expect(findConversation(desk.context.db, 'R-NEW-1')).toMatchObject({ requestId: id });
      expect(keptMessages(desk)).toEqual([[id, 'R-NEW-1', 'in', 'stored']]);
    }
    // One desk undoes the request while a message comes to the other.
    valueOf(take(one.context, 'undo', { opId: newOpId(), undoes: made } as never));
    takesIn(other, suppliersMessage('R-NEW-1', 'Too late'));
    changeRecords(one);
    await one.sync();
    note(other, 'Rolled back with it');
    await other.sync();
    await one.sync();
    for (const { raw, context } of [one, other]) {
      expect(raw.prepare("SELECT 1 FROM request WHERE external_id = 'R-NEW'").all()).toEqual([]);
      expect(listPartnerMessages(context.db, 'R-NEW-1')).toHaveLength(2);
      expect(findConversation(context.db, 'R-NEW-1')).toBeDefined();
    }
    expectSound(one, other);
  }));

test('a message that was confirmed is kept although the request that it is about is refused', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const create = ({ context }: SyncDesk): RequestId =>
      (
        valueOf(
          take(context, 'create-request', {
            opId: newOpId(),
            externalId: 'R-NEW',
            fields: newFields,
            partnerIds: [1 as PartnerId],
          }),
        ) as { readonly requestId: RequestId }
      ).requestId;
    const id = create(one);
    beginConversation(one, id, 'R-NEW-1');
    takesIn(one, suppliersMessage('R-NEW-1'));
    create(other);
    await other.sync();
    await one.sync();
    await other.sync();
    for (const desk of [one, other]) {
      expect(desk.raw.prepare('SELECT 1 FROM request WHERE id = ?').all(id)).toEqual([]);
      expect(findConversation(desk.context.db, 'R-NEW-1')).toMatchObject({ requestId: id });
      expect(keptMessages(desk)).toEqual([[id, 'R-NEW-1', 'in', 'stored']]);
    }
    expectSound(one, other);
  }));

test('nobody changes what was said, or removes it, except to forget a patron', () =>
  shared.hub.playOn(async () => {
    const one = shared.openDesk(1);
    beginConversation(one, requestId, 'R-2-1');
    takesIn(one, suppliersMessage('R-2-1'));
    await one.sync();
    const [n] = one.raw.prepare('SELECT confirmed_n FROM hub_state').pluck().all() as number[];
    const row = one.raw.prepare('SELECT * FROM partner_message').get() as Record<string, unknown>;
    const talk = one.raw.prepare('SELECT * FROM conversation').get() as Record<string, unknown>;
    const [t, id] = ['partner_message', row['id']];
    for (const change of [
      { t, id, b: row, a: null },
      // As if it belonged to no request.
      [
        { t, id, b: { state: row['state'] }, a: { state: 'unmatched' } },
        { t, id, b: { ...row, state: 'unmatched' }, a: null },
      ],
      { t, id, b: { raw: row['raw'] }, a: { raw: '<x/>' } },
      { t, id, b: { identity: row['identity'] }, a: { identity: 'another' } },
      { t: 'conversation', id: talk['id'], b: talk, a: null },
      { t: 'conversation', id: talk['id'], b: { turn_id: talk['turn_id'] }, a: { turn_id: 999 } },
      { t: 'conversation', id: talk['id'], b: { sent_as: 'R-2-1' }, a: { sent_as: 'R-2-2' } },
    ]) {
      const step = pushedStep((n ?? 0) + 1, { changes: [change].flat() as never });
      expect(await pushOne(shared, step), JSON.stringify(change)).toEqual([
        'forbidden',
        expect.stringContaining('HB005'),
      ]);
    }
  }));

test('only the workstation that sends the letters writes messages to partners', () =>
  shared.hub.playOn(async () => {
    const one = shared.openDesk(1);
    beginConversation(one, requestId, 'R-2-1');
    takesIn(one, suppliersMessage('R-2-1'));
    await one.sync();
    const [n] = one.raw.prepare('SELECT confirmed_n FROM hub_state').pluck().all() as number[];
    const row = one.raw.prepare('SELECT * FROM partner_message').get() as Record<string, unknown>;
    const out = { ...row, id: Number(row['id']) + 1, direction: 'out', state: 'waiting' };
    const push = (place: number): Promise<unknown> =>
      pushOne(
        shared,
        pushedStep((n ?? 0) + place, {
          changes: [{ t: 'partner_message', id: out.id, b: null, a: out }] as never,
        }),
      );
    expect(await push(1)).toEqual([
      'forbidden',
      expect.stringContaining('(none) writes no message to a partner'),
    ]);
    await shared.hub.queryAs(1)("SELECT hub.take_lease('letters', 60) AS answer", []);
    expect(await push(1)).toBe('accepted');
  }));

test('with a patron the messages are forgotten everywhere, and the conversation stays', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const name = 'Wanda Memory';
    beginConversation(one, requestId, 'R-2-1');
    takesIn(one, suppliersMessage('R-2-1', `For ${name}`));
    await one.sync();
    await other.sync();
    const { db } = other.context;
    const [{ id } = { id: 0 }] = listPartnerMessages(db, 'R-2-1');
    inTransaction(db, (write) => setPartnerMessageState(write, { id, state: 'applied', at: later }));
    await other.sync();
    await one.sync();
    const namedAt = (at: ReadableDB): number =>
      at.prepare('SELECT count(*) FROM partner_message WHERE raw LIKE ?').pluck().get(`%${name}%`) as number;
    expect([namedAt(one.context.db), namedAt(db)]).toEqual([1, 1]);
    valueOf(eraseEnded(other.context, { opId: newOpId() }, [requestId]));
    await other.sync();
    await one.sync();
    for (const desk of [one, other]) {
      expect(keptMessages(desk)).toEqual([]);
      expect(findConversation(desk.context.db, 'R-2-1')).toMatchObject({ requestId });
    }
    await shared.hub.query('UPDATE hub.workstation SET reached = (SELECT seq FROM hub.head)', []);
    const atHub = (): Promise<readonly unknown[]> =>
      shared.hub.query('SELECT kind FROM hub.op WHERE body::text LIKE $1', [`%${name}%`]);
    expect(await atHub()).not.toEqual([]);
    await shared.hub.queryAs(1)('SELECT hub.forget_patrons() AS answer', []);
    expect(await atHub()).toEqual([]);
    // A word that comes afterwards still finds its turn.
    expect(takesIn(one, suppliersMessage('R-2-1', 'Late'))).toContain('<messageStatus>OK</messageStatus>');
    expectSound(other);
  }));

test('what comes to a desk that does not know the request yet is confirmed, and belongs to the request everywhere', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    expect(takesIn(other, suppliersMessage('R-2-1'))).toContain('<messageStatus>OK</messageStatus>');
    expect(keptMessages(other)).toEqual([[null, 'R-2-1', 'in', 'unmatched']]);
    beginConversation(one, requestId, 'R-2-1');
    for (const desk of [one, other, one]) await desk.sync();
    const [late] = listLateMatches(one.context.db);
    inTransaction(one.context.db, (write) => keepPartnerMessage(write, late!));
    for (const desk of [one, other]) await desk.sync();
    for (const desk of [one, other])
      expect(keptMessages(desk)).toEqual([[requestId, 'R-2-1', 'in', 'stored']]);
    expectSound(one, other);
  }));
