import { sql } from '../../../../electron/main/db/sql.ts';
import { idsOfWorkstation } from '../../../../electron/main/db/new-id.ts';
import { readHubState } from '../../../../electron/main/desk/store/hub.queries.ts';
import type { DeskId, OperatorId, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { hasNoId, somethingToDo } from '../staff-acts.ts';
import { look, witness, type Sight } from '../oracle/witness.ts';
import type { SyncDesk } from '../sync-desk.ts';
import { newOpId, oneOf, type Place, type Play } from './play.ts';

// What staff do.

type Chosen = { readonly name: string; readonly requestId: RequestId };

/** Returns the number of the last pending step. */
export const lastNumber = ({ context: { db } }: SyncDesk): number =>
  sql<[], number>(db, 'SELECT ifnull(max(n), 0) FROM hub_pending').pluck().get() ?? 0;

/**
 * Takes a step that the rules allow, if a few attempts find one.
 * @param chosen the act and its request; random if omitted.
 */
export const takeStep = async (play: Play, place: Place, chosen?: Chosen): Promise<void> => {
  const { random, seen, findings } = play;
  const { desk } = place;
  play.passed.minutes += 1;
  const before = lastNumber(desk);
  for (let tries = 0; tries < 5; tries += 1) {
    const ids = sql<[], RequestId>(desk.context.db, 'SELECT id FROM request ORDER BY id').pluck().all();
    const requestId = chosen?.requestId ?? oneOf(play, ids);
    const opId = newOpId(play);
    const earlier = [...seen.taken].flatMap(([id, of]) => (of.requestId === requestId ? [id] : []));
    const { name, act } = somethingToDo(desk, random, { opId, requestId, earlier }, chosen?.name);
    const sight = look(desk.context);
    const done = act();
    const answer = (done instanceof Promise ? await done : done) as { readonly ok?: boolean } | undefined;
    const taken = noteTaken(play, place, before, sight);
    if (answer?.ok === true && !hasNoId.includes(name) && isLogged(desk, opId) && !taken.includes(opId))
      findings.push(`Desk ${place.login}: ${name} was confirmed, and nothing waits for the hub: ${opId}`);
    if (taken.length === 0) continue;
    if (random.chance(0.05) && !hasNoId.includes(name)) {
      const stands = lastNumber(desk);
      await act();
      if (lastNumber(desk) !== stands) findings.push(`The same ${name} again was another step: ${opId}`);
    }
    return;
  }
};

const isLogged = ({ context: { db } }: SyncDesk, opId: OpId): boolean =>
  sql<[OpId]>(db, 'SELECT 1 FROM command_log WHERE op_id = ?').get(opId) !== undefined;

/** Records newly pending steps. @param sight what was visible before; omitted if no clerk was involved. */
export const noteTaken = (
  play: Play,
  place: Place,
  before: number,
  sight: Sight | null = null,
): readonly OpId[] => {
  const { seen } = play;
  const { desk, file } = place;
  const anew = sql<[number], { opId: OpId; requestId: RequestId | null; undoes: OpId | null }>(
    desk.context.db,
    "SELECT op_id AS opId, request_id AS requestId, input ->> '$.undoes' AS undoes FROM hub_pending LEFT JOIN command_log USING (op_id) WHERE n > ? ORDER BY n",
  ).all(before);
  for (const [at, { opId, requestId, undoes }] of anew.entries()) {
    seen.taken.set(opId, {
      requestId,
      undoes,
      // If several steps are taken together, the later ones are taken on the result of the first.
      witness: sight === null || at > 0 ? null : witness(desk, opId, sight),
      file,
    });
    if (sight !== null) lookAtIds(play, place, opId);
  }
  return anew.map(({ opId }) => opId);
};

/** Checks that rows inserted by a workstation have ids of its number: two workstations must never use the same id for different rows. */
const lookAtIds = ({ findings, seen }: Play, { desk, login }: Place, opId: OpId): void => {
  const { db } = desk.context;
  // An undo restores rows that existed before.
  if (seen.taken.get(opId)?.witness?.kind === 'undo') return;
  const number = readHubState(db)?.workstation;
  const strange = sql<[OpId, number, number], string>(
    db,
    `SELECT table_name || ' ' || row_id FROM hub_change
      WHERE op_id = ? AND before IS NULL AND table_name NOT IN ('command_log', 'change_log') AND row_id / CAST(? AS INTEGER) <> ? LIMIT 1`,
  )
    .pluck()
    .get(opId, idsOfWorkstation, number ?? 0);
  if (strange !== undefined)
    findings.push(`Desk ${login} has number ${number}, and gave an id of another one: ${strange}`);
};

/** Changes the operator, or the desk. */
export const goTo = (
  { random }: Play,
  {
    desk: {
      context: { session },
    },
  }: Place,
): void => {
  if (random.chance(0.5)) session.chooseDesk((random.below(4) + 1) as DeskId);
  else session.chooseOperator((random.below(3) + 1) as OperatorId);
};
