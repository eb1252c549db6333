import type { Instant, ItemId, OpId } from '../../../shared/domain/ids.ts';
import { isLog } from '../db/hub-capture.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { factsWithoutPatron } from '../desk/records/erasure/erase-requests.ts';
import type { TaskFacts } from '../desk/records/task-facts.ts';
import { keysOf } from '../desk/steps/frame/hub-keys.ts';
import { listCountingFrom, type LoggedCommand } from '../desk/store/command-log.queries.ts';
import type { HubChange } from '../desk/store/hub-changes.queries.ts';
import { workstationOf } from '../desk/store/hub-kept.queries.ts';
import { lastLogLine, moveHubState, withdrawSlips } from '../desk/store/hub.queries.ts';
import { assignChangesTo, putPending } from '../desk/store/pending-steps.queries.ts';
import { insertTask } from '../desk/store/tasks.queries.ts';
import { containsAnyId } from './merge-rows.ts';
import { isErased, type Refused, type RolledBack } from './roll-back.ts';
import { typedTextsOf } from './typed-texts.ts';

/** Why a step is refused: a code and a sentence. */
export type Why = { readonly code: string; readonly message: string };

/** How many of the steps taken elsewhere a task names. */
const maxNamed = 5;

/**
 * Keeps a refused step: it is pushed as refused, so that no work is lost and nothing is blocked behind it. If a person must decide, it also
 * becomes a task that shows what was done here and there, what was typed, and the slips already printed.
 */
export const refuseStep = (
  db: WritableDB,
  rolledBack: RolledBack,
  refusing: {
    readonly why: Why;
    readonly at: Instant;
    readonly needsTask: boolean;
    /** The name of this workstation. */
    readonly workstation: string;
  },
): void => {
  const { step, logged, changes, refused } = rolledBack;
  const { opId } = step;
  const paper = withdrawSlips(db, opId);
  if (logged === undefined) {
    // Automatic changes are made again when they are due. The number must still be used.
    putPending(db, { ...step, reads: [], writes: [], toCheck: false });
    return;
  }
  const { why, at, needsTask } = refusing;
  const { kind, operatorId, deskId, requestId } = logged;
  const main = refused.find((earlier) => dependsOn(rolledBack, earlier))?.taskOf ?? null;
  if (needsTask) {
    const facts = taskFactsOf(db, { ...rolledBack, logged }, { ...refusing, under: main, paper });
    const task = { requestId, opId, kind, operatorId, deskId, at: logged.at, madeAt: at };
    insertTask(db, { ...task, facts: JSON.stringify(facts) });
    assignChangesTo(db, opId);
  }
  refused.push({ opId, changes, taskOf: needsTask ? (main ?? opId) : null });
  putPending(db, {
    ...step,
    ...keysOf(db, { opId, requestId: null, isStep: false }),
    refusal: { kind, operatorId, deskId, at: logged.at, requestId, ...why },
    toCheck: false,
  });
  moveHubState(db, { logTo: lastLogLine(db) });
};

/** Columns that every step on a request writes. */
const ofEveryStep: readonly string[] = ['updated_at', 'worked_on', 'edited_at'];

const changedColumns = ({ before, after }: HubChange): readonly string[] =>
  Object.keys({ ...before, ...after }).filter(
    (name) => before?.[name] !== after?.[name] && !ofEveryStep.includes(name),
  );

/** Whether a step used a row that an earlier one had inserted, or changed the same column again. */
const dependsOn = ({ logged, changes }: RolledBack, earlier: Refused): boolean => {
  const made = new Set(earlier.changes.flatMap(({ rowId, before }) => (before === null ? [rowId] : [])));
  if (logged && containsAnyId(JSON.parse(logged.input), made)) return true;
  return changes.some((change) => {
    const columns = changedColumns(change);
    return earlier.changes.some(
      (one) =>
        one.table === change.table &&
        one.rowId === change.rowId &&
        changedColumns(one).some((name) => columns.includes(name)),
    );
  });
};

type Asked = {
  readonly id?: number | null;
  readonly itemId?: ItemId;
  readonly barcode?: string;
  readonly code?: string;
  readonly saw?: { readonly item?: { readonly itemId: ItemId } };
  readonly asked?: Asked;
};

/** Returns the facts about a step that its task shows. */
export const taskFactsOf = (
  db: ReadableDB,
  { logged, changes, events }: Pick<RolledBack, 'changes' | 'events'> & { readonly logged: LoggedCommand },
  {
    why,
    under,
    paper,
    workstation,
  }: {
    readonly why: Why;
    readonly under: OpId | null;
    readonly paper: readonly string[];
    readonly workstation: string;
  },
): TaskFacts => {
  const input = JSON.parse(logged.input) as Asked;
  const facts: TaskFacts = {
    ...why,
    headline: events.at(-1)?.headline ?? '',
    workstation,
    itemId: input.saw?.item?.itemId ?? input.itemId ?? onlyItem(changes),
    barcode: input.barcode ?? input.code ?? '',
    patronName: logged.kind === 'lend' ? patronIn(logged.answer) : '',
    under,
    elsewhere: doneSince(db, logged, input)
      .slice(-maxNamed)
      .reverse()
      .map(({ opId }) => ({ opId, workstation: workstationOf(db, opId) || workstation })),
    paper: [...paper],
    typed: typedTextsOf(db, logged, changes),
    ids: madeBy(changes),
    // Personal data is deleted with the person's record.
    input: changes.some(({ table }) => table === 'patron' || table === 'operator')
      ? {}
      : (input as Record<string, unknown>),
  };
  // The name of the person who has the item is still shown until the task is solved.
  return isErased(db, logged)
    ? { ...factsWithoutPatron(facts, logged.kind, []), patronName: facts.patronName }
    : facts;
};

/** Returns the volume that a step changed, if it changed exactly one. */
const onlyItem = (changes: readonly HubChange[]): number | null => {
  const [only, ...others] = new Set(
    changes.flatMap(({ table, rowId, before }) => (table === 'item' && before !== null ? [rowId] : [])),
  );
  return others.length === 0 ? (only ?? null) : null;
};

const madeBy = (changes: readonly HubChange[]): TaskFacts['ids'] => {
  const ids: Record<string, number[]> = {};
  for (const { table, rowId, before } of changes)
    if (before === null && !isLog(table)) (ids[table] ??= []).push(rowId);
  return ids;
};

const patronIn = (answer: string): string =>
  (JSON.parse(answer) as { readonly patronName?: string }).patronName ?? '';

/** Returns the steps taken elsewhere on the same request or record that are still in effect. */
const doneSince = (
  db: ReadableDB,
  { seq, opId, kind, requestId }: LoggedCommand,
  { asked }: Asked,
): readonly LoggedCommand[] =>
  requestId === null
    ? listCountingFrom(db, seq, kind).filter((other) => {
        const theirs = (JSON.parse(other.input) as Asked).asked;
        return asked !== undefined && theirs?.id === asked.id;
      })
    : listCountingFrom(db, seq, null).filter((other) => other.requestId === requestId && other.opId !== opId);
