import { expect, test } from 'vitest';
import { inTransaction } from '../../../electron/main/db/open.ts';
import { eraseEnded } from '../../../electron/main/desk/records/erasure/erase-ended.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { keepIncomingMail } from '../../../electron/main/desk/store/incoming-mail.queries.ts';
import { incomingMailService } from '../../../electron/main/mail/incoming/incoming-mail.service.ts';
import { keepMail } from '../../../electron/main/mail/incoming/keep-mail.ts';
import { unmatchedBounds } from '../../../shared/domain/partner-messages.ts';
import type { Instant, RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { pushedStep, pushOne } from '../../support/hub/pushed.ts';
import { countAllAsOver, expectSound, sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { mailOf } from '../../support/incoming-mail/partner-mail.ts';
import { valueOf } from '../../support/results.ts';

// A mail that one workstation reads belongs to all.

const shared = sharedLibrary();
countAllAsOver(shared);

const requestId = 2 as RequestId;
const comes = (
  { context: { db } }: SyncDesk,
  text: string,
  now = new Date('2026-11-26T08:00:00Z'),
): boolean => keepMail(db, mailOf({ text }), { isCut: false, now });
const kept = ({ raw }: SyncDesk): unknown[] =>
  raw
    .prepare('SELECT body, request_id, set_aside_at IS NOT NULL FROM incoming_mail ORDER BY body')
    .raw()
    .all();
const externalIdOf = ({ raw }: SyncDesk): string =>
  raw.prepare('SELECT external_id FROM request WHERE id = ?').pluck().get(requestId) as string;
const idOf = ({ raw }: SyncDesk, text: string): number =>
  raw.prepare('SELECT id FROM incoming_mail WHERE body = ?').pluck().get(text) as number;

test('a mail that is read here is there, and what staff decide about it', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    comes(one, 'first');
    comes(one, 'second');
    await one.sync();
    await other.sync();
    expect(kept(other)).toEqual([
      ['first', null, 0],
      ['second', null, 0],
    ]);
    const mails = incomingMailService(other.context);
    valueOf(mails.assign({ id: idOf(other, 'first'), externalId: externalIdOf(other) }));
    valueOf(mails.setAside({ id: idOf(other, 'second'), isAside: true }));
    await other.sync();
    await one.sync();
    expect(kept(one)).toEqual([
      ['first', requestId, 0],
      ['second', null, 1],
    ]);
    expectSound(one, other);
  }));

test('a mail that two workstations read is kept once, and loses no step beside it', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    for (const desk of [one, other]) comes(desk, 'both');
    comes(other, 'only there');
    valueOf(take(other.context, 'add-note', { opId: newOpId(), requestId, text: 'Kept', active: false }));
    for (const desk of [one, other, one]) await desk.sync();
    for (const desk of [one, other])
      expect(kept(desk)).toEqual([
        ['both', null, 0],
        ['only there', null, 0],
      ]);
    expectSound(one, other);
  }));

test('the hub lets no one take a mail from its request, or delete one that is within the limits', () =>
  shared.hub.playOn(async () => {
    const one = shared.openDesk(1);
    for (const text of ['of a request', 'of none']) comes(one, text, new Date());
    comes(one, 'old', new Date('2020-01-01T08:00:00Z'));
    const id = idOf(one, 'of a request');
    valueOf(incomingMailService(one.context).assign({ id, externalId: externalIdOf(one) }));
    await one.sync();
    const [n] = one.raw.prepare('SELECT confirmed_n FROM hub_state').pluck().all() as number[];
    const rowOf = (text: string) =>
      one.raw.prepare('SELECT * FROM incoming_mail WHERE body = ?').get(text) as Record<string, unknown>;
    const gone = (text: string) => ({ t: 'incoming_mail', id: idOf(one, text), b: rowOf(text), a: null });
    const push = (...changes: readonly unknown[]): Promise<unknown> =>
      pushOne(shared, pushedStep((n ?? 0) + 1, { changes: changes as never }));
    const freed = { t: 'incoming_mail', id, b: { request_id: requestId }, a: { request_id: null } };
    for (const changes of [
      [gone('of a request')],
      [gone('of none')],
      [freed],
      [gone('old'), gone('of none')],
    ])
      expect(await push(...changes), JSON.stringify(changes)).toEqual([
        'forbidden',
        expect.stringContaining('HB005 (none) writes no mail'),
      ]);
    expect(await push(gone('old'))).toBe('accepted');
  }));

test('mails that match no request are limited at every workstation', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const receivedAt = new Date().toISOString() as Instant;
    const none = {
      requestId: null,
      turnId: null,
      answers: '',
      isCut: 0,
      attachments: '[]',
      proposal: null,
    } as const;
    const from = { senderName: '', senderAddress: '', subject: '', body: 'n', sentAt: null, receivedAt };
    inTransaction(one.context.db, (write) => {
      for (let number = 1; number < unmatchedBounds.messages; number += 1)
        keepIncomingMail(write, { ...none, ...from, identity: `n ${number}` });
    });
    comes(one, 'the oldest', new Date(Date.now() - 60_000));
    await one.sync();
    await other.sync();
    const counts = (): unknown[] => [one, other].map((desk) => kept(desk).length);
    expect(counts()).toEqual([unmatchedBounds.messages, unmatchedBounds.messages]);
    expect(comes(one, 'the newest', new Date(Date.now() + 60_000))).toBe(true);
    await one.sync();
    await other.sync();
    expect(counts()).toEqual([unmatchedBounds.messages, unmatchedBounds.messages]);
    for (const desk of [one, other])
      expect([idOf(desk, 'the oldest'), idOf(desk, 'the newest')]).toEqual([undefined, expect.any(Number)]);
    expectSound(one, other);
  }));

test('mails are forgotten everywhere with the patron of their request', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    comes(one, 'For Reader, A.');
    await one.sync();
    valueOf(
      incomingMailService(one.context).assign({
        id: idOf(one, 'For Reader, A.'),
        externalId: externalIdOf(one),
      }),
    );
    await one.sync();
    await other.sync();
    expect(kept(other)).toHaveLength(1);
    valueOf(eraseEnded(one.context, { opId: newOpId() }, [requestId]));
    await one.sync();
    await other.sync();
    expect([kept(one), kept(other)]).toEqual([[], []]);
    // The log of the hub has it until all workstations do.
    const atHub = (): Promise<readonly unknown[]> =>
      shared.hub.query("SELECT kind FROM hub.op WHERE body::text LIKE '%For Reader, A.%'", []);
    expect(await atHub()).not.toEqual([]);
    await shared.hub.query('UPDATE hub.workstation SET reached = (SELECT seq FROM hub.head)', []);
    await shared.hub.queryAs(1)('SELECT hub.forget_patrons() AS answer', []);
    expect(await atHub()).toEqual([]);
    expectSound(one, other);
  }));
