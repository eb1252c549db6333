import type { Instant, ItemId } from '../../../shared/domain/ids.ts';
import type { WritableDB } from '../db/types.ts';
import { readTaskFacts } from '../desk/records/task-facts.ts';
import { findItem, type ItemAtHand } from '../desk/store/items.queries.ts';
import { insertTask } from '../desk/store/tasks.queries.ts';
import { taskFactsOf } from './refuse-step.ts';
import type { RolledBack } from './roll-back.ts';
import { elsewhereOf, seenBy } from './still-same.ts';

/** Why a volume is left out of a check-in: it was reported lost elsewhere in the meantime. */
export const reportedLost = 'reported-lost';

type Logged = NonNullable<RolledBack['logged']>;
type Asked = { readonly answer: { readonly itemIds?: readonly ItemId[] } };

/** The volumes that a check-in named when it was recorded. A volume that was already left out has its own task. */
const namedBy = ({
  logged,
  changes,
}: { readonly logged: Logged } & Pick<RolledBack, 'changes'>): readonly ItemId[] => {
  const { answer } = JSON.parse(logged.input) as Asked;
  const told = changes.flatMap(({ table, before, after }) =>
    table === 'task' && before === null ? [readTaskFacts(String(after?.['facts'])).itemId as ItemId] : [],
  );
  return [
    ...new Set([
      ...(answer.itemIds ?? []),
      ...(seenBy(logged)?.volumes ?? []).map(({ itemId }) => itemId),
      ...told,
    ]),
  ];
};

/**
 * Creates the tasks for volumes left out of a replayed check-in. The check-in applies to the volumes that are still on their way back;
 * every other volume that it named becomes a task, unless its partner is known to have it.
 */
export const createLeftOutTasks = (
  db: WritableDB,
  { logged, changes, events, step }: RolledBack,
  { at, workstation }: { readonly at: Instant; readonly workstation: string },
): void => {
  if (logged === undefined || elsewhereOf(logged) !== 'its-volumes') return;
  for (const id of namedBy({ logged, changes })) {
    const item = findItem(db, id);
    if (!item || item.checkIn === 'checked-in') continue;
    const why = { code: item.status === 'lost' ? reportedLost : 'changed-meanwhile', message: '' };
    const facts = taskFactsOf(db, { logged, changes, events }, { why, under: null, paper: [], workstation });
    const { kind, operatorId, deskId, requestId } = logged;
    insertTask(db, {
      requestId,
      opId: step.opId,
      kind,
      operatorId,
      deskId,
      at: logged.at,
      madeAt: at,
      facts: JSON.stringify({
        ...facts,
        itemId: id,
        barcode: item.barcode,
        ids: {},
        input: inputFor(logged, item),
      }),
    });
  }
};

/** The input used when the step is taken again from the task: this volume alone, as checked in by its partner. */
const inputFor = ({ input }: Logged, { id, status }: ItemAtHand): Readonly<Record<string, unknown>> => {
  const { saw: _saw, answer, ...asked } = JSON.parse(input) as Asked & Readonly<Record<string, unknown>>;
  return { ...asked, answer: { ...answer, itemIds: [id], ...(status === 'lost' && { found: true }) } };
};
