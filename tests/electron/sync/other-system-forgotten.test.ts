import * as z from 'zod';
import { expect, test } from 'vitest';
import { eraseEnded } from '../../../electron/main/desk/records/erasure/erase-ended.ts';
import { erasePatron } from '../../../electron/main/desk/records/erasure/patron-data.service.ts';
import { doneHereService } from '../../../electron/main/desk/queries/done-here/done-here.service.ts';
import { placesService } from '../../../electron/main/desk/records/places/places.service.ts';
import { fieldsOf } from '../../../electron/main/desk/steps/edit-request.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { findRequestRow } from '../../../electron/main/desk/store/requests.queries.ts';
import { answerOf } from '../../../electron/main/sync/hub.ts';
import type { OpId, PatronId, RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { countAllAsOver, sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { setNcip, startTestQueue } from '../../support/ncip/sending-desk.ts';
import { startResponder } from '../../support/ncip/responder.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';

// A patron is forgotten about whom steps were sent to the library's other system: the hub keeps nothing that names them.

const shared = sharedLibrary();
countAllAsOver(shared);

const card = 'CARD-4711';
const name = 'Wanda Memory';
const title = 'A Title of Her Own';
const requestId = 2 as RequestId;

/** The tables of the hub with rows that contain a text, each with how many. */
const whereAtHub = async (text: string): Promise<readonly string[]> => {
  const tables = (await shared.hub.query(
    "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('hub', 'hub_rows') ORDER BY 1",
    [],
  )) as { readonly name: string }[];
  const found: string[] = [];
  for (const { name: table } of tables) {
    const rows = await shared.hub.query(`SELECT 1 FROM ${table} AS one WHERE one::text LIKE $1`, [
      `%${text}%`,
    ]);
    if (rows.length > 0) found.push(`${table} ${rows.length}`);
  }
  return found;
};

/** A workstation with a request of the patron, which has received the item. */
const receive = (one: SyncDesk): { readonly patronId: PatronId; readonly opId: OpId } => {
  const values = { barcode: card, name, email: '', libraryId: 1, active: true };
  const { id: patronId } = valueOf(
    placesService(one.context).savePatron({ opId: newOpId(), id: null, values } as never) as never,
  ) as { readonly id: PatronId };
  const stored = findRequestRow(one.context.db, requestId);
  if (!stored) throw new Error('no request');
  const fields = { ...fieldsOf(stored), patronId, title };
  valueOf(take(one.context, 'edit-request', { opId: newOpId(), requestId, fields }) as never);
  const opId = newOpId();
  valueOf(receivingAt(() => one as never).receive({ opId, requestId, barcode: 'T-9' }));
  return { patronId, opId };
};

/** Forgets the patron at the hub, as the workstation that does the housekeeping does once all have taken in everything. */
const forgetAtHub = async (): Promise<void> => {
  await shared.hub.query('UPDATE hub.workstation SET reached = (SELECT seq FROM hub.head)', []);
  while (
    answerOf(await shared.hub.queryAs(1)('SELECT hub.forget_patrons($1) AS answer', [3]), z.number()) > 0
  );
};

const sendAll = async (one: SyncDesk, state: string): Promise<void> => {
  await shared.hub.queryAs(1)("SELECT hub.take_lease('letters', 60) AS answer", []);
  const queue = startTestQueue(one, { confirmed: () => one.sync().then(() => true) });
  queue.tryNow();
  await expect
    .poll(() => one.raw.prepare('SELECT state FROM other_system_message').pluck().all())
    .toEqual([state]);
  await queue.stop();
  await one.sync();
  expect(one.faults).toEqual([]);
};

test.each([
  { what: 'was sent', users: { [card]: name }, state: 'sent' },
  { what: 'was refused with words that name them', users: {}, state: 'refused' },
  { what: 'waits', users: null, state: 'waiting' },
] as const)('a patron about whom a message $what is forgotten at the hub', ({ users, state }) =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const there = await startResponder({ users: users ?? {} });
    setNcip(one, there.address);
    const { patronId, opId } = receive(one);
    await one.sync();
    await other.sync();
    if (users !== null) await sendAll(one, state);
    await there.stop();
    await other.sync();
    for (const text of [card, name, title])
      expect(await whereAtHub(text)).toEqual(expect.arrayContaining([expect.stringMatching(/^hub\.op /u)]));

    valueOf(eraseEnded(other.context, { opId: newOpId() }, [requestId]));
    valueOf(erasePatron(other.context, { opId: newOpId(), id: patronId }));
    await other.sync();
    await one.sync();
    await forgetAtHub();
    expect(await whereAtHub(card)).toEqual([]);
    expect(await whereAtHub(name)).toEqual([]);
    // The citation stays with the request.
    expect(await whereAtHub(title)).toEqual(['hub_rows.request 1']);
    expect([one, other].map(({ faults }) => faults)).toEqual([[], []]);
    // Staff see what became of the step.
    const rows = [one, other].map(({ raw }) =>
      raw.prepare('SELECT op_id, state, facts FROM other_system_message').raw().all(),
    );
    expect(rows).toEqual(rows.map(() => [[opId, state === 'sent' ? 'sent' : 'refused', '{}']]));
  }),
);

test('a patron is forgotten at the hub also in a message that staff have keyed since', () =>
  shared.hub.playOn(async () => {
    const one = shared.openDesk(1);
    const there = await startResponder({ users: {} });
    setNcip(one, there.address);
    const { patronId, opId } = receive(one);
    await one.sync();
    await sendAll(one, 'refused');
    const done = doneHereService(one.context);
    // The card is corrected, so that the next attempt stores what it says anew.
    const values = { barcode: 'CARD-4712', name, email: '', libraryId: 1, active: true };
    valueOf(
      placesService(one.context).savePatron({ opId: newOpId(), id: patronId, values } as never) as never,
    );
    expect(valueOf(done.sendAgain({ opId: newOpId(), step: opId }))).toBe(true);
    await sendAll(one, 'refused');
    await there.stop();
    valueOf(done.key({ opId: newOpId(), steps: [opId], keyed: true }));
    await one.sync();
    expect(one.raw.prepare('SELECT count(*) FROM other_system_message').pluck().get()).toBe(0);

    valueOf(eraseEnded(one.context, { opId: newOpId() }, [requestId]));
    valueOf(erasePatron(one.context, { opId: newOpId(), id: patronId }));
    await one.sync();
    await forgetAtHub();
    for (const each of [card, 'CARD-4712']) expect(await whereAtHub(each)).toEqual([]);
    expect(one.faults).toEqual([]);
  }));
