import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { placesService } from '../../../../electron/main/desk/records/places/places.service.ts';
import type { OutgoingStep } from '../../../../electron/main/sync/wire.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { pushedStep } from '../../../support/hub/pushed.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import {
  added,
  at,
  by,
  changed,
  letter,
  note,
  own,
  pinOf,
  request,
  thefts,
} from '../../../support/hub/thefts.ts';
import { faults, type Workstation } from '../../../support/hub/workstation.ts';
import { lifeTries } from '../../../support/life-tries.ts';
import { valueOf } from '../../../support/results.ts';

// An attacker has stolen the login of one workstation and pushes what no program would: each step is refused, nothing of it is stored, and
// all workstations continue.

const { server, first } = await realServer();
let client: pg.Client;
let one: Workstation;
let two: Workstation;
let login = '';
let theirs: OutgoingStep['opId'];

beforeAll(async () => {
  first.raw.exec(`
    INSERT INTO operator (id, name, active) VALUES (2, 'B. Operator', 1), (3, 'C. Operator', 0);
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'circulation-desk-operator', 1), (3, 'fulfillment-services-operator', 1);`);
  for (const [externalId, pickupDeskId] of [
    ['R-1', 1],
    ['R-2', 1],
    ['R-3', 2],
  ] as const)
    addRequest(first, { externalId, pickupDeskId });
  [one, two] = await twoWorkstations(server, first);
  // A valid step of the other workstation.
  valueOf(lifeTries(one)['receive']?.(2 as RequestId, newOpId(), 1) as never);
  await one.inStep();
  await two.inStep();
  client = await server.connect();
  const { rows } = await client.query("SELECT login FROM hub.workstation WHERE name = 'Desk two'");
  login = (rows[0] as { readonly login: string }).login;
  theirs = (await ask("SELECT op_id AS answer FROM hub.op WHERE kind = 'receive'")) as OutgoingStep['opId'];
}, 120_000);
afterAll(() => client.end());

const ask = async (text: string, values: readonly unknown[] = []): Promise<unknown> => {
  await client.query('RESET SESSION AUTHORIZATION');
  const { rows } = await client.query(text, [...values]);
  return (rows[0] as { readonly answer: unknown } | undefined)?.answer;
};

const asThief = async (text: string, values: readonly unknown[] = []): Promise<unknown> => {
  await client.query(`SET SESSION AUTHORIZATION "${login}"`);
  const { rows } = await client.query(text, [...values]);
  return (rows[0] as { readonly answer: unknown } | undefined)?.answer;
};

/** Pushes steps with the stolen login and the expected numbers. Returns the verdict on the last one, with its reason. */
const push = async (...steps: readonly Partial<OutgoingStep>[]): Promise<string> => {
  const n = Number(await ask('SELECT n AS answer FROM hub.workstation WHERE number = 2'));
  const ops = steps.map((step, index) => ({
    ...pushedStep(n + index + 1),
    workstation: 2,
    opId: newOpId(),
    at,
    ...step,
  }));
  const verdicts = (await asThief('SELECT hub.push(1000000, $1::jsonb) AS answer', [
    JSON.stringify(ops),
  ])) as {
    readonly verdict: string;
    readonly why: string | null;
  }[];
  const last = verdicts.at(-1);
  return `${verdicts.length}/${steps.length} ${last?.verdict} ${last?.why ?? ''}`;
};

/** Returns all rows of the hub, and its order. */
const everything = async (): Promise<unknown> => {
  const tables = (await ask(
    'SELECT array_agg(name ORDER BY name) AS answer FROM hub.shared_table',
  )) as string[];
  const texts = tables.map(
    (name) =>
      `(SELECT md5(coalesce(string_agg(_row::text, '|' ORDER BY id), '')) FROM hub_rows.${name} AS _row)`,
  );
  return ask(`SELECT concat(${texts.join(', ')}, (SELECT count(*) FROM hub.op)) AS answer`);
};

test.each(thefts)('%s', async (_, steps) => {
  const before = await everything();
  expect(await push(...steps(theirs))).toMatch(
    / (?:forbidden HB00[23579]|forbidden 2[23]\w{3}|diverged|known) /u,
  );
  expect(await everything(), 'nothing of it stays').toBe(before);
});

test('steps that the program makes are accepted', async () => {
  // If two continued under one number, the hub would assign a new one.
  await two.stop();
  expect(await push(by(1, { kind: 'add-note', requestId: 1, changes: [note(1)] }))).toBe('1/1 accepted ');
  expect(await push(by(2, { kind: 'set-pin', changes: [pinOf(2)] }))).toBe('1/1 accepted ');
  expect(await push({ changes: [changed('operator', 2, { pin_failures: 0 }, { pin_failures: 1 })] })).toBe(
    '1/1 accepted ',
  );
  // The rows of an import come in the name of its operator, and not after its end.
  const opId = newOpId() as OutgoingStep['opId'];
  const line = {
    op_id: opId,
    kind: 'import',
    operator_id: 1,
    desk_id: 1,
    at,
    request_id: null,
    input: '{}',
    answer: '{"outcome":"running"}',
    undone_by: null,
  };
  const partner = added('partner', { id: own, code: 'NEW', name: 'New' });
  expect(
    await push(by(1, { opId, kind: 'import', input: '{}', answer: line.answer }), { changes: [partner] }),
  ).toBe('2/2 accepted ');
  expect(
    await push({ amends: [{ log: 'command_log', b: line, a: { ...line, answer: '{"outcome":"done"}' } }] }),
  ).toBe('1/1 accepted ');
  expect(await push({ changes: [added('partner', { id: own + 1, code: 'NEWER', name: 'Newer' })] })).toMatch(
    /forbidden HB005/u,
  );
});

test('a letter has its text when it is sent, and is not changed afterwards', async () => {
  const id = own + 500;
  const row = letter({ request_id: 2 }, id);
  const from = (b: object, a: object): OutgoingStep['changes'] => [changed('outbox', id, b, a)];
  const text = '{"to":"me"}';
  expect(await push({ changes: [row] })).toBe('1/1 accepted ');
  const writes = from({ letter: null }, { letter: text });
  const prints = from({ state: 'waiting', letter: null }, { state: 'printed', letter: text });
  const sends = from({ state: 'waiting', letter: null }, { state: 'sending', letter: text });
  for (const step of [
    { changes: writes },
    { changes: prints },
    by(1, {
      kind: 'add-note',
      requestId: 2,
      changes: [letter({ request_id: 2, letter: text }, id + 1)],
    }),
    by(1, { kind: 'add-note', requestId: 2, changes: writes }),
    by(1, { kind: 'add-note', requestId: 2, changes: sends }),
    by(1, { kind: 'print-letter', requestId: 2, changes: writes }),
    by(1, { kind: 'print-letter', requestId: 2, changes: sends }),
  ])
    expect(await push(step), JSON.stringify(step)).toMatch(/forbidden HB005/u);
  expect(await push({ changes: sends })).toBe('1/1 accepted ');
  expect(await push({ changes: from({ letter: text }, { letter: '{"to":"you"}' }) })).toMatch(
    /forbidden HB005/u,
  );
  expect(await push({ changes: from({ state: 'sending' }, { state: 'sent' }) })).toBe('1/1 accepted ');
  for (const state of ['waiting', 'failed', 'needs-person', 'sending', 'by-hand'])
    expect(await push({ changes: from({ state: 'sent' }, { state }) }), state).toMatch(/forbidden HB005/u);
});

test('without a kind, only notices can be written, and they carry no free text', async () => {
  const id = own + 600;
  const notice = { request_id: 2, kind: 'loan-overdue' };
  const payload = '{"patronId":1,"barcodes":["note"],"dueOn":"2026-11-20"}';
  const adds = (values: object): Partial<OutgoingStep> => ({
    changes: [letter({ ...notice, payload, ...values }, id)],
  });
  for (const values of [
    { kind: 'cancelled', payload: '{"reason":"","note":"Buy this"}' },
    { kind: 'cancelled', payload: '{}' },
    { recipient: 'partner', kind: 'request' },
    { payload: '{"dueOn":"2026-11-20","note":"Buy this"}' },
    { kind: 'correction', payload: '{"corrects":1,"kind":"received"}' },
  ])
    expect(await push(adds(values)), JSON.stringify(values)).toMatch(/forbidden HB005/u);
  expect(await push(adds({}))).toBe('1/1 accepted ');
});

test('a setting with a character that PostgreSQL cannot store does not prevent forgetting', async () => {
  const id = own + 700;
  const value = String.raw`{"afterDays":30,"x":"\u0000"}`;
  const saves = by(1, {
    kind: 'save-settings',
    changes: [added('library_setting', { id, key: 'patronData', value })],
  });
  expect(await push(saves)).toBe('1/1 accepted ');
  expect(await push(by(2, { kind: 'forget-patron-data', changes: [] }))).toBe('1/1 accepted ');
  await ask('DELETE FROM hub_rows.library_setting WHERE id = $1', [id]);
});

test('patrons are forgotten only on requests that are over, and nothing else is deleted with them', async () => {
  const forgets = (requestId: number, more: object = {}): Partial<OutgoingStep> =>
    by(2, {
      kind: 'forget-patron-data',
      changes: request(
        requestId,
        { patron_forgotten_at: null, ...Object.fromEntries(Object.keys(more).map((key) => [key, null])) },
        { patron_forgotten_at: at, ...more },
      ),
    });
  const before = await everything();
  for (const step of [
    forgets(2),
    forgets(2, { ended_as: 'REQUEST_COMPLETED' }),
    by(2, {
      kind: 'forget-patron-data',
      changes: request(2, { volumes_expected: null }, { volumes_expected: 3 }),
    }),
    by(2, { kind: 'forget-patron-data', changes: [note(2)] }),
    by(2, { kind: 'forget-patron-data', changes: [{ t: 'request_note', id: own, b: { id: own }, a: null }] }),
    by(1, { kind: 'forget-patron', changes: forgets(2).changes }),
  ])
    expect(await push(step), JSON.stringify(step)).toMatch(/forbidden HB005/u);
  expect(await everything()).toBe(before);
  await ask(
    "UPDATE hub_rows.request SET status = 'REQUEST_COMPLETED', ended_as = 'REQUEST_COMPLETED' WHERE id = 3",
  );
  expect(await push(forgets(3))).toBe('1/1 accepted ');
});

test('steps of others are not blocked by keys for which a step has no row', async () => {
  const placed = (): Promise<unknown> =>
    ask(
      "SELECT coalesce(max(seq), 0)::int AS answer FROM hub.key WHERE key IN ('records', 'request:2', 'letters:2')",
    );
  const before = await placed();
  const writes = ['records', 'request:2', 'letters:2'];
  const fails = { changes: [changed('operator', 2, { pin_failures: 1 }, { pin_failures: 2 })] };
  for (const step of [{ writes }, { ...fails, writes }]) {
    expect(await push(step)).toBe('1/1 accepted ');
    expect(await placed()).toBe(before);
  }
  const many = Array.from({ length: 1_000 }, (_, n) => `request:${n}`);
  const all = 'SELECT count(*)::int AS answer FROM hub.key';
  const count = Number(await ask(all));
  expect(
    await push(by(1, { kind: 'add-note', requestId: 1, changes: [note(1, own + 800)], writes: many })),
  ).toBe('1/1 accepted ');
  expect(Number(await ask(all)) - count).toBeLessThanOrEqual(5);
});

test('an answer to a pull is limited, but contains at least one step', async () => {
  const body = 'x'.repeat(3_000_000);
  for (let n = 1; n <= 3; n += 1)
    expect(
      await push(by(1, { kind: 'add-note', requestId: 1, changes: [note(1, own + 10 + n, { body })] })),
    ).toBe('1/1 accepted ');
  const last = Number(await ask('SELECT seq AS answer FROM hub.head'));
  const pulled = "SELECT jsonb_array_length(hub.pull($1, 0, 1000)->'ops') AS answer";
  expect(await asThief(pulled, [last - 3])).toBe(2);
  expect(await asThief(pulled, [last - 1])).toBe(1);
});

test('and the other workstation continues', async () => {
  await one.inStep();
  expect(one.raw.prepare('SELECT count(*) FROM request_note WHERE request_id = 1').pluck().get()).toBe(5);
  expect(lifeTries(one)['add-note']?.(2 as RequestId, newOpId(), 1).ok).toBe(true);
  valueOf(
    placesService(one.context).savePartner({
      opId: newOpId(),
      id: null,
      values: {
        code: 'LAST',
        name: 'Last',
        address: [],
        email: '',
        phone: '',
        renewsAutomatically: true,
        cancelNeedsConsent: false,
        active: true,
      },
    } as never) as never,
  );
  await one.inStep();
  expect(faults).toEqual([]);
});
