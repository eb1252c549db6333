import type { OperatorId } from '../../../../../shared/domain/ids.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Answers, LateAnswers } from '../../../ipc/handlers.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { storePin, checkOwnPin } from '../session/sign-in.ts';
import { runRecordCommand } from '../run-record-command.ts';
import { grantsOf, checkGrants, checkLast, checkPerson, checkPins, readGrants } from './check-operator.ts';
import {
  deleteOperator,
  findOperator,
  insertOperator,
  isNameTaken,
  listGrants,
  listOperatorRows,
  putGrants,
  updateOperator,
} from '../../store/operators.queries.ts';
import { countSteps } from './operators.queries.ts';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';

type Stored = { readonly id: OperatorId };

export type OperatorsService = Answers<'operators', 'list' | 'save' | 'remove'> &
  LateAnswers<'operators', 'setPin'>;

const gone = (): Result<never> => refuse('record-unknown', t('This operator is no longer in the list.'));

const clearRefusal = t(
  'Where several people work, an operator who manages records and roles needs a PIN. You can change this one but not clear it. Enter a new PIN.',
);

// Control characters and unpaired surrogates are not allowed in names.
const nameOf = (text: string): string => text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();

/** The operators and their roles. The rules: shared/domain/administration.ts. */
export const operatorsService = (context: DeskContext): OperatorsService => ({
  list: () => ok(listRecords(context.db)),
  save: (input) => runRecordCommand(context, 'save-operator', input, (db) => save(context, db, input)),
  remove: (input) =>
    runRecordCommand(context, 'remove-operator', input, (db) => remove(context, db, input.id)),
  /** Sets or clears a PIN: the operator's own (with the current one), or that of an operator whom they administer. */
  setPin: (input) => setPin(context, input),
});

const listRecords = (db: ReadableDB): Output<'operators.list'> => {
  const grants = listGrants(db);
  return listOperatorRows(db).map((row) => ({
    id: row.id,
    name: row.name,
    active: row.active === 1,
    hasPin: row.hasPin === 1,
    grants: grants
      .filter(({ operatorId }) => operatorId === row.id)
      .map(({ role, libraryId, deskId }) => ({ role, libraryId, deskId })),
  }));
};

const save = ({ session }: DeskContext, db: WritableDB, input: Input<'operators.save'>): Result<Stored> => {
  const name = nameOf(input.name);
  if (name === '')
    return refuse('record-unfit', t('Enter a name: the operator signs in with it.'), { field: 'name' });
  if (isNameTaken(db, name, input.id))
    return refuse(
      'record-taken',
      t('Another operator is already named {name}. Choose another name.', { name }),
      {
        field: 'name',
      },
    );
  const grants = readGrants(db, input.grants);
  if (!grants.ok) return grants;
  const stored = input.id === null ? null : findOperator(db, input.id);
  if (stored === undefined) return gone();
  const allowed = checkPerson(db, session, t('Changing this operator'), []);
  if (!allowed.ok) return allowed;
  const before = stored === null ? [] : grantsOf(db, stored.id);
  const changesPerson = stored === null || stored.name !== name || (stored.active === 1) !== input.active;
  if (changesPerson) {
    const checked = checkPerson(
      db,
      session,
      stored ? t('Changing this operator') : t('Adding operators'),
      before,
    );
    if (!checked.ok) return checked;
  }
  const checked = checkGrants(db, session, before, grants.value);
  if (!checked.ok) return checked;
  if (stored && !input.active && stored.id === session.operator().id)
    return refuse(
      'record-in-use',
      t('You are signed in under this name, so you cannot turn off “Can sign in” now.'),
      {
        field: 'active',
      },
    );
  if (stored) {
    const last = checkLast(db, stored, input.active ? grants.value : []);
    if (!last.ok) return last;
  }
  const pins = checkPins(db, session, {
    id: stored?.id ?? null,
    name,
    active: input.active,
    hasPin: stored?.hasPin === 1,
    grants: grants.value,
  });
  if (!pins.ok) return pins;
  const id = stored?.id ?? insertOperator(db, name);
  updateOperator(db, id, name, input.active);
  putGrants(db, id, grants.value);
  return ok({ id });
};

const remove = ({ session }: DeskContext, db: WritableDB, id: OperatorId): Result<Stored> => {
  const stored = findOperator(db, id);
  if (!stored) return gone();
  const checked = checkPerson(db, session, t('Deleting this operator'), grantsOf(db, id));
  if (!checked.ok) return checked;
  if (id === session.operator().id)
    return refuse('record-in-use', t('You are signed in under this name, so you cannot delete it.'));
  const last = checkLast(db, stored, []);
  if (!last.ok) return last;
  const steps = countSteps(db, id);
  if (steps > 0)
    return refuse(
      'record-in-use',
      t(
        'This operator cannot be deleted because {steps} {steps2, plural, one {step} other {steps}} in the history {steps2, plural, one {names} other {name}} them. Turn off “Can sign in” instead.',
        { steps: steps.toLocaleString(locale), steps2: steps },
      ),
    );
  deleteOperator(db, id);
  return ok({ id });
};

const setPin = async (
  context: DeskContext,
  { id, pin, current }: Input<'operators.setPin'>,
): Promise<Result<Stored>> => {
  const stored = findOperator(context.db, id);
  if (!stored) return gone();
  const isOwn = id === context.session.operator().id;
  const checked = isOwn
    ? await checkOwnPin(context, id, current)
    : checkPerson(context.db, context.session, t('Changing this operator’s PIN'), grantsOf(context.db, id));
  if (!checked.ok) return checked;
  if (pin === null) {
    const pins = checkPins(context.db, context.session, {
      ...stored,
      active: stored.active === 1,
      hasPin: false,
      grants: grantsOf(context.db, id),
    });
    if (!pins.ok) return refuse('pin-missing', clearRefusal);
  }
  const kept = await storePin(context, id, pin);
  return kept.ok ? ok({ id }) : kept;
};
