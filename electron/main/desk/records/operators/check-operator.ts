import { administers, changedLibraries } from '../../../../../shared/domain/administration.ts';
import type { LibraryId, OperatorId } from '../../../../../shared/domain/ids.ts';
import { firstToNeedPin, pinNeeded } from '../../../../../shared/domain/pin.ts';
import { type RoleGrant, roles } from '../../../../../shared/domain/roles.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { Session } from '../../context.ts';
import { authorizeAdministration } from './authorize-administration.ts';
import { listGrants, listOperatorRows, type OperatorRow } from '../../store/operators.queries.ts';
import { listDeskLibraries, listLibraryNames } from './operators.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Returns the roles of an operator. */
export const grantsOf = (db: ReadableDB, id: OperatorId): RoleGrant[] =>
  listGrants(db)
    .filter(({ operatorId }) => operatorId === id)
    .map(({ role, libraryId, deskId }) => ({ role, libraryId, deskId }));

const named = (db: ReadableDB, id: LibraryId): { readonly id: LibraryId; readonly name: string } => ({
  id,
  name: listLibraryNames(db).find((library) => library.id === id)?.name ?? t('that library'),
});

/** Whether the current operator may change an operator as a whole: in every library in which that operator has roles. */
export const checkPerson = (
  db: ReadableDB,
  session: Session,
  doing: string,
  grants: readonly RoleGrant[],
): Result<null> => {
  const libraries = [...new Set(grants.map(({ libraryId }) => libraryId))];
  if (libraries.length === 0) return authorizeAdministration(session, doing, null);
  for (const id of libraries) {
    const checked = authorizeAdministration(session, doing, named(db, id));
    if (!checked.ok) return checked;
  }
  return ok(null);
};

/** Whether the current operator may replace one list of roles by another: in every library in which they differ. */
export const checkGrants = (
  db: ReadableDB,
  session: Session,
  before: readonly RoleGrant[],
  after: readonly RoleGrant[],
): Result<null> => {
  for (const id of changedLibraries(before, after)) {
    const checked = authorizeAdministration(session, t('Assigning roles'), named(db, id));
    if (!checked.ok) return checked;
  }
  return ok(null);
};

/** An operator as they would be after a change; `id` null for a new one. */
type PersonAfter = {
  readonly id: OperatorId | null;
  readonly name: string;
  readonly active: boolean;
  readonly hasPin: boolean;
  readonly grants: readonly RoleGrant[];
};

/** Refuses a change after which an operator would need a PIN but have none (shared/domain/pin.ts). */
export const checkPins = (db: ReadableDB, session: Session, changed: PersonAfter): Result<null> => {
  const grants = listGrants(db);
  const before: readonly PersonAfter[] = listOperatorRows(db).map(({ id, name, active, hasPin }) => ({
    id,
    name,
    active: active === 1,
    hasPin: hasPin === 1,
    grants: grants.filter(({ operatorId }) => operatorId === id),
  }));
  const after = [...before.filter(({ id }) => id !== changed.id), changed];
  const working = (people: readonly PersonAfter[]): PersonAfter[] => people.filter(({ active }) => active);
  const found = firstToNeedPin(working(before), working(after));
  if (!found) return ok(null);
  const isOwn = found.id === session.operator().id;
  return refuse(
    'pin-missing',
    isOwn
      ? t('{pinNeeded} Set your own PIN first: open your name in this list.', { pinNeeded })
      : t(
          '{foundName} has no PIN. Where several people work, everyone with the {label} role needs one. Save this operator without that role, set the PIN, then add the role.',
          {
            foundName: found.name,
            label: roles['fulfillment-services-operator'].label,
          },
        ),
    { field: 'grants' },
  );
};

/** Normalises roles for storage: each once, at existing desks. A role for a library has no desk. */
export const readGrants = (db: ReadableDB, grants: readonly RoleGrant[]): Result<readonly RoleGrant[]> => {
  const desks = new Map(listDeskLibraries(db).map(({ id, libraryId }) => [id, libraryId]));
  const libraries = new Set<number>(listLibraryNames(db).map(({ id }) => id));
  const read = new Map<string, RoleGrant>();
  for (const grant of grants) {
    const deskId = roles[grant.role].scope === 'library' ? null : grant.deskId;
    if (!libraries.has(grant.libraryId) || (deskId !== null && desks.get(deskId) !== grant.libraryId))
      return refuse(
        'record-unfit',
        t('One of these roles is for a library or desk that is no longer in the list. Remove that role.'),
        { field: 'grants' },
      );
    read.set(`${grant.role} ${grant.libraryId} ${deskId ?? ''}`, { ...grant, deskId });
  }
  return ok([...read.values()]);
};

/**
 * Refuses a change that would leave a library without an operator who can assign roles.
 * @param after the operator's new roles; none if they can no longer sign in.
 */
export const checkLast = (
  db: ReadableDB,
  person: Pick<OperatorRow, 'id' | 'active'>,
  after: readonly RoleGrant[],
): Result<null> => {
  if (person.active === 0) return ok(null);
  const active = new Set(listOperatorRows(db).flatMap((row) => (row.active === 1 ? [row.id] : [])));
  const others = listGrants(db).filter(
    ({ operatorId }) => operatorId !== person.id && active.has(operatorId),
  );
  const lost = grantsOf(db, person.id).find(
    ({ libraryId }, _, before) =>
      administers({ grants: before }, libraryId) &&
      !administers({ grants: after }, libraryId) &&
      !administers({ grants: others }, libraryId),
  );
  if (!lost) return ok(null);
  return refuse(
    'record-in-use',
    t(
      'No other operator has the {label} role for {name}, and without it roles cannot be assigned there. Give it to another operator first.',
      {
        label: roles['fulfillment-services-operator'].label,
        name: named(db, lost.libraryId).name,
      },
    ),
    { field: 'grants' },
  );
};
