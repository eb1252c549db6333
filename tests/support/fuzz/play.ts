import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadSettings } from '../../../electron/main/desk/records/settings/settings.service.ts';
import { parseInput } from '../../../electron/main/ipc/dispatch.ts';
import type { OperatorId } from '../../../shared/domain/ids.ts';
import { isStepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { type AllCalls, openAllCalls } from '../all-calls.ts';
import type { TestDesk } from '../desk.ts';
import { callOf, type Door, doorOf, doors } from '../doors.ts';
import { waitFor } from '../waiting.ts';
import { admissionFaults, shapeFaults, writingFaults } from './answers.ts';
import { integrityFaults } from './health.ts';
import { cloned, fieldsOf, idOf, sincereInput, spoiled, wildInput } from './inputs.ts';
import { type Knowledge, knowledgeOf } from './known.ts';
import { demoFile, type FuzzLibrary, upkeep } from './library.ts';
import { type Random, randomOf } from './random.ts';
import { scenes } from './scenes.ts';
import { namedIn } from './scope-rules.ts';
import { shown } from './shown.ts';
import { openWatch } from './watch.ts';

/** The result of a run of calls. */
export type Played = {
  readonly calls: number;
  /** How often each channel, and each kind of step, succeeded. */
  readonly done: ReadonlyMap<Door, number>;
  /** The faults, one sentence each with the call that showed it. */
  readonly faults: readonly string[];
};

type Asked = { readonly door: Door; readonly input: unknown; readonly by: number };

/** Doors that are chosen less often: a PIN takes a tenth of a second to check, and choosing and importing a file start a process. */
const rare: Partial<Record<Door, number>> = {
  'app.signIn': 0.2,
  'app.signOut': 0.4,
  'operators.setPin': 0.2,
  'libraryFile.choose': 0.08,
  'libraryFile.drop': 0.08,
  'libraryFile.import': 0.2,
  'libraryFile.dryRun': 0.08,
  'files.saveLibrary': 0.02,
  'files.saveList': 0.02,
};
/** An import must come before it is undone, and steps before they are written to a file for another system. */
const makesReady: Readonly<Record<string, string>> = { imports: 'libraryFile', files: 'steps' };
/** Steps that must come right before. */
const comesBefore: Readonly<Record<string, readonly Door[]>> = {
  'steps.redo': ['send-request', 'undo'],
  'finish-receiving': ['receive'],
  keep: ['cancel'],
};
const jobOf = (door: Door): string => (isStepKind(door) ? 'steps' : (door.split('.')[0] ?? ''));
const hour = 3_600_000;
/** The operator with every role in every library. */
const mayEverything = 1 as OperatorId;

/** Plays this many calls from a seed on a new desk. Never throws for a fault, but returns it. */
export const play = (library: FuzzLibrary, seed: number, calls: number): Promise<Played> =>
  playing(library, seed, async (player) => {
    while (player.calls() < calls) await player.one();
  });

/** Asks, with all roles, until each door has succeeded; other calls of the same job prepare it. @param most how often each is tried. */
export const reach = (
  library: FuzzLibrary,
  seed: number,
  wanted: readonly Door[],
  most: number,
): Promise<Played> =>
  playing(library, seed, async (player) => {
    for (const door of wanted)
      for (let tries = 0; tries < most && !player.done.has(door); tries += 1) await player.aim(door);
  });

const playing = async (
  library: FuzzLibrary,
  seed: number,
  game: (player: ReturnType<typeof openPlayer>) => Promise<void>,
): Promise<Played> => {
  const player = openPlayer(library, seed);
  try {
    await game(player);
    player.look();
    return { calls: player.calls(), done: player.done, faults: player.faults };
  } finally {
    await player.close();
  }
};

const openPlayer = (library: FuzzLibrary, seed: number) => {
  const random = randomOf(seed);
  const desk = library.openDesk();
  const all = openAllCalls(desk, () =>
    random.chance(0.7) ? demoFile : join(desk.file, 'nothing-here.json'),
  );
  const knowledge = knowledgeOf(desk.raw, random);
  const watch = openWatch(desk);
  const faults: string[] = [];
  const done = new Map<Door, number>();
  const past: Asked[] = [];
  const usedIds = new Map<string, string>();
  let calls = 0;
  let clock = Date.parse('2026-11-25T09:30:00Z');
  /** The operator who took the step that is repeated; null for a new one. */
  let repeatOf: number | null = null;
  const tell = (asked: Asked, what: string): void => {
    const input = (repeatOf !== null ? '(again) ' : '') + shown(asked.input);
    faults.push(`seed ${seed}, call ${calls}: ${asked.door} by operator ${asked.by} ${what}; input ${input}`);
  };

  const ask = async (asks: Door, given: unknown): Promise<Result<unknown>> => {
    const { door, input } = doorOf(asks, given);
    const caller = watch.caller();
    const signedIn = desk.context.session.signedIn();
    const asked: Asked = { door: asks, input: given, by: caller.operatorId };
    calls += 1;
    const call = callOf(asks, given);
    const isValid = parseInput(call.channel, call.input)?.success === true;
    const unseen = watch.hiddenBy(input, caller);
    const earlier = idOf(input) === undefined ? false : watch.isStored(idOf(input) ?? '');
    const answer = await answerOf(all, asks, given);
    if (typeof answer === 'string') {
      tell(asked, answer);
      return { ok: false, error: { code: 'unexpected', message: answer, retryable: false } };
    }
    const wrote = watch.hasWritten();
    const say = (what: string): void => tell(asked, what);
    for (const what of [
      ...shapeFaults(answer, isValid),
      ...admissionFaults(call.channel, answer, isValid, { signedIn, hasRoles: caller.grants.length > 0 }),
      ...(wrote ? writingFaults(call.channel, answer) : []),
      ...watch.scopeFaults({ door, input, unseen, isOwn: repeatOf === caller.operatorId }, answer, caller),
    ])
      say(what);
    if (answer.ok) {
      const key = `${door} ${shown(input, Number.MAX_SAFE_INTEGER)}`;
      const id = idOf(input);
      if (earlier && id !== undefined && usedIds.get(id) !== key)
        say('used the id of another step and was done');
      if (id !== undefined && !earlier && !wrote) say('was done for the first time and wrote nothing');
      if (id !== undefined) usedIds.set(id, key);
      done.set(asks, (done.get(asks) ?? 0) + 1);
      past.push(asked);
      if (past.length > 200) past.shift();
    }
    await settle(door, answer);
    return answer;
  };

  /** Waits until background work is complete before the next call, so that a seed always gives the same calls. */
  const settle = async (door: Door, answer: Result<unknown>): Promise<void> => {
    const isChoice = door === 'libraryFile.choose' || door === 'libraryFile.drop';
    if (isChoice && answer.ok && answer.value !== null)
      knowledge.setToken((answer.value as { token: string }).token);
    const works =
      door === 'libraryFile.import' ? all.libraryFile : door.startsWith('files.save') ? all.files : null;
    if (works && answer.ok)
      await waitFor('The end of a file', () => {
        const status = works.status();
        return status.ok && status.value.running === null ? true : undefined;
      });
    settleDown();
  };

  const again = async (asked: Asked, first: Result<unknown>): Promise<void> => {
    if (idOf(doorOf(asked.door, asked.input).input) === undefined || !first.ok) return;
    const second = await ask(asked.door, asked.input);
    // An operator who removed their own roles has none the second time.
    const isOut = !second.ok && ['role-missing', 'signed-out'].includes(second.error.code);
    if (!isOut && !isDeepStrictEqual(second, first)) tell(asked, 'got another answer the second time');
  };

  /** Operators sign in elsewhere, time passes, and occasionally all initial roles are restored. */
  const lifeGoesOn = (): boolean => {
    const { session } = desk.context;
    const isRestored = calls % 200 === 0;
    if (isRestored) {
      library.restore(desk.raw);
      session.refresh();
    }
    const moves = random.chance(0.12) || (!session.signedIn() && random.chance(0.5));
    if (moves) change(desk, random);
    const passes = random.chance(0.01);
    if (passes) desk.setNow(new Date((clock += random.below(72) * hour)).toISOString());
    return isRestored || moves || passes;
  };

  const settleDown = (): void => {
    upkeep(desk);
    watch.begin();
  };

  let undone = false;
  const one = async (): Promise<void> => {
    if (lifeGoesOn()) settleDown();
    const old = random.chance(0.03) ? random.pick(past) : undefined;
    repeatOf = old?.by ?? null;
    // An undone step can be redone as long as no new one is taken.
    const next = undone && random.chance(0.5) ? 'steps.redo' : chooseDoor(random);
    const door = old?.door ?? next;
    const input = old?.input ?? inputFor(door, knowledge, desk);
    const by = Number(desk.context.session.operator().id);
    const answer = await ask(door, input);
    undone = door === 'undo' && answer.ok;
    repeatOf = by;
    if (answer.ok && random.chance(0.1)) await again({ door, input, by }, answer);
  };

  const aim = async (wanted: Door): Promise<void> => {
    const { session } = desk.context;
    library.restore(desk.raw);
    session.refresh();
    session.chooseOperator(mayEverything);
    const place = random.pick(session.desks());
    if (place) session.chooseDesk(place.id);
    settleDown();
    const kin = [jobOf(wanted), makesReady[jobOf(wanted)]];
    const ofItsKind = doors.filter((each) => kin.includes(jobOf(each)));
    const others = random.chance(0.5) ? ofItsKind : doors;
    const before = comesBefore[wanted] ?? [];
    const door = before.length > 0 || random.chance(0.5) ? wanted : (random.pick(others) ?? wanted);
    repeatOf = null;
    for (const each of before) await ask(each, fittingInput(each, knowledge, desk));
    await ask(door, fittingInput(door, knowledge, desk));
  };

  return {
    one,
    aim,
    calls: () => calls,
    done,
    faults,
    /** Checks the database and the log after all calls. */
    look: () => {
      upkeep(desk);
      faults.push(...integrityFaults(desk.raw).map((what) => `seed ${seed}, after ${calls} calls: ${what}`));
      const file = join(desk.file, '../logs/borrow-desk.log');
      const log = existsSync(file) ? readFileSync(file, 'utf8') : '';
      faults.push(...[...namedIn(log)].slice(0, 3).map((mark) => `seed ${seed}: the log names ${mark}`));
    },
    close: async () => {
      watch.close();
      await all.close();
      desk.close();
    },
  };
};

const change = (desk: TestDesk, random: Random): void => {
  const { session } = desk.context;
  const all = session.operators();
  // Usually an operator with every role in one library or in all.
  const many = all.filter(({ grants }) => grants.length > 2);
  const operator = random.pick(random.chance(0.6) && many.length > 0 ? many : all);
  if (operator) session.chooseOperator(operator.id as OperatorId);
  const place = random.pick(session.desks());
  if (place && random.chance(0.8)) session.chooseDesk(place.id);
};

const chooseDoor = (random: Random): Door => {
  const door = random.pick(doors) ?? 'app.load';
  return random.chance(rare[door] ?? 1) ? door : chooseDoor(random);
};

const inputFor = (door: Door, knowledge: Knowledge, desk: TestDesk): unknown => {
  const { random } = knowledge;
  if (random.chance(0.05)) return cloned(wildInput(random));
  const input = fittingInput(door, knowledge, desk);
  // In that channel the kind of the step is spoiled too.
  return random.chance(door === 'steps.take' ? 0.5 : 0.15) ? cloned(spoiled(input, random)) : input;
};

/** A realistic input, as one of our pages would send it. */
const fittingInput = (door: Door, knowledge: Knowledge, desk: TestDesk): object => {
  const { random } = knowledge;
  const made = sincereInput(door, random, knowledge.of(door));
  const standing = {
    desk: desk.context.session.desk(),
    operatorId: Number(desk.context.session.operator().id),
    settings: loadSettings(desk.context.db),
  };
  const scene = random.chance(0.65) ? scenes[door]?.(knowledge, standing) : undefined;
  const fields = fieldsOf(door);
  const fitting = Object.fromEntries(Object.entries(scene ?? {}).filter(([name]) => fields.includes(name)));
  return { ...(made as object), ...fitting };
};

/** The answer, or the fault if there is none. */
const answerOf = async (all: AllCalls, door: Door, input: unknown): Promise<Result<unknown> | string> => {
  try {
    return structuredClone(await all.call(door, input));
  } catch (error) {
    return `rejected: ${String(error)}`;
  }
};
