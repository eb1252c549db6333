import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Query } from '../../../electron/main/connections/hub/hub-port.ts';
import { sharedColumns, sharedTables } from '../../../electron/main/db/hub-capture.ts';
import { placesService } from '../../../electron/main/desk/directory/places/places.service.ts';
import { undoService } from '../../../electron/main/desk/history/undo.service.ts';
import { editRequestService } from '../../../electron/main/desk/requests/edit-request.service.ts';
import { newRequestService } from '../../../electron/main/desk/requests/new-request.service.ts';
import { countPending, readHubState } from '../../../electron/main/desk/store/hub.queries.ts';
import { findRequest } from '../../../electron/main/desk/store/requests.queries.ts';
import type { DeskId, OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { goTo } from '../circulation.ts';
import { addRequest, newOpId, openTestDesk } from '../desk.ts';
import { randomOf, type Random } from '../fuzz/random.ts';
import { expectKept } from '../life-kept.ts';
import { lifeTries, lifeTryNames } from '../life-tries.ts';
import type { TestHub } from './hub-server.ts';
import { copyLibrary, openSharingDesk, type SharingDesk } from './sharing-desk.ts';

/** What a simulation is made of. */
export type Lots = {
  readonly seed: number;
  readonly desks: number;
  /** How many things happen before the network heals for good. */
  readonly events: number;
  /** How many requests there are at the beginning. */
  readonly requests?: number;
};

/** What came of it. */
export type Simulated = {
  readonly steps: number;
  readonly placed: number;
  readonly refused: number;
  readonly tasks: number;
  /** What should not be, a sentence each. */
  readonly findings: readonly string[];
};

/** The network is gone. */
class Unreachable extends Error {}

/** More of what moves a request: without items nothing else has much to do. */
const doings = [
  ...lifeTryNames,
  'receive',
  'receive',
  'lend',
  'lend',
  'return',
  'return',
  'scanIn',
  'undo',
  'undo',
  'edit',
  'create',
  'partner',
];

type Taken = { readonly opId: OpId; readonly requestId: RequestId; readonly desk: number };

/**
 * Plays a library's days by a seed: so many workstations with the real services on real databases, the shipped SQL, a network that drops,
 * answers twice, loses only the answer; clocks that are wrong by days; programs that end in between. Then the network heals, and it is looked at
 * what everybody has. The same seed plays the same.
 */
export const simulate = async (hub: TestHub, lots: Lots): Promise<Simulated> => {
  const played = await openSimulation(hub, lots);
  try {
    for (let event = 0; event < lots.events; event += 1) await played.one();
    await played.heal();
    return await played.look();
  } finally {
    played.close();
  }
};

const openSimulation = async (hub: TestHub, { seed, desks: count, requests = 4 }: Lots) => {
  const random = randomOf(seed);
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-simulation-'));
  await fillFirst(hub, folder, count, requests);
  const oneOf = <T>(values: readonly T[]): T => {
    const picked = random.pick(values);
    if (picked === undefined) throw new Error('There is nothing to choose from.');
    return picked;
  };
  let minutes = 0;
  let isHealed = false;
  let depth = 0;
  const clock = (): Date => new Date(Date.UTC(2026, 10, 25, 8, minutes));
  const taken: Taken[] = [];
  const findings: string[] = [];
  const down = new Set<number>();

  const throughNetwork =
    (number: number): Query =>
    async (text, values) => {
      if (isHealed) return await hub.queryAs(number)(text, values);
      if (depth < 2 && random.chance(0.3)) await inBetween(number);
      if (down.has(number) || random.chance(0.06)) throw new Unreachable('The network is gone.');
      const rows = await hub.queryAs(number)(text, values);
      if (random.chance(0.04)) return await hub.queryAs(number)(text, values);
      if (random.chance(0.06)) throw new Unreachable('The answer is lost.');
      return rows;
    };

  const fileOf = (number: number): string => join(folder, `desk-${number}.sqlite`);
  const open = (number: number): SharingDesk =>
    openSharingDesk(fileOf(number), number, throughNetwork(number), clock);
  const desks = Array.from({ length: count }, (_, at) => open(at + 1));
  /** Of one workstation nothing else happens while it shares: it is asked for at the same time as others. */
  const sharing = new Set<number>();

  /** What other people do while an answer is on its way. */
  const inBetween = async (number: number): Promise<void> => {
    depth += 1;
    try {
      step(oneOf(desks));
      const other = oneOf(desks);
      if (other.number !== number && !sharing.has(other.number) && random.chance(0.3)) await share(other);
    } finally {
      depth -= 1;
    }
  };

  const step = (desk: SharingDesk): void => {
    minutes += 1;
    const ids = desk.raw.prepare('SELECT id FROM request ORDER BY id').pluck().all() as RequestId[];
    const requestId = oneOf(ids);
    const opId = newOpId();
    const name = oneOf(doings);
    const result = doOne(desk, name, requestId, opId, taken, random);
    const isLogged = desk.raw.prepare('SELECT 1 FROM command_log WHERE op_id = ?').get(opId) !== undefined;
    if (result.ok && isLogged) taken.push({ opId, requestId, desk: desk.number });
  };

  const share = async (desk: SharingDesk): Promise<void> => {
    sharing.add(desk.number);
    try {
      await desk.share();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    } finally {
      sharing.delete(desk.number);
    }
  };

  const restart = (at: number): void => {
    const desk = desks[at];
    if (!desk || sharing.has(desk.number)) return;
    desk.close();
    desks[at] = open(desk.number);
  };

  return {
    one: async (): Promise<void> => {
      const at = random.below(desks.length);
      const desk = desks[at];
      if (!desk) return;
      const lot = random.below(100);
      if (lot < 62) step(desk);
      else if (lot < 88) await share(desk);
      else if (lot < 91) restart(at);
      else if (lot < 93)
        desk.setNow(new Date(clock().getTime() + (random.below(97) - 48) * 3_600_000).toISOString());
      else if (lot < 97) goTo(desk, (random.below(4) + 1) as DeskId);
      else if (down.has(desk.number)) down.delete(desk.number);
      else down.add(desk.number);
    },

    heal: async (): Promise<void> => {
      isHealed = true;
      for (let round = 0; round < 4; round += 1) for (const desk of desks) await desk.share();
      for (const desk of desks)
        if (countPending(desk.context.db) > 0)
          findings.push(`Desk ${desk.number} still has steps that wait.`);
    },

    look: async (): Promise<Simulated> => {
      findings.push(...(await compareRows(hub, desks)), ...compareLogs(desks));
      for (const desk of desks) {
        findings.push(...desk.faults.map((fault) => `Desk ${desk.number}: the hub forbade ${fault}`));
        const broken = desk.raw.pragma('foreign_key_check') as unknown[];
        if (broken.length > 0) findings.push(`Desk ${desk.number}: ${JSON.stringify(broken[0])}`);
        try {
          expectKept(desk.raw);
        } catch (error) {
          findings.push(`Desk ${desk.number}: ${String(error).slice(0, 600)}`);
        }
      }
      const placed = (await hub.query(
        'SELECT op_id, outcome, n, workstation FROM hub.op WHERE kind IS NOT NULL AND n IS NOT NULL',
        [],
      )) as { op_id: string; outcome: string }[];
      const byId = new Map(placed.map(({ op_id, outcome }) => [op_id, outcome]));
      for (const { opId, desk } of taken)
        if (!byId.has(opId)) findings.push(`A step of desk ${desk} vanished: ${opId}`);
      return {
        steps: taken.length,
        placed: placed.length,
        refused: placed.filter(({ outcome }) => outcome === 'refused').length,
        tasks: desks[0]?.raw.prepare('SELECT count(*) FROM task').pluck().get() as number,
        findings,
      };
    },

    close: (): void => {
      for (const desk of desks) desk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** The library that all begin with. */
const fillFirst = async (hub: TestHub, folder: string, count: number, requests: number): Promise<void> => {
  const first = openTestDesk(folder);
  first.raw.exec(`
    INSERT INTO partner (id, code, name, renews_automatically, cancel_needs_consent) VALUES (2, 'WEST', 'West College', 0, 1);
    INSERT INTO patron (id, barcode, name, library_id) VALUES (2, 'P1000002', 'Other, B.', 1);`);
  const from = ['READY_TO_SEND', 'REQUEST_SENT', 'SHIPPED_PHYSICALLY', 'SHIPPED_PHYSICALLY'];
  for (let at = 0; at < requests; at += 1)
    addRequest(first, {
      externalId: `R-${at + 1}`,
      status: from[at % from.length] ?? 'SHIPPED_PHYSICALLY',
      volumes: at % 3 === 2 ? 3 : null,
      pickupDeskId: (at % 2) + 1,
    });
  await hub.fill(first.context.db, count);
  copyLibrary(first.file, join(folder, 'first.sqlite'));
  first.close();
  for (let number = 1; number <= count; number += 1)
    copyFileSync(join(folder, 'first.sqlite'), join(folder, `desk-${number}.sqlite`));
};

const doOne = (
  desk: SharingDesk,
  name: string,
  requestId: RequestId,
  opId: OpId,
  taken: readonly Taken[],
  random: Random,
): Result<unknown> => {
  const pick = random.below(1_000);
  switch (name) {
    case 'undo': {
      const of = taken.filter((one) => one.requestId === requestId).at(-1 - random.below(2));
      return undoService(desk.context).undo({ opId, undoes: of?.opId ?? newOpId() });
    }
    case 'edit': {
      const request = findRequest(desk.context.db, requestId);
      if (!request) return { ok: false } as never;
      const { title, author, format, patronId, pickupDeskId, dueOn, volumesExpected, circulationNote } =
        request;
      const fields = {
        title,
        author,
        format,
        patronId,
        pickupDeskId,
        dueOn,
        volumes: volumesExpected,
        circulationNote,
      };
      const changed =
        pick % 2 === 0 ? { title: `Title ${pick % 5}` } : { circulationNote: `Note ${pick % 5}` };
      return editRequestService(desk.context).edit({ opId, requestId, fields: { ...fields, ...changed } });
    }
    case 'create':
      return newRequestService(desk.context).create({
        opId,
        externalId: pick % 3 === 0 ? `NEW-${pick % 7}` : '',
        fields: {
          title: 'A new one',
          author: '',
          format: 'physical',
          patronId: 1,
          pickupDeskId: 1,
          dueOn: null,
          volumes: null,
          circulationNote: '',
        } as never,
        partnerIds: [1 as never],
      });
    case 'partner':
      return placesService(desk.context).savePartner({
        opId,
        id: pick % 3 === 0 ? null : (1 as never),
        values: {
          code: pick % 3 === 0 ? `P-${pick % 4}` : 'NORTH',
          name: `Partner ${pick % 5}`,
          address: [],
          lettersOff: [],
          email: pick % 2 === 0 ? 'ill@north.example' : '',
          phone: '',
          renewsAutomatically: true,
          cancelNeedsConsent: false,
          active: true,
        },
      } as never);
    default:
      return (lifeTries(desk)[name] ?? (() => ({ ok: false }) as never))(requestId, opId, pick);
  }
};

const rowsOf = (
  desk: SharingDesk,
  table: string,
  columns: readonly string[],
): readonly Record<string, unknown>[] =>
  desk.raw.prepare(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY id`).all() as Record<
    string,
    unknown
  >[];

/** Every shared row of every workstation against that of the hub. */
const compareRows = async (hub: TestHub, desks: readonly SharingDesk[]): Promise<readonly string[]> => {
  const findings: string[] = [];
  const [first] = desks;
  if (!first) return findings;
  for (const table of sharedTables) {
    const columns = sharedColumns(first.raw, table);
    const rows = (await hub.query(
      `SELECT coalesce(jsonb_agg(to_jsonb(one) ORDER BY id), '[]') AS answer FROM hub_rows."${table}" AS one`,
      [],
    )) as { answer: Record<string, unknown>[] }[];
    const there = (rows[0]?.answer ?? []).map((row) => columns.map((name) => row[name] ?? null));
    for (const desk of desks) {
      const here = rowsOf(desk, table, columns).map((row) => columns.map((name) => row[name] ?? null));
      const at = Array.from({ length: Math.max(here.length, there.length) }, (_, index) => index).find(
        (index) => JSON.stringify(here[index]) !== JSON.stringify(there[index]),
      );
      if (at === undefined) continue;
      const differs = columns
        .map((name, column) => [name, here[at]?.[column], there[at]?.[column]] as const)
        .filter(([, one, other]) => JSON.stringify(one) !== JSON.stringify(other));
      findings.push(
        `Desk ${desk.number} has another row of ${table} than the hub: ${JSON.stringify(differs.slice(0, 6))} (${JSON.stringify([here[at]?.[0], there[at]?.[0]])})`,
      );
    }
  }
  const cursors = new Set(desks.map((desk) => readHubState(desk.context.db)?.cursor));
  if (cursors.size > 1) findings.push(`The desks stand at different places: ${[...cursors].join(', ')}`);
  return findings;
};

const logOf = (desk: SharingDesk): ReadonlyMap<string, string> =>
  new Map(
    (
      desk.raw
        .prepare(
          `SELECT op_id AS opId, json_array(kind, operator_id, desk_id, at, request_id, input, answer, undone_by,
                  (SELECT json_group_array(json_array(request_id, kind, status_before, status_after, headline)) FROM (SELECT * FROM request_event WHERE request_event.op_id = command_log.op_id ORDER BY id)),
                  (SELECT json_group_array(json_array(table_name, row_id, before, after)) FROM (SELECT * FROM change_log WHERE change_log.op_id = command_log.op_id AND table_name IN ('item', 'loan') ORDER BY table_name, row_id, id))) AS line
             FROM command_log`,
        )
        .all() as { opId: string; line: string }[]
    ).map(({ opId, line }) => [opId, line]),
  );

/** The log of steps, with what undo needs, of each workstation against that of the first. */
const compareLogs = (desks: readonly SharingDesk[]): readonly string[] => {
  const [first, ...others] = desks.map((desk) => ({ number: desk.number, log: logOf(desk) }));
  if (!first) return [];
  return others.flatMap(({ number, log }) => {
    const ids = new Set([...first.log.keys(), ...log.keys()]);
    const differing = [...ids].find((id) => first.log.get(id) !== log.get(id));
    return differing === undefined
      ? []
      : [
          `Desk ${number} has another line in its log than desk ${first.number}:\n  ${log.get(differing)}\n  ${first.log.get(differing)}`,
        ];
  });
};
