import type { DeskId } from '../../../../../shared/domain/ids.ts';
import type { DeskWorkChoice } from '../../../../../shared/ipc/calls/places.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import { beginCapture, endCapture } from '../../../db/change-capture.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import type { LoggedCommand } from '../../store/command-log.queries.ts';
import { type DeskRow, findDesk, findPlace } from '../../store/places.queries.ts';
import {
  affectsWholeDesk,
  type DeskChange,
  type DeskWork,
  consequencesOfLeaving,
  linesOfWork,
  workToPlace,
} from './desk-work.ts';
import { checkHomes, gone } from './home.ts';
import { moveWork, type Placing, recomputeDeskShelfDays } from './move-desk-work.ts';
import { unfit } from './place-values.ts';
import { moveWorkBack } from './move-work-back.ts';

/** The desk that takes over the work of another one. Refused: `record-unfit`, `role-missing`. */
const takesOver = ({ db, context }: Placing, moveTo: DeskId, id: DeskId): Result<DeskRow> => {
  const desk = findPlace(db, 'desk', moveTo);
  if (!desk) return unfit('moveTo', t('That desk is no longer in the list. Choose another one.'));
  const { name } = desk;
  if (moveTo === id)
    return unfit('moveTo', t('{name} is the desk you are changing. Choose another one.', { name }));
  if (desk.active === 0) return unfit('moveTo', t('{name} is not in use. Choose another desk.', { name }));
  if (desk.holdShelf === 0)
    return unfit('moveTo', t('{name} has no hold shelf. Choose a desk that has one.', { name }));
  const libraryName = findDesk(db, moveTo)?.libraryName ?? '';
  const allowed = checkHomes(context.session, 'desk', [{ id: desk.libraryId, name: libraryName }]);
  return allowed.ok ? ok(desk) : allowed;
};

const notPlaced = (work: DeskWork): Result<never> =>
  refuse(
    'record-in-use',
    t('This desk still has {open}. Change the desk in Settings › Desks, and choose where they go.', {
      open: linesOfWork(work).join(', '),
    }),
  );

const move = (placing: Placing, work: DeskWork, change: DeskChange, moveTo: DeskId): Result<string> => {
  const to = takesOver(placing, moveTo, change.id);
  const from = findPlace(placing.db, 'desk', change.id);
  if (!to.ok) return to;
  if (!from) return gone('desk');
  moveWork(placing, work, { from, to: to.value, isOwner: affectsWholeDesk(change) });
  const items = work.items.filter(({ where }) => where !== 'owned').length;
  const counts = { items, requests: work.requestIds.length, owned: work.items.length - items };
  return ok(
    t(
      '{items, plural, =0 {} one {# item is in transit to {to}. } other {# items are in transit to {to}. }}{requests, plural, =0 {} one {# request now has {to} as its pickup location. } other {# requests now have {to} as their pickup location. }}{owned, plural, =0 {} one {# item still out will be returned by {to}.} other {# items still out will be returned by {to}.}}',
      { ...counts, to: to.value.name },
    ).trim(),
  );
};

/**
 * Moves a desk's work after the desk was changed, as the operator chose. Refused: `record-in-use` if the operator did not choose although
 * the change affects something, or chose to leave it but it cannot be left; and the refusals about the other desk.
 * @param before the desk before the change. @returns what went where, as a sentence; empty if nothing moved.
 */
export const placeWork = (
  placing: Placing,
  before: DeskRow,
  choice: DeskWorkChoice | undefined,
): Result<string> => {
  const { db } = placing;
  const after = findPlace(db, 'desk', before.id) ?? before;
  const isUndo = choice !== undefined && 'undoes' in choice;
  const stay = isUndo ? moveWorkBack(placing, choice.undoes, after) : 0;
  if (stay === null) return refuse('undo-unknown', t('This step no longer exists.'));
  const change = { id: before.id, before, after };
  const work = workToPlace(db, change);
  const said =
    stay === 0
      ? ''
      : t(
          '{n, plural, one {# item or request has been moved since and stays where it is.} other {# items or requests have been moved since and stay where they are.}}',
          { n: stay },
        );
  if (work === null) return ok(said);
  if (choice !== undefined && 'moveTo' in choice) return move(placing, work, change, choice.moveTo);
  if (choice === undefined || consequencesOfLeaving(db, change) === null) return notPlaced(work);
  if (before.libraryId !== after.libraryId) recomputeDeskShelfDays(placing, work.items, after);
  return ok(said);
};

/**
 * The same when a change of a desk is replayed after changes by other workstations: what is there now goes where the operator chose. Its
 * log line is already written.
 */
export const placeWorkAgain = (
  context: DeskContext,
  db: WritableDB,
  { opId, at, input }: LoggedCommand,
  before: DeskRow,
): Result<string> => {
  const { asked } = JSON.parse(input) as { readonly asked: { readonly work?: DeskWorkChoice } };
  beginCapture(db, opId);
  const placed = placeWork({ context, db, opId, at }, before, asked.work);
  endCapture(db);
  return placed;
};
