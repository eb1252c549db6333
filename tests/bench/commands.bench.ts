import type BetterSqlite3 from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { connect } from '../../electron/main/db/open.ts';
import { take, takeAsked } from '../../electron/main/desk/steps/take.ts';
import type { OpId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/ipc/result.ts';
import { copyDatabase, openCopy, type DeskCopy } from './desk-copy.ts';
import { median, percentile, report, timed } from './report.ts';
import { here, staffCommands, type StaffCommand, type Target } from './staff-commands.ts';
import { firstDifference, recordWrites, replayer, type Replayer, type WrittenRow } from './written-rows.ts';

const rounds = 230;
/** Rounds that are not measured, to warm up code and file. */
const warmUp = 30;

/** Half of the partners renew only when asked, and half must agree to a cancellation. */
const partners = `UPDATE partner SET renews_automatically = id % 2, cancel_needs_consent = (id / 2) % 2`;

/**
 * Three copies of the library with the same history. On one, the command runs and every row that it writes is
 * recorded; on one, the command is measured; on one, the recorded rows are written in a single raw transaction: the floor.
 */
type Bench = {
  readonly clock: { ms: number };
  readonly recorder: DeskCopy;
  readonly takeWritten: () => readonly WrittenRow[];
  readonly measured: DeskCopy;
  readonly floor: { readonly raw: BetterSqlite3.Database; readonly replayer: Replayer };
};

type Call = (desk: DeskCopy) => Result<unknown>;

/** `named`: only commands with this in their name. `disk` false: does not wait for the disk, to find where the program itself is slow. */
export type Choice = { readonly named: string; readonly disk: boolean };

/** Measures every command of staff, and its undo, against its rows written in a single raw transaction. */
export const benchCommands = async (dataDir: string, folder: string, choice: Choice): Promise<void> => {
  const bench = openBench(dataDir, join(folder, 'commands'));
  const raws = [bench.recorder.raw, bench.measured.raw, bench.floor.raw];
  for (const raw of raws) raw.exec(partners);
  // The program's own time shows only if it does not wait for the disk.
  if (!choice.disk) for (const raw of raws) raw.pragma('synchronous = OFF');
  bench.takeWritten();
  for (const [index, command] of staffCommands.entries()) {
    if (!command.name.includes(choice.named)) continue;
    const targets = targetsOf(bench.measured.raw, command, index);
    if (targets.length < rounds)
      throw new Error(`${command.name}: only ${targets.length} requests to take it on`);
    for (const text of command.first ?? [])
      for (const raw of raws) raw.transaction(() => targets.forEach((each) => raw.prepare(text).run(each)))();
    bench.takeWritten();
    const opIds = targets.map(() => uuidv7() as OpId);
    const calls = targets.map(
      (target, at): Call =>
        (desk) =>
          takeAsked(desk.context, command.asked(target, opIds[at]!)),
    );
    await measure(bench, command.name, calls);
    if (command.undone === false) continue;
    const undos = opIds.map((undoes): Call => {
      const opId = uuidv7() as OpId;
      return (desk) => take(desk.context, 'undo', { opId, undoes });
    });
    await measure(bench, `undo: ${command.name}`, undos);
  }
  // The floor is fair only if it wrote the same rows.
  const difference = firstDifference(bench.measured.raw, bench.floor.raw);
  if (difference !== null) throw new Error(`The floor wrote something else: ${difference}`);
  for (const raw of raws) raw.close();
  rmSync(join(folder, 'commands'), { recursive: true });
};

const openBench = (dataDir: string, folder: string): Bench => {
  const clock = { ms: Date.parse('2026-12-01T08:00:00Z') };
  const now = (): Date => new Date(clock.ms);
  // The first opening adds an operator at a desk, which must be the same in all copies.
  const ready = join(folder, 'ready');
  const first = openCopy(copyDatabase(dataDir, ready), now);
  must('work at a desk of the library', first.context.session.chooseDesk(here));
  first.raw.close();
  const copy = (name: string): string => copyDatabase(ready, join(folder, name));
  const recorder = openCopy(copy('recorder'), now);
  const measured = openCopy(copy('measured'), now);
  const raw = connect(copy('floor'));
  rmSync(ready, { recursive: true });
  return {
    clock,
    recorder,
    takeWritten: recordWrites(recorder.raw),
    measured,
    floor: { raw, replayer: replayer(raw) },
  };
};

/** Requests from all parts of the library, different ones for each command. */
const targetsOf = (raw: BetterSqlite3.Database, command: StaffCommand, index: number): Target[] =>
  (
    raw
      .prepare(
        `SELECT request.id AS requestId, item.id AS itemId, item.barcode, patron_id AS patronId,
                (SELECT id FROM request_note WHERE request_id = request.id AND active = 1) AS noteId
           FROM request JOIN partner ON partner.id = request.partner_id
           LEFT JOIN item ON item.request_id = request.id
          WHERE ${command.on} ORDER BY (request.id * 7919 + @index * 15485863) % 100003 LIMIT @rounds`,
      )
      .all({ index, rounds }) as Omit<Target, 'number'>[]
  ).map((target, at) => ({ ...target, number: index * rounds + at }));

const must = (what: string, result: Result<unknown>): void => {
  if (!result.ok) throw new Error(`${what}: ${result.error.message}`);
};

/** Runs the calls one after the other, alternating between command and floor, so that a busy disk slows both. */
const measure = async (bench: Bench, what: string, calls: readonly Call[]): Promise<void> => {
  const startMs = bench.clock.ms;
  const written = calls.map((call) => {
    bench.clock.ms += 1000;
    must(what, call(bench.recorder));
    return bench.takeWritten();
  });
  const { replayer: floor } = bench.floor;
  const commandMs: number[] = [];
  const floorMs: number[] = [];
  bench.clock.ms = startMs;
  for (const [at, call] of calls.entries()) {
    bench.clock.ms += 1000;
    const writes = floor.ready(written[at] ?? []);
    const command = async (): Promise<number> => timed(() => must(what, call(bench.measured)));
    const raw = async (): Promise<number> => timed(() => floor.run(writes));
    // Alternates the order, so that the disk activity of the other one affects both.
    const commandFirst = at % 2 === 0;
    const earlyMs = commandFirst ? await command() : Number.NaN;
    const floorTookMs = await raw();
    const tookMs = commandFirst ? earlyMs : await command();
    if (at < warmUp) continue;
    commandMs.push(tookMs);
    floorMs.push(floorTookMs);
  }
  report({
    what: `${what}, p95`,
    value: percentile(commandMs, 0.95),
    floor: percentile(floorMs, 0.95),
    unit: 'ms',
    goalRatio: 2,
    more: {
      floorIs: 'the rows that it wrote, in one raw transaction',
      synchronous: bench.measured.raw.pragma('synchronous', { simple: true }) === 2 ? 'FULL' : 'OFF',
      rows: written.at(-1)?.length ?? 0,
      medianMs: median(commandMs),
      floorMedianMs: median(floorMs),
      medianRatio: Number((median(commandMs) / median(floorMs)).toPrecision(3)),
    },
  });
};
