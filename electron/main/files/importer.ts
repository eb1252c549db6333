import { administrationRefusal } from '../../../shared/domain/administration.ts';
import { needsPin, pinNeeded } from '../../../shared/domain/pin.ts';
import { librariesOf } from '../../../shared/domain/roles.ts';
import { type Result, ok, refuse } from '../../../shared/ipc/result.ts';
import type { DeskView, OperatorView } from '../../../shared/ipc/views.ts';
import type { Session } from '../desk/context.ts';
import type { DeskSession } from '../desk/records/session/session.service.ts';
import { t } from '../../../shared/words/words.ts';

/** The operator who imports a file, their desk, and the other operators. Plain data, because the import runs in another process. */
export type Importer = {
  readonly operator: OperatorView;
  readonly desk: DeskView;
  readonly operators: readonly OperatorView[];
};

/**
 * Returns the signed-in operator as importer. Refused without the role for it in any library (`role-missing`), and if the operator needs
 * a PIN but has none, because others could act under that name (`pin-missing`).
 */
export const authorizeImporter = (
  session: Pick<Session, 'operator' | 'desk' | 'operators'>,
): Result<Importer> => {
  const importer = { operator: session.operator(), desk: session.desk(), operators: session.operators() };
  const refusal = administrationRefusal(
    t('Importing a library file'),
    importer.operator,
    importer.operators,
    null,
  );
  if (refusal !== null) return refuse('role-missing', refusal);
  return needsPin(importer.operator, importer.operators)
    ? refuse(
        'pin-missing',
        t('{pinNeeded} Set it in Borrow Desk, then import the file again.', { pinNeeded }),
      )
    : ok(importer);
};

/**
 * Returns the same importer with current roles and desks, which may have changed while a file waited for another import.
 * Refused like `authorizeImporter`, and if the operator may no longer sign in (`operator-unknown`).
 */
export const renewImporter = (session: DeskSession, { operator, desk }: Importer): Result<Importer> => {
  const who = session.operators().find(({ id }) => id === operator.id);
  if (!who)
    return refuse(
      'operator-unknown',
      t('{operatorName} no longer works here.', { operatorName: operator.name }),
    );
  const where = session.desks().find(({ id }) => id === desk.id) ?? session.desk();
  return authorizeImporter({ operator: () => who, desk: () => where, operators: session.operators });
};

/** A session of the importer, for commands that a file implies. */
export const sessionOf = ({ operator, desk, operators }: Importer): Session => ({
  operator: () => operator,
  desk: () => desk,
  operators: () => operators,
  signedIn: () => true,
  libraries: () => librariesOf(operator.grants),
  refresh: () => undefined,
});
