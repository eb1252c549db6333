import type BetterSqlite3 from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { sql } from '../../../electron/main/db/sql.ts';
import { hubOf, type Query } from '../../../electron/main/connections/hub/hub-port.ts';
import { afterGreeting } from '../../../electron/main/desk/hub/after-greeting.ts';
import { takeHubRows, tryAside } from '../../../electron/main/desk/hub/aside-again.ts';
import type { BringUp, SharingParts } from '../../../electron/main/desk/hub/share.ts';
import type { Turns } from '../../../electron/main/desk/hub/turns.ts';
import type { claimLetter } from '../../../electron/main/desk/output/letters/claim-letter.ts';
import { countAside } from '../../../electron/main/desk/store/hub-aside.queries.ts';
import { countPending, readHubState } from '../../../electron/main/desk/store/hub.queries.ts';
import type { DeskId, OperatorId, OpId, RequestId } from '../../../shared/domain/ids.ts';
import { randomOf, type Random } from '../fuzz/random.ts';
import { hasNoId, somethingToDo } from './doings.ts';
import { mostDesks, openFirstLibrary, type FirstLibrary } from './first-library.ts';
import { openTestHub, type TestHub } from './hub-server.ts';
import { openPostOffice, type PostOffice } from './post-office.ts';
import type { Lots, Simulated } from './lots.ts';
import { liar } from './hostile-steps.ts';
import { lookAtAll, lookAtDesk, lookAtPlace, type WhatWasSeen } from './look.ts';
import { openSharingDesk, type SharingDesk } from './sharing-desk.ts';

/** A fault that is planted to see whether the simulation finds it. */
export type Planted = {
  /** In the hub's functions. */
  readonly sql?: (text: string) => string;
  /** In the parts of the program that the simulation passes in. */
  readonly parts?: (parts: SharingParts) => SharingParts;
  readonly claim?: typeof claimLetter;
};

export type Simulator = {
  /** Plays a seed. The same seed plays the same. */
  readonly play: (lots: Lots, planted?: Planted) => Promise<Simulated>;
  readonly close: () => Promise<void>;
};

/** Opens a hub and the library that all begin with. They serve any number of plays. */
export const openSimulator = async (where: 'in-process' | 'server' = 'in-process'): Promise<Simulator> => {
  const hub = await openTestHub(where);
  const library = await openFirstLibrary(hub);
  return {
    play: (lots, planted = {}) => hub.playOn(() => play({ hub, library, planted }, lots), planted.sql),
    close: async () => {
      library.close();
      await hub.close();
    },
  };
};

type World = { readonly hub: TestHub; readonly library: FirstLibrary; readonly planted: Planted };

/**
 * Plays a library's days by a seed: so many workstations with the real services on real databases, the shipped SQL, a network that drops,
 * answers twice, loses only the answer; clocks that are wrong by days; programs that end in between; files that are put back from a backup, or copied.
 * Then the network heals, and it is looked at what everybody has.
 */
const play = async (world: World, lots: Lots): Promise<Simulated> => {
  const played = await openPlay(world, lots);
  for (let event = 0; event < lots.events && played.findings.length === 0; event += 1) await played.one();
  if (played.findings.length === 0) await played.heal();
  return await played.look();
};

/** The network is gone. */
class Unreachable extends Error {}
/** A workstation asks and asks. */
class Endless extends Error {}

/** More questions than any exchange needs: what waits goes in a few. */
const mostQuestions = 60;

/** A workstation, with the program that runs on it. */
type Place = {
  readonly login: number;
  readonly file: string;
  desk: SharingDesk;
  backup: Buffer | null;
  questions: number;
  /** The life of the hub in which it was greeted. */
  life: number;
};

const openPlay = async (
  { hub, library, planted }: World,
  { seed, desks: count, restoresHub = false, isHostile = false }: Lots,
) => {
  const random = randomOf(seed);
  const newOpId = (): OpId => random.uuid() as OpId;
  const oneOf = <T>(values: readonly T[]): T => {
    const picked = random.pick(values);
    if (picked === undefined) throw new Error('There is nothing to choose from.');
    return picked;
  };
  // Of lots of its own: how much is taken in at once is no matter of what happens.
  const sizes = randomOf(seed + 1_000_000);
  const turns: Turns = {
    rows: () => 1 + sizes.below(40),
    took: () => undefined,
    pause: () => Promise.resolve(),
  };
  let minutes = 0;
  let isHealed = false;
  let depth = 0;
  let restored = 0;
  let copied = 0;
  let hubRestored = 0;
  if (restoresHub) await hub.backUp();
  const clock = (): Date => new Date(Date.UTC(2026, 10, 25, 8, minutes));
  const seen: WhatWasSeen = { taken: new Map(), refusals: new Map(), letters: [] };
  const findings: string[] = [];
  const down = new Set<number>();
  const sharing = new Set<Place>();
  const places: Place[] = [];

  // Of lots of its own, too.
  const lie = liar(randomOf(seed + 2_000_000));
  const asTold = (text: string, rows: readonly unknown[]): readonly unknown[] =>
    isHostile && !isHealed && text.includes('hub.pull') ? lie(rows) : rows;

  const throughNetwork =
    (place: () => Place): Query =>
    async (text, values) => {
      const { login } = place();
      if ((place().questions += 1) > mostQuestions) throw new Endless('It asks and asks.');
      // A server that was restored has started again: nobody is connected any more.
      if (place().life !== hubRestored && !isGreeting(text)) throw new Unreachable('The connection is gone.');
      if (isHealed) return await hub.queryAs(login)(text, values);
      // Between what was taken in and what is offered there is the most to miss.
      if (depth < 2 && random.chance(text.includes('hub.push') ? 0.6 : 0.2)) await inBetween(place());
      if (down.has(login) || random.chance(0.06)) throw new Unreachable('The network is gone.');
      const rows = asTold(text, await hub.queryAs(login)(text, values));
      if (restoresHub && place().life !== hubRestored && !isGreeting(text))
        throw new Unreachable('The connection is gone.');
      if (random.chance(0.04)) return asTold(text, await hub.queryAs(login)(text, values));
      if (random.chance(0.06)) throw new Unreachable('The answer is lost.');
      return rows;
    };

  const start = (raw: BetterSqlite3.Database, login: number, place: () => Place): SharingDesk =>
    openSharingDesk(raw, {
      login,
      query: throughNetwork(place),
      clock,
      newOpId,
      turns,
      change: (parts) => noting(planted.parts?.(parts) ?? parts, seen),
    });
  const addPlace = (raw: BetterSqlite3.Database, login: number): Place => {
    const place: Place = {
      login,
      file: raw.name,
      desk: start(raw, login, () => place),
      backup: null,
      questions: 0,
      life: 0,
    };
    places.push(place);
    return place;
  };
  for (let login = 1; login <= count; login += 1) addPlace(library.deskFile(login), login);
  const post: PostOffice = openPostOffice(random, planted.claim);

  /** What other people do while an answer is on its way. */
  const inBetween = async (asking: Place): Promise<void> => {
    depth += 1;
    try {
      step(oneOf(places));
      const other = oneOf(places);
      if (other !== asking && !sharing.has(other) && random.chance(0.5)) await share(other);
    } finally {
      depth -= 1;
    }
  };

  /** Something that the rules allow, if a few tries find it. */
  const step = (place: Place): void => {
    const { desk } = place;
    minutes += 1;
    const before = lastNumber(desk);
    for (let tries = 0; tries < 5; tries += 1) {
      const ids = sql<[], RequestId>(desk.context.db, 'SELECT id FROM request ORDER BY id').pluck().all();
      const requestId = oneOf(ids);
      const opId = newOpId();
      const earlier = [...seen.taken].flatMap(([id, of]) => (of.requestId === requestId ? [id] : []));
      const { name, act } = somethingToDo(desk, random, { opId, requestId, earlier });
      act();
      if (noteTaken(place, before) === 0) continue;
      if (random.chance(0.05) && !hasNoId.includes(name)) {
        const stands = lastNumber(desk);
        act();
        if (lastNumber(desk) !== stands) findings.push(`The same ${name} again was another step: ${opId}`);
      }
      return;
    }
  };

  /** Notes which steps wait that did not before. */
  const noteTaken = (place: Place, before: number): number => {
    const anew = sql<[number], { opId: OpId; requestId: RequestId | null; saw: string | null }>(
      place.desk.context.db,
      "SELECT op_id AS opId, request_id AS requestId, input ->> '$.saw' AS saw FROM hub_pending LEFT JOIN command_log USING (op_id) WHERE n > ? ORDER BY n",
    ).all(before);
    for (const { opId, requestId, saw } of anew) seen.taken.set(opId, { requestId, saw, file: place.file });
    return anew.length;
  };

  const share = async (place: Place): Promise<void> => {
    sharing.add(place);
    place.questions = 0;
    const before = lastNumber(place.desk);
    try {
      if (place.life !== hubRestored) await greet(place);
      await place.desk.share();
      if (random.chance(isHostile ? 0.3 : 0)) await tryAside(place.desk.parts);
    } catch (error) {
      if (!(error instanceof Unreachable))
        findings.push(
          `Desk ${place.login} cannot share: ${String(error instanceof Error ? error.stack : error).slice(0, 4500)}`,
        );
    } finally {
      sharing.delete(place);
    }
    if (lastNumber(place.desk) > before) noteTaken(place, before);
  };

  const broughtUp: BringUp = { operatorId: 1 as OperatorId, opId: 'bring-up' as OpId };
  /** It connects anew, and somebody wants what the hub lacks to come from here. */
  const greet = async (place: Place): Promise<void> => {
    const { parts } = place.desk;
    const state = readHubState(parts.db);
    if (state === null) return;
    const { cursor, confirmedN } = state;
    const now = hubRestored;
    const asked = { program: '', schemaVersion: 1_000, cursor, confirmedN, waiting: 0 };
    const said = await hubOf(throughNetwork(() => place)).hello(asked);
    const why = await afterGreeting(parts, said, { schemaVersion: 1_000, bringUp: broughtUp });
    if (why !== null) findings.push(`Desk ${place.login} does not come together with the hub again: ${why}`);
    place.life = now;
  };

  /** Everything that was placed since is lost, and comes again from whoever knows of it. */
  const restoreHub = async (): Promise<void> => {
    await hub.restore();
    hubRestored += 1;
    const placed = await placedSteps();
    const known = (opId: OpId): boolean =>
      placed.has(opId) || places.some((place) => waits(place, opId) || keeps(place, opId));
    for (const opId of seen.taken.keys()) if (!known(opId)) seen.taken.delete(opId);
  };

  const placedSteps = async (): Promise<ReadonlySet<OpId>> =>
    new Set(
      ((await hub.query('SELECT op_id FROM hub.op WHERE n IS NOT NULL', [])) as { op_id: OpId }[]).map(
        ({ op_id }) => op_id,
      ),
    );

  const restart = (place: Place): void => {
    place.desk = start(library.openedAgain(place.desk.raw), place.login, () => place);
    if (post.at === place) post.programEnded(place.desk, clock());
  };

  const backUp = (place: Place): void => {
    place.backup = readFileSync(place.file);
  };

  /** The file is put back from its backup, or as it joined: what was not shared since is lost with it. */
  const restore = async (place: Place): Promise<void> => {
    restored += 1;
    // Of a folder that was copied steps wait in both, wherever they were taken.
    const waited = new Set([...seen.taken.keys()].filter((opId) => waits(place, opId)));
    const raw = library.openedAgain(place.desk.raw, place.backup ?? library.firstFile(place.login));
    place.desk = start(raw, place.login, () => place);
    const placed = await placedSteps();
    const elsewhere = places.filter((other) => other !== place);
    for (const [opId, { file }] of seen.taken)
      if (
        (file === place.file || waited.has(opId)) &&
        !placed.has(opId) &&
        ![place, ...elsewhere].some((at) => waits(at, opId))
      )
        seen.taken.delete(opId);
    if (post.at === place) post.programEnded(place.desk, clock());
  };

  /** The data folder is copied to another computer, and both go on. */
  const copyFolder = (place: Place): void => {
    if (copied > 0 || places.length >= mostDesks) return;
    copied += 1;
    addPlace(library.copied(readFileSync(place.file)), place.login).life = place.life;
  };

  const lookAt = (place: Place): void => {
    findings.push(
      ...lookAtDesk(place.desk, isHostile && !isHealed).map((found) => `Desk ${place.login}: ${found}`),
    );
  };

  const happen = async (place: Place, lot: number): Promise<void> => {
    if (lot < 560) return step(place);
    if (lot < 820) return await share(place);
    if (lot < 880) return post.work((post.at ??= places[0] ?? place), clock(), seen);
    if (lot < 900)
      place.desk.setNow(new Date(clock().getTime() + (random.below(97) - 48) * 3_600_000).toISOString());
    else if (lot < 930) goTo(place.desk, random);
    else if (lot < 940) {
      if (place.life === hubRestored && countAside(place.desk.context.db) === 0)
        findings.push(...(await lookAtPlace(hub, library, place.desk)));
    } else if (lot < 970) {
      if (down.has(place.login)) down.delete(place.login);
      else down.add(place.login);
    } else if (lot < 976) restart(place);
    else if (lot < 984) backUp(place);
    else if (lot < 994) await restore(place);
    else copyFolder(place);
  };

  return {
    findings,
    one: async (): Promise<void> => {
      const place = oneOf(places);
      const changes = places.map(({ desk }) => totalChanges(desk));
      if (restoresHub && random.chance(0.05)) await hub.backUp();
      else if (restoresHub && random.chance(0.03)) await restoreHub();
      await happen(place, random.below(1_000));
      places.forEach((each, at) => {
        if (totalChanges(each.desk) !== changes[at]) lookAt(each);
      });
    },

    heal: async (): Promise<void> => {
      isHealed = true;
      for (let round = 0; round < 4 && findings.length === 0; round += 1)
        for (const place of places) {
          if (isHostile) {
            place.questions = Number.NEGATIVE_INFINITY;
            await tryAside(place.desk.parts);
            if (round > 1) await takeHubRows(place.desk.parts);
          }
          await share(place);
        }
      for (const { desk, login } of places)
        if (countPending(desk.context.db) > 0) findings.push(`Desk ${login} still has steps that wait.`);
    },

    look: async (): Promise<Simulated> => {
      const desks = places.map(({ desk }) => desk);
      if (findings.length === 0 && restored + copied + hubRestored === 0) {
        const [last] = await hub.query('SELECT max(number) AS number FROM hub.workstation', []);
        if (Number((last as { readonly number: number }).number) !== mostDesks)
          findings.push('A workstation that was neither copied nor put back began anew.');
      }
      const whole =
        findings.length > 0
          ? { findings: [], digest: '', refused: 0 }
          : await lookAtAll({ hub, library, desks, seen, mayLackSteps: hubRestored > 0, isHostile });
      return {
        steps: seen.taken.size,
        refused: whole.refused,
        tasks: desks[0]?.raw.prepare<[], number>('SELECT count(*) FROM task').pluck().get() ?? 0,
        restored,
        copied,
        hubRestored,
        digest: whole.digest,
        findings: [...findings, ...whole.findings],
      };
    },
  };
};

const lastNumber = ({ context: { db } }: SharingDesk): number =>
  sql<[], number>(db, 'SELECT ifnull(max(n), 0) FROM hub_pending').pluck().get() ?? 0;

const waits = ({ desk }: Place, opId: OpId): boolean =>
  sql<[OpId]>(desk.context.db, 'SELECT 1 FROM hub_pending WHERE op_id = ?').get(opId) !== undefined;

const keeps = ({ desk }: Place, opId: OpId): boolean =>
  sql<[OpId]>(desk.context.db, 'SELECT 1 FROM hub_kept WHERE op_id = ?').get(opId) !== undefined;

const isGreeting = (text: string): boolean =>
  /hub\.(hello|places|begin_|known_columns|add_columns)/.test(text);

const totalChanges = ({ raw, context: { db } }: SharingDesk): string =>
  `${raw.name} ${sql<[], number>(db, 'SELECT total_changes()').pluck().get()}`;

/** Keeps why steps were refused, as the workstation offers them. */
const noting = (parts: SharingParts, seen: WhatWasSeen): SharingParts => ({
  ...parts,
  hub: {
    ...parts.hub,
    push: async (base, ops) => {
      for (const { opId, outcome } of ops)
        if (outcome === 'refused' && !seen.refusals.has(opId))
          seen.refusals.set(opId, refusalCode(parts, opId));
      return await parts.hub.push(base, ops);
    },
  },
});

const refusalCode = ({ db }: SharingParts, opId: OpId): string =>
  sql<[OpId], string>(db, "SELECT refusal ->> '$.code' FROM hub_pending WHERE op_id = ?").pluck().get(opId) ??
  '';

/** Somebody else comes, or goes to another desk. */
const goTo = ({ context: { session } }: SharingDesk, random: Random): void => {
  if (random.chance(0.5)) session.chooseDesk((random.below(4) + 1) as DeskId);
  else session.chooseOperator((random.below(3) + 1) as OperatorId);
};
