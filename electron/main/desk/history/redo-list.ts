import { startOfDay } from '../../../../shared/domain/dates.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { requestActions } from '../../../../shared/domain/request-actions.ts';
import type { StepKind } from '../../../../shared/domain/steps.ts';
import { isStepKind, stepKinds } from '../../../../shared/domain/steps.ts';
import type { Channel } from '../../../../shared/ipc/channels.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { LoggedCommand } from '../store/command-log.queries.ts';
import { listCommandsSince } from '../store/command-log.queries.ts';
import { t } from '../../../../shared/words/words.ts';

/** How a step is taken again: by its call with what was asked then, or by hand, as the sentence says. */
type Again = Channel | { readonly byHand: string };

const byHand = (how: string): Again => ({ byHand: t('history.thisStepIsNotTakenAgain', { how }) });

/** Steps that are decided in a window have their call in the list of actions. */
const inWindows: Readonly<Record<string, Channel>> = Object.fromEntries(
  Object.values(requestActions).flatMap((action) =>
    'window' in action ? [[action.step, action.window.channel]] : [],
  ),
);

const elsewhere: Readonly<Partial<Record<StepKind, Again>>> = {
  receive: 'receiving.receive',
  'finish-receiving': 'receiving.finish',
  lend: 'loans.lend',
  'renew-loan': 'renewing.renewLoan',
  return: 'returning.return',
  'return-at-other-desk': 'returning.return',
  'scan-in': 'transit.scanIn',
  'print-return-slip': byHand(t('history.printTheReturnSlipAgainFrom')),
  'patron-renewal': byHand(t('history.itCameWithAFileRenew')),
  'add-note': byHand(t('history.writeTheNoteAgain')),
  'dismiss-note': byHand(t('history.markTheNoteAsDealtWith')),
  'keep-ours': byHand(t('history.settleTheConflictAgain')),
  'take-from-file': byHand(t('history.settleTheConflictAgain')),
  'create-request': byHand(t('history.makeTheRequestAgain')),
  'edit-request': byHand(t('history.openEditAndMakeTheChange')),
  'handle-letter': byHand(t('history.dealWithTheLetterAgainIn')),
};

const again = (kind: string): Again =>
  (isStepKind(kind) ? elsewhere[kind] : undefined) ??
  inWindows[kind] ??
  byHand(t('history.takeItAgainWhereItWas'));

/** The call that takes steps of a kind; null for those that are taken again by hand. */
export const channelOf = (kind: string): Channel | null => {
  const how = again(kind);
  return typeof how === 'string' ? how : null;
};

/** Steps that a person takes again by hand, and that are checked again all the same when others did something meanwhile. */
const rebased: Readonly<Partial<Record<StepKind, Channel>>> = {
  'add-note': 'requests.addNote',
  'dismiss-note': 'requests.dismissNote',
  'create-request': 'requests.create',
  undo: 'steps.undo',
};

/** The call that checks a step of this kind again; null for one whose rows are joined field by field instead. */
export const rebasingChannelOf = (kind: string): Channel | null =>
  (isStepKind(kind) ? rebased[kind] : undefined) ?? channelOf(kind);

/** Why steps of a kind cannot be taken again by Redo, and what to do instead; null when they can. */
export const redoRefusal = (kind: string): string | null => {
  const how = again(kind);
  return typeof how === 'string' ? null : how.byHand;
};

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
      kinds: Object.keys(stepKinds),
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
