import type { Instant, ItemId, OpId } from '../../../shared/domain/ids.ts';
import { isLog } from '../db/hub-capture.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { factsWithoutPatron } from '../desk/records/erasure/erase-requests.ts';
import type { TaskFacts } from '../desk/records/task-facts.ts';
import { keysOf } from '../desk/steps/frame/hub-keys.ts';
import { listCountingFrom, type LoggedCommand } from '../desk/store/command-log.queries.ts';
import { patronErasedAt } from '../desk/store/erase-patron.queries.ts';
import type { HubChange } from '../desk/store/hub-changes.queries.ts';
import { workstationOf } from '../desk/store/hub-kept.queries.ts';
import { lastLogLine, moveHubState, withdrawSlips } from '../desk/store/hub.queries.ts';
import { giveChangesTo, putPending } from '../desk/store/pending-steps.queries.ts';
import { insertTask } from '../desk/store/tasks.queries.ts';
import { namesOne } from './merge-rows.ts';
import type { Refused, RolledBack } from './roll-back.ts';
import { typedInto } from './typed-texts.ts';

/** Why a step does not count: a code and a sentence. */
export type Why = { readonly code: string; readonly message: string };

/** How much of what was done elsewhere a task names. */
const mostNamed = 5;

/**
 * Keeps a step that does not count: it is pushed as refused, so that nothing that was done is lost and nothing waits behind it. Where a person must
 * decide, it becomes a task, with what was done here and there, what was typed and the paper that is out.
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
    // What the program wrote by itself it writes again when it is due. Its number must not be missing.
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
    giveChangesTo(db, opId);
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

/** What every step writes of a request, whatever it is about. */
const ofEveryStep: readonly string[] = ['updated_at', 'worked_on', 'edited_at'];

const changedColumns = ({ before, after }: HubChange): readonly string[] =>
  Object.keys({ ...before, ...after }).filter(
    (name) => before?.[name] !== after?.[name] && !ofEveryStep.includes(name),
  );

/** Whether a step used what an earlier one had made, or changed the same once more. */
const dependsOn = ({ logged, changes }: RolledBack, earlier: Refused): boolean => {
  const made = new Set(earlier.changes.flatMap(({ rowId, before }) => (before === null ? [rowId] : [])));
  if (logged && namesOne(JSON.parse(logged.input), made)) return true;
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

/** What a task tells of a step. */
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
      .slice(-mostNamed)
      .reverse()
      .map(({ opId }) => ({ opId, workstation: workstationOf(db, opId) || workstation })),
    paper: [...paper],
    typed: typedInto(db, logged, changes),
    ids: madeBy(changes),
    // What is known of people goes with their record.
    input: changes.some(({ table }) => table === 'patron' || table === 'operator')
      ? {}
      : (input as Record<string, unknown>),
  };
  const isErased = logged.requestId !== null && patronErasedAt(db, logged.requestId) !== null;
  // Who has the book is shown all the same, until somebody has solved it.
  return isErased ? { ...factsWithoutPatron(facts, logged.kind, []), patronName: facts.patronName } : facts;
};

/** The volume that a step changed, where it was one. */
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

/** What was done elsewhere about the same request, or the same record, and counts. */
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
