import type { OpId } from '../../../../shared/domain/ids.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import type { Undone } from '../../../../shared/ipc/views.ts';
import { isRetryable } from '../../machines/call.machine.ts';
import { afterTurn, newRun, turnsTaken } from '../../machines/run.ts';
import type { Done, Line, ListContext, ListJob } from './list.types.ts';
import { dedupe } from '../../../../shared/domain/letters/partner-notifications.ts';
import { slipsToDiscard } from '../../components/undone-line.ts';
import { t } from '../../../../shared/words/words.ts';

const partialWords = t('Only part of the code arrived. Scan it again.');
const notLookedUp = t('Lookup failed. Nothing was changed. Scan it again.');
const undoInDoubt = t(
  'The step may or may not have been undone. Check the session list before you try again.',
);

/** Whether the next run will process the line. */
export const isReady = <Scan, Look>(
  { isWhole }: ListJob<Scan, Look>,
  { look, refusal, inDoubt }: Line<Scan, Look>,
): boolean => look !== null && isWhole(look) && (refusal === null || inDoubt !== null);

/** Whether the lookup of a line has finished. */
export const isLookedUp = ({ look, refusal }: Line<unknown, unknown>): boolean =>
  look !== null || refusal !== null;

export const newLine = <Scan, Look>(id: number, scan: Scan): Line<Scan, Look> => ({
  id,
  scan,
  look: null,
  refusal: null,
  inDoubt: null,
});

const without = <Scan, Look>(
  lines: readonly Line<Scan, Look>[],
  ids: readonly number[],
): readonly Line<Scan, Look>[] => lines.filter(({ id }) => !ids.includes(id));

const changed = <Scan, Look>(
  lines: readonly Line<Scan, Look>[],
  id: number,
  change: Partial<Line<Scan, Look>>,
): readonly Line<Scan, Look>[] => lines.map((line) => (line.id === id ? { ...line, ...change } : line));

/** Removes a line, unless it is being processed or is part of the current run. */
export const withoutLine = <Scan, Look>(
  context: ListContext<Scan, Look>,
  id: number,
): ListContext<Scan, Look> =>
  context.run?.remaining.includes(id)
    ? context
    : { ...context, lines: without(context.lines, [id]), notice: '', turn: context.turn + 1 };

/** Appends lines to the list, replacing some others. */
const withScans = <Scan, Look>(
  context: ListContext<Scan, Look>,
  scans: readonly Scan[],
  instead: readonly number[],
): ListContext<Scan, Look> => ({
  ...context,
  lines: [
    ...without(context.lines, instead),
    ...scans.map((scan, index) => newLine<Scan, Look>(context.nextId + index, scan)),
  ],
  nextId: context.nextId + scans.length,
});

/** Adds a scan. A duplicate is reported and adds nothing; a refused line is looked up again. */
const withScan = <Scan, Look>(
  job: ListJob<Scan, Look>,
  context: ListContext<Scan, Look>,
  scan: Scan,
  instead: number | null,
): ListContext<Scan, Look> => {
  const name = job.nameOf(scan);
  const before = context.lines.find((line) => line.id !== instead && job.nameOf(line.scan) === name);
  if (before && (before.refusal === null || before.inDoubt !== null))
    return { ...context, notice: t('{name} is already in the list.', { name }) };
  return withScans(
    context,
    [scan],
    [before?.id, instead].filter((id) => id !== undefined && id !== null),
  );
};

/** Moves waiting codes into the list, as far as they can be identified. */
export const withWaiting = <Scan, Look>(
  job: ListJob<Scan, Look>,
  context: ListContext<Scan, Look>,
): ListContext<Scan, Look> => {
  const [code, ...waiting] = context.waiting;
  if (code === undefined) return context;
  const placed = job.place(context.lines, code);
  if (placed === 'wait') return context;
  return withWaiting(job, withScan(job, { ...context, waiting }, placed.scan, placed.instead));
};

/** Handles scanned, typed or pasted input: several lines together, or a single code in its turn. */
export const withCode = <Scan, Look>(
  job: ListJob<Scan, Look>,
  context: ListContext<Scan, Look>,
  code: string,
): ListContext<Scan, Look> => {
  const scans = job.read(code);
  return scans === null
    ? withWaiting(job, { ...context, waiting: [...context.waiting, code] })
    : scans.reduce((after, scan) => withScan(job, after, scan, null), context);
};

/** Shows a partial code without looking it up. */
export const withPart = <Scan, Look>(
  job: ListJob<Scan, Look>,
  context: ListContext<Scan, Look>,
  code: string,
): ListContext<Scan, Look> => {
  const placed = job.place([], code);
  if (placed === 'wait') return context;
  const after = withScans(context, [placed.scan], []);
  const refusal = { message: partialWords, code: null };
  return { ...after, lines: changed(after.lines, context.nextId, { refusal }) };
};

/** Applies the result of a lookup to its line; a duplicate line is removed. */
export const withLook = <Scan, Look>(
  job: ListJob<Scan, Look>,
  context: ListContext<Scan, Look>,
  id: number,
  answer: Result<Look> | null,
): ListContext<Scan, Look> => {
  const { lines } = context;
  const at = lines.findIndex((line) => line.id === id);
  const line = lines[at];
  if (!line) return context;
  if (!answer?.ok) {
    const meant = answer ? job.meant(line, lines[at - 1], answer.error) : null;
    if (meant) return withScans(context, meant.scans, meant.instead);
    const refusal = answer
      ? { message: answer.error.message, code: answer.error.code }
      : { message: notLookedUp, code: null };
    return { ...context, lines: changed(lines, id, { refusal }) };
  }
  const look = answer.value;
  const same = lines.find((other) => other.id !== id && other.look !== null && job.isSame(other.look, look));
  if (!same) return { ...context, lines: changed(lines, id, { look }) };
  // A line that was refused before and is now possible replaces its old line.
  return same.refusal === null || same.inDoubt !== null
    ? {
        ...context,
        lines: without(lines, [id]),
        notice: t('{name} is already in the list.', { name: job.nameOf(line.scan) }),
      }
    : { ...context, lines: changed(without(lines, [same.id]), id, { look }) };
};

/** Returns the run of a line: the old one if the line is in doubt. */
export const runOf = <Scan, Look>(
  { lines, runs }: ListContext<Scan, Look>,
  lineId: number | undefined,
): OpId | undefined => lines.find(({ id }) => id === lineId)?.inDoubt?.run ?? runs.at(-1);

/** Returns the step id of a line: the old one if the line is in doubt. */
const stepOf = (lines: readonly Line<unknown, unknown>[], id: number | undefined, fresh: OpId): OpId =>
  lines.find((line) => line.id === id)?.inDoubt?.opId ?? fresh;

/** Starts a run with all lines that are ready; null if a run is active, or no line is ready. */
export const withRun = <Scan, Look>(
  job: ListJob<Scan, Look>,
  context: ListContext<Scan, Look>,
  ids: { readonly run: OpId; readonly step: OpId },
): ListContext<Scan, Look> | null => {
  const lines = context.lines.filter((line) => isReady(job, line));
  if (context.run !== null || context.undoing !== null || lines.length === 0) return null;
  return {
    ...context,
    run: newRun(
      lines.map(({ id }) => id),
      stepOf(lines, lines[0]?.id, ids.step),
    ),
    runs: [...lines.flatMap(({ inDoubt }) => inDoubt?.run ?? []), ids.run],
    stopping: false,
    done: [],
    undoneSteps: [],
    slipsOnPaper: 0,
    corrections: [],
    kept: [],
    notice: '',
  };
};

/** `38 returned, 2 not`. A step that finishes a set has no item. */
const runWords = (word: string, done: readonly Done[], lines: readonly Line<unknown, unknown>[]): string => {
  const not = lines.filter(({ refusal }) => refusal !== null).length;
  return `${done.filter(({ barcode }) => barcode !== null).length} ${word}${not > 0 ? t(', {not} not', { not }) : ''}`;
};

/** Applies the answer to a step: if it succeeded the line is removed, otherwise it stays with its reason. */
export const withTaken = <Scan, Look>(
  job: ListJob<Scan, Look>,
  context: ListContext<Scan, Look>,
  answer: Result<readonly Done[]> | null,
  fresh: OpId,
): ListContext<Scan, Look> => {
  const { run } = context;
  const id = run?.remaining[0];
  const present = context.runs.at(-1);
  if (run === null || id === undefined || present === undefined) return context;
  const done = answer?.ok ? answer.value : [];
  // The next run repeats it with the same id.
  const mayPass = answer === null || isRetryable(answer);
  const inDoubt = mayPass ? { opId: run.opId, run: runOf(context, id) ?? present } : null;
  const refusal = answer?.ok
    ? null
    : answer
      ? { message: answer.error.message, code: answer.error.code }
      : { message: job.words.inDoubt, code: null };
  const lines = answer?.ok ? without(context.lines, [id]) : changed(context.lines, id, { refusal, inDoubt });
  const next = afterTurn(run, done, stepOf(lines, run.remaining[1], fresh));
  const after = { ...context, lines, done: next.done, run: next };
  // Without an answer, or after a disk failure, the next steps would fail too: they stay in the list.
  if (!mayPass && next.remaining.length > 0 && !context.stopping) return after;
  const words = runWords(job.words.done, next.done, lines);
  return {
    ...after,
    run: null,
    stopping: false,
    runs: lines.flatMap((line) => line.inDoubt?.run ?? []),
    notice: context.stopping && next.remaining.length > 0 ? t('Stopped. {words}.', { words }) : words,
    turn: context.turn + 1,
  };
};

/** Starts undoing these steps of the last run, latest first; null if none is left. */
export const withUndoing = <Scan, Look>(
  context: ListContext<Scan, Look>,
  asked: readonly OpId[],
  ids: { readonly run: OpId; readonly step: OpId },
): ListContext<Scan, Look> | null => {
  const steps = context.done
    .map(({ opId }) => opId)
    .filter((opId) => asked.includes(opId) && !context.undoneSteps.includes(opId));
  if (context.run !== null || context.undoing !== null || steps.length === 0) return null;
  return {
    ...context,
    undoing: newRun(steps.toReversed(), ids.step),
    runs: [...context.runs, ids.run],
    stopping: false,
    kept: [],
    notice: '',
  };
};

/** Applies the answer to an undo: undone, or kept with the reason. */
export const withUndone = <Scan, Look>(
  context: ListContext<Scan, Look>,
  answer: Result<Undone> | null,
  fresh: OpId,
): ListContext<Scan, Look> => {
  const { undoing } = context;
  const opId = undoing?.remaining[0];
  if (undoing === null || opId === undefined) return context;
  const why = answer === null ? undoInDoubt : answer.ok ? null : answer.error.message;
  const next = afterTurn(undoing, why === null ? [] : [{ opId, why }], fresh);
  const after = {
    ...context,
    undoing: next,
    undoneSteps: why === null ? [...context.undoneSteps, opId] : context.undoneSteps,
    slipsOnPaper: context.slipsOnPaper + (answer?.ok ? answer.value.slipsOnPaper : 0),
    corrections: dedupe([
      ...context.corrections,
      ...((answer?.ok === true && answer.value.corrections) || []),
    ]),
    kept: next.done,
  };
  if (answer !== null && next.remaining.length > 0 && !context.stopping) return after;
  const left = after.done.length - after.undoneSteps.length;
  return {
    ...after,
    undoing: null,
    stopping: false,
    runs: context.runs.slice(0, -1),
    notice: [
      `${t('{undoneCount} undone{left, plural, =0 {} other {, # not}}.', {
        // One that was undone by itself before is not counted.
        undoneCount: turnsTaken(next) - next.done.length,
        left,
      })}${slipsToDiscard(after.slipsOnPaper)}`,
      ...after.corrections,
    ].join(' '),
    turn: context.turn + 1,
  };
};
