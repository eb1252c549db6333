import { startOfDay } from '../../../../shared/domain/dates.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { factsOf, isStepKind, stepKinds, type StepKind } from '../../../../shared/domain/steps/all-steps.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { LoggedCommand } from '../store/command-log.queries.ts';
import { listCommandsSince } from '../store/command-log.queries.ts';
import { t } from '../../../../shared/words/words.ts';

/** Why steps of a kind cannot be taken again by Redo, and what to do instead; null when they can. */
export const redoRefusal = (kind: string): string | null => {
  if (!isStepKind(kind))
    return t('history.thisStepIsNotTakenAgain', { how: t('history.takeItAgainWhereItWas') });
  const { redo } = factsOf(kind);
  return redo === 'same-input' ? null : redo.byHand;
};

/** Whether steps of a kind are taken again by Redo. */
export const isRedone = (kind: string): kind is StepKind => redoRefusal(kind) === null;

/** How far back Redo looks. More steps and undos in a row than these nobody takes again one by one. */
const longest = 500;

const undoKind = 'undo' satisfies StepKind;

/** Whether a logged command is a step of its own: neither taken back nor again. */
const isNew = ({ kind, input }: Pick<LoggedCommand, 'kind' | 'input'>): boolean =>
  kind !== undoKind && (JSON.parse(input) as { readonly redoes?: OpId }).redoes === undefined;

/**
 * The step that Redo takes again: the last one that this operator took back at this desk today, since their last new step. As in an
 * editor, several come again one after the other, the last undone first.
 * @returns its id, or null where there is nothing to take again
 */
export const findUndone = ({ db, session, now, timeZone }: DeskContext): OpId | null => {
  const list = (limit: number) =>
    listCommandsSince(db, {
      operatorId: session.operator().id,
      deskId: session.desk().id,
      since: startOfDay(now(), timeZone()),
      kinds: stepKinds,
      limit,
    });
  // Most of the time the newest one is a new step, and there is no more to read.
  const [newest] = list(1);
  if (!newest || isNew(newest)) return null;
  let takenAgain = 0;
  for (const command of list(longest)) {
    if (isNew(command)) return null;
    if (command.kind !== undoKind) takenAgain += 1;
    else if (takenAgain === 0) return (JSON.parse(command.input) as { readonly undoes: OpId }).undoes;
    else takenAgain -= 1;
  }
  return null;
};
