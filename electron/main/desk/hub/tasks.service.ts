import { v7 as uuidv7 } from 'uuid';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { slipKinds } from '../../../../shared/domain/slips.ts';
import { stepLabel } from '../../../../shared/domain/steps.ts';
import { taskFacts } from '../../../../shared/domain/tasks.ts';
import { contract } from '../../../../shared/ipc/contract.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { HubTask } from '../../../../shared/ipc/hub-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { inTransaction } from '../../db/open.ts';
import type { DeskContext } from '../kernel/context.ts';
import { runCommand } from '../kernel/run-command.ts';
import { inputAgain } from '../history/input-again.ts';
import { channelOf } from '../history/redo-list.ts';
import { findCommand } from '../store/command-log.queries.ts';
import { findTask, solveTask, type ShownTask } from '../store/tasks.queries.ts';
import { mayReadTask, readableTasks } from '../kernel/readable-tasks.ts';
import { stepCalls } from '../step-services.ts';

export type HubTasksService = {
  /** The open tasks about requests that the operator may read, the oldest first. */
  readonly tasks: () => Result<HubTask[]>;
  /**
   * Solves a task: takes its step again, on everything as it is now, or notes that somebody dealt with it. Refused: `task-unknown`, and
   * whatever the step itself refuses.
   */
  readonly solve: (input: Input<'hub.solve'>) => Result<null>;
};

/** What could not be joined with what was done elsewhere, for a person to decide. */
export const hubTasksService = (context: DeskContext): HubTasksService => {
  const { db } = context;
  const call = stepCalls(context);

  const takeAgain = ({ kind, facts }: ShownTask): Result<unknown> => {
    const channel = channelOf(kind);
    if (channel === null) return refuse('task-unknown', t('hub.takeThisStepAgainByHand'));
    const opId = uuidv7() as OpId;
    const { input } = taskFacts.parse(JSON.parse(facts));
    const asked = contract[channel].input.safeParse(inputAgain(db, { input }, channel, opId));
    if (!asked.success) return refuse('task-unknown', t('hub.takeThisStepAgainByHand'));
    const result = call(channel)?.(asked.data) as Result<unknown> | undefined;
    if (result?.ok === true && !findCommand(db, opId))
      return refuse('status-forbids', refusedIn(result.value));
    return result ?? refuse('task-unknown', t('hub.takeThisStepAgainByHand'));
  };

  return {
    tasks: () => ok(readableTasks(context).map(viewOf)),
    solve: (input) =>
      inTransaction(db, () => {
        const task = findTask(db, input.id);
        const isRepeat = findCommand(db, input.opId) !== undefined;
        if (!isRepeat && (!task || task.solvedAt !== null || !mayReadTask(context, task)))
          return refuse('task-unknown', t('hub.thisTaskIsSolved'));
        if (!isRepeat && task && input.how === 'again') {
          const again = takeAgain(task);
          if (!again.ok) return again;
        }
        return runCommand<null>(context, { opId: input.opId, kind: 'solve-task', input }, (write, at) => {
          const operatorId = context.session.operator().id;
          solveTask(write, { id: input.id, at, operatorId, solution: input.how });
          return ok({ requestId: null, answer: null });
        });
      }),
  };
};

/** Of several requests in one call each has its own answer. */
const refusedIn = (value: unknown): string => {
  const [one] = value as readonly { readonly message?: string }[];
  return one?.message ?? t('hub.takeThisStepAgainByHand');
};

const viewOf = (task: ShownTask): HubTask => {
  const facts = taskFacts.parse(JSON.parse(task.facts));
  return {
    id: task.id,
    requestId: task.requestId,
    externalId: task.externalId ?? '',
    title: task.title ?? '',
    step: stepLabel(task.kind),
    headline: facts.headline,
    operatorName: task.operatorName,
    deskName: task.deskName,
    at: task.at,
    why: facts.message === '' ? t('hub.itWasChangedElsewhere') : facts.message,
    elsewhere: facts.elsewhere.map(({ at, ...told }) => ({ ...told, at: at as HubTask['at'] })),
    paper: facts.paper.map(slipLabel),
    mayRepeat: channelOf(task.kind) !== null,
  };
};

const slipLabel = (kind: string): string =>
  Object.hasOwn(slipKinds, kind) ? slipKinds[kind as keyof typeof slipKinds].label : kind;
