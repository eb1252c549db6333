import { administers } from '../../../shared/domain/administration.ts';
import { isSameName } from '../../../shared/domain/plain-text.ts';
import { type Result, ok, refuse } from '../../../shared/ipc/result.ts';
import type { OperatorView } from '../../../shared/ipc/views.ts';
import type { ReadableDB } from '../db/types.ts';
import type { DeskSession } from '../desk/records/session/session.service.ts';
import { checkPin } from '../desk/records/session/sign-in.ts';
import { type Importer, authorizeImporter } from './importer.ts';
import { t } from '../../../shared/words/words.ts';

// Decides with whose rights a command line runs. At that time no operator, or another one, may be signed in.

type Context = { readonly db: ReadableDB; readonly session: DeskSession; readonly now: () => Date };

/** The operator that the command line names. */
type CommandLineOperator = {
  /** The name that was given; null: none. */
  readonly name: string | null;
  /** Reads a PIN; null if there is none. */
  readonly readPin: () => Promise<string | null>;
};

/**
 * Returns the operator of the first start's command line: the only operator if they have no PIN, otherwise the named one, with their PIN.
 * Does not sign them in.
 * @returns refused: `signed-out` if an operator must be named, `operator-unknown`, `pin-wrong`, `pin-wait`, `pin-missing`.
 */
export const commandLineOperator = async (
  context: Context,
  given: CommandLineOperator,
): Promise<Result<OperatorView>> => {
  const found = findOperator(context.session.operators(), given.name);
  if (!found.ok) return found;
  const checked = await checkGivenPin(context, found.value, given.readPin);
  return checked.ok ? found : checked;
};

/** Returns the importer for the files on the command line. @returns refused: `role-missing`. */
export const importerOf = (session: DeskSession, operator: OperatorView): Result<Importer> =>
  authorizeImporter(standing(session, operator));

/**
 * Returns the importer for a file that a second start names: the operator signed in at the running program. Another operator cannot be
 * named,
 * because a PIN is not passed from one program to another.
 * @returns refused: `signed-out`, `pin-missing`, `role-missing`.
 */
export const secondStartImporter = (session: DeskSession, name: string | null): Result<Importer> => {
  if (!session.signedIn())
    return refuse(
      'signed-out',
      t(
        'No operator is signed in at this workstation, so the file was not imported. Sign in, then import it again.',
      ),
    );
  const { name: working } = session.operator();
  if (name !== null && !isSameName(name, working))
    return refuse(
      'signed-out',
      t(
        '{working} is signed in here, not {name}, so the file was not imported. Sign in as {name}, then import it again.',
        { working, name },
      ),
    );
  return authorizeImporter(session);
};

const findOperator = (operators: readonly OperatorView[], name: string | null): Result<OperatorView> => {
  if (name !== null) {
    const named = operators.find((operator) => isSameName(operator.name, name));
    if (named) return ok(named);
    return refuse(
      'operator-unknown',
      t('There is no operator named “{name}” here. Correct --operator=NAME.', { name }),
    );
  }
  const [only, ...others] = operators;
  if (only && others.length === 0 && !only.hasPin) return ok(only);
  const why =
    only === undefined
      ? t('There is no operator here')
      : others.length === 0
        ? t('The operator here has a PIN')
        : t('There is more than one operator here');
  return refuse(
    'signed-out',
    t(
      '{why}. Name the operator with --operator=NAME and give their PIN, if they have one, on standard input.',
      { why },
    ),
  );
};

const checkGivenPin = async (
  { db, now }: Context,
  { id, name, hasPin }: OperatorView,
  readPin: () => Promise<string | null>,
): Promise<Result<null>> => {
  if (!hasPin) return ok(null);
  const pin = await readPin();
  if (pin !== null) return await checkPin(db, now, id, pin);
  return refuse(
    'pin-wrong',
    t(
      '{name} has a PIN, but none was given on standard input. Pass it as one line, from a file or another program.',
      { name },
    ),
  );
};

/** The operator at a desk that they administer: this workstation's desk if possible, otherwise the first such desk. */
const standing = (
  session: DeskSession,
  operator: OperatorView,
): Pick<DeskSession, 'operator' | 'desk' | 'operators'> => {
  const isTheirs = ({ libraryId }: { readonly libraryId: Parameters<typeof administers>[1] }): boolean =>
    administers(operator, libraryId);
  const here = session.desk();
  const desk = isTheirs(here) ? here : (session.desks().find(isTheirs) ?? here);
  return { operator: () => operator, desk: () => desk, operators: session.operators };
};
