import * as z from 'zod';
import type { DeskId, LibraryId, OperatorId } from '../../../../../shared/domain/ids.ts';
import { deskRefusal, librariesOf } from '../../../../../shared/domain/roles.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { DeskView, OperatorView } from '../../../../../shared/ipc/views.ts';
import { isSharing } from '../../../db/hub-capture.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { Session } from '../../context.ts';
import { writeSetting } from '../settings/raw-settings.ts';
import { readSetting } from '../settings/settings.service.ts';
import { grantNewLibraries, insertOperator, isNameTaken } from '../../store/operators.queries.ts';
import {
  insertFirstDesk,
  noteLanguageOfLetters,
  removeUnusedFirstDesk,
  replaceFirstDesk,
} from './first-start.ts';
import { listDesks, listLibraryIds, listOperators } from './session.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

export type DeskSession = Session & {
  readonly desks: () => readonly DeskView[];
  /** @param insteadOfFirst removes the desk of the first start, if it was never named or used */
  readonly chooseDesk: (id: DeskId, insteadOfFirst?: boolean) => Result<null>;
  /** Signs in an operator whose PIN, if any, was checked. */
  readonly chooseOperator: (id: OperatorId) => Result<null>;
  readonly signOut: () => void;
  /** Signs out an idle operator, even if that cannot be stored. @throws if it cannot be stored. */
  readonly lock: () => void;
  /** Whether the last sign-out was a lock. */
  readonly isLocked: () => boolean;
};

const kept = z.strictObject({
  operatorId: z.int(),
  deskId: z.int(),
  signedOut: z.boolean().default(false),
});

/** A name that no operator has: a former operator may have the first. */
const freeName = (db: ReadableDB, name: string): string => {
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? name : `${name} ${n}`;
    if (!isNameTaken(db, free, null)) return free;
  }
};

/** Inserts what a database needs before it can be used. */
const makeReady = (db: ReadableDB): void =>
  inTransaction(db, (writable) => {
    if (listDesks(db).length === 0) insertFirstDesk(writable);
    if (listOperators(db).length === 0) insertOperator(writable, freeName(db, 'Operator'));
    // If workstations share the libraries, their records change only in an operator's name.
    if (!isSharing(db)) {
      removeUnusedFirstDesk(writable);
      noteLanguageOfLetters(writable);
    }
    const [only, ...others] = listOperators(db);
    if (only && others.length === 0) grantNewLibraries(writable, only.id);
  });

type People = {
  readonly desks: readonly DeskView[];
  readonly operators: readonly OperatorView[];
  readonly libraries: readonly LibraryId[];
  /** The last operator and desk; otherwise the first of each. */
  readonly operator: OperatorView | undefined;
  readonly desk: DeskView | undefined;
};

const findPeople = (db: ReadableDB): People => {
  makeReady(db);
  const [desks, operators] = [listDesks(db), listOperators(db)];
  const last = readSetting(db, 'session', kept);
  return {
    desks,
    operators,
    libraries: listLibraryIds(db),
    desk: desks.find(({ id }) => id === last?.deskId) ?? desks[0],
    operator: operators.find(({ id }) => id === last?.operatorId) ?? operators[0],
  };
};

const keep = (
  db: ReadableDB,
  { operator, desk }: Pick<People, 'operator' | 'desk'>,
  signedIn: boolean,
): void => writeSetting(db, 'session', { operatorId: operator?.id, deskId: desk?.id, signedOut: !signedIn });

/** Removes the desk of the first start, which the chosen one replaces. */
const withoutFirstDesk = (db: ReadableDB, chosen: DeskId): People => {
  if (!isSharing(db)) inTransaction(db, (write) => replaceFirstDesk(write, chosen));
  return findPeople(db);
};

/**
 * The operator and desk, kept across restarts; an operator with a PIN must enter it again after each. The first start inserts one library,
 * one desk and one operator with every role. As long as that operator is the only one, they get every role in new libraries too: otherwise
 * no one could work there.
 */
export const openSession = (db: ReadableDB): DeskSession => {
  let found = findPeople(db);
  let signedIn = true;
  let locked = false;
  const settle = (): void => {
    const last = readSetting(db, 'session', kept);
    const { desk, operator } = found;
    // An operator who may no longer sign in is signed out, and is not replaced by another automatically.
    if (last && operator?.id !== last.operatorId) signedIn = false;
    if (desk?.id !== last?.deskId || operator?.id !== last?.operatorId) keep(db, found, signedIn);
  };
  settle();
  signedIn &&= found.operator?.hasPin === false && !(readSetting(db, 'session', kept)?.signedOut ?? false);
  return {
    desks: () => found.desks,
    operators: () => found.operators,
    desk: () => present(found.desk),
    operator: () => present(found.operator),
    signedIn: () => signedIn,
    libraries: () => {
      const own = librariesOf(present(found.operator).grants);
      return found.libraries.every((id) => own.includes(id)) ? null : own;
    },
    refresh: () => {
      found = findPeople(db);
      settle();
    },
    chooseDesk: (id, insteadOfFirst = false) => {
      const chosen = found.desks.find((candidate) => candidate.id === id);
      if (!chosen) return refuseDesk();
      const refusal = deskRefusal(present(found.operator).grants, chosen);
      if (refusal !== null) return refuse('role-missing', refusal);
      // Stored first: if storing fails, nothing changes.
      keep(db, { ...found, desk: chosen }, signedIn);
      found = insteadOfFirst ? withoutFirstDesk(db, id) : { ...found, desk: chosen };
      return ok(null);
    },
    chooseOperator: (id) => {
      const chosen = found.operators.find((candidate) => candidate.id === id);
      if (!chosen) return refuseOperator();
      keep(db, { ...found, operator: chosen }, true);
      found = { ...found, operator: chosen };
      signedIn = true;
      locked = false;
      return ok(null);
    },
    signOut: () => {
      keep(db, found, false);
      signedIn = false;
      locked = false;
    },
    lock: () => {
      if (!signedIn) return;
      signedIn = false;
      locked = true;
      keep(db, found, false);
    },
    isLocked: () => locked,
  };
};

const refuseDesk = (): Result<never> =>
  refuse('desk-unknown', t('That desk is no longer in this library’s list. Choose another desk.'));
const refuseOperator = (): Result<never> =>
  refuse('operator-unknown', t('That operator is no longer in the list. Choose another name.'));

const present = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('The session has no desk or operator');
  return value;
};
