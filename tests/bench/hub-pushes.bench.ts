import type { OutgoingStep } from '../../electron/main/sync/wire.ts';
import { sharedTables } from '../../electron/main/db/hub-capture.ts';
import type { DeskCopy } from './desk-copy.ts';
import { assertPlaced, dealt, offersOf, type HubWorld, type LightDesk } from './hub-world.ts';
import { percentile, report, timed } from './report.ts';

const connections = 50;
/** The numbers of the workstations that push one step at a time, and of the one that pushes batches. */
const firstOfSingly = 3;
const together = 53;
const maxSingly = 1_000;
const atOnce = 50;
/** The number of steps in the measured batches; the rest is pushed without measuring. */
const measuredTogether = 2_000;

/** Marks all steps as received: one workstation took them, one after the other. */
const everything = Number.MAX_SAFE_INTEGER;

/** Measures how many steps per second the hub places. Places all that are pending at the workstation. */
export const benchPushes = async (world: HubWorld, from: DeskCopy): Promise<void> => {
  const offers = offersOf(from);
  const seen = new Set<number | null>([null]);
  // Steps pushed at the same time must not be about the same request.
  const singly = offers
    .filter(({ requestId }) => !seen.has(requestId) && seen.add(requestId))
    .slice(0, maxSingly);
  const set = new Set(singly);
  await benchSingly(world, singly);
  await benchTogether(
    world,
    offers.filter((offer) => !set.has(offer)),
  );
};

const benchSingly = async (world: HubWorld, offers: readonly OutgoingStep[]): Promise<void> => {
  const numbers = Array.from({ length: connections }, (_, at) => firstOfSingly + at);
  const desks = new Map<number, LightDesk>();
  for (const number of numbers) desks.set(number, await world.light(number));
  const tookMs: number[] = [];
  const mine = dealt(offers, numbers);
  const ms = await timed(() =>
    Promise.all(
      [...desks].map(async ([number, { hub }]) => {
        for (const { workstation, offer } of mine)
          if (workstation === number)
            tookMs.push(await timed(async () => assertPlaced(await hub.push(everything, [offer]))));
      }),
    ),
  );
  const one = desks.get(firstOfSingly);
  const questionMs = await timed(() => one?.client.query('SELECT 1'));
  const storedMs = await timed(async () => {
    for (let at = 0; at < 100; at += 1) await world.client.query('UPDATE hub.head SET epoch = epoch');
  });
  for (const { client } of desks.values()) await client.end();
  report({
    what: `a step that the hub places, offered alone, ${connections} workstations at once`,
    value: ms / offers.length,
    floor: storedMs / 100,
    unit: 'ms',
    goalRatio: null,
    goalValue: 2.5,
    more: {
      floorIs: 'a transaction of one row, asked by one',
      perSecond: Math.round((offers.length * 1_000) / ms),
      p95Ms: percentile(tookMs, 0.95),
      questionMs,
      rowsBroughtPerSecond: Math.round((world.filled.rows * 1_000) / world.filled.ms),
    },
  });
};

const benchTogether = async (world: HubWorld, offers: readonly OutgoingStep[]): Promise<void> => {
  const { client, hub } = await world.light(together);
  await makeFloor(world);
  const mine = dealt(offers, [together]).map(({ offer }) => offer);
  let pushMs = 0;
  let floorMs = 0;
  for (let at = 0; at < mine.length; at += atOnce) {
    const batch = mine.slice(at, at + atOnce);
    const isMeasured = at >= atOnce && at < measuredTogether;
    const tookMs = await timed(async () => assertPlaced(await hub.push(everything, batch)));
    if (!isMeasured) continue;
    pushMs += tookMs;
    floorMs += await timed(() => writeFloor(world, batch));
  }
  await client.end();
  const steps = Math.min(measuredTogether, mine.length) - atOnce;
  report({
    what: `a step that the hub places, offered with ${atOnce} at once`,
    value: pushMs / steps,
    floor: floorMs / steps,
    unit: 'ms',
    goalRatio: null,
    goalValue: 1_000 / 1_500,
    more: {
      floorIs: 'the same rows by one SQL transaction, a statement a table',
      perSecond: Math.round((steps * 1_000) / pushMs),
    },
  });
};

/** Creates copies of the hub's tables, without foreign keys. */
const makeFloor = async ({ client }: HubWorld): Promise<void> => {
  await client.query('CREATE SCHEMA floor; CREATE TABLE floor.op (LIKE hub.op INCLUDING ALL)');
  for (const table of sharedTables)
    await client.query(
      `CREATE TABLE floor."${table}" (LIKE hub_rows."${table}" INCLUDING ALL);
       INSERT INTO floor."${table}" SELECT * FROM hub_rows."${table}"`,
    );
};

const writeFloor = async ({ client }: HubWorld, batch: readonly OutgoingStep[]): Promise<void> => {
  const changes = batch.flatMap((op) => op.changes);
  await client.query('BEGIN');
  for (const table of sharedTables) {
    const of = changes.filter(({ t }) => t === table);
    // Rows that an earlier batch added may exist already, because the tables were copied before.
    const added = JSON.stringify(of.flatMap(({ b, a }) => (b === null && a ? [a] : [])));
    const changed = of.filter(({ b, a }) => b && a && Object.keys(a).length > 0);
    if (added !== '[]')
      await client.query(
        `INSERT INTO floor."${table}" SELECT * FROM jsonb_populate_recordset(NULL::floor."${table}", $1::jsonb) ON CONFLICT DO NOTHING`,
        [added],
      );
    const names = [...new Set(changed.flatMap(({ a }) => Object.keys(a ?? {})))].map((name) => `"${name}"`);
    if (names.length > 0)
      await client.query(
        `UPDATE floor."${table}" AS mine
            SET (${names.join(', ')}) = (SELECT ${names.join(', ')} FROM jsonb_populate_record(mine, change->'a'))
           FROM jsonb_array_elements($1::jsonb) AS change WHERE mine.id = (change->>'id')::bigint`,
        [JSON.stringify(changed)],
      );
  }
  await client.query(
    `INSERT INTO floor.op (seq, op_id, workstation, n, at, outcome, body)
     SELECT row_number() OVER () + (SELECT coalesce(max(seq), 0) FROM floor.op), op->>'opId', 1, (op->>'n')::bigint, op->>'at', 'accepted', op
       FROM jsonb_array_elements($1::jsonb) AS op`,
    [JSON.stringify(batch)],
  );
  await client.query('COMMIT');
};
