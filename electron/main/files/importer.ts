import { administrationRefusal } from '../../../shared/domain/administration.ts';
import { needsPin, pinNeeded } from '../../../shared/domain/pin.ts';
import { librariesOf } from '../../../shared/domain/roles.ts';
import { type Result, ok, refuse } from '../../../shared/ipc/result.ts';
import type { DeskView, OperatorView } from '../../../shared/ipc/views.ts';
import type { Session } from '../desk/context.ts';
import type { DeskSession } from '../desk/records/session/session.service.ts';
import { t } from '../../../shared/words/words.ts';

/** Who imports a file, at which desk, and who else works here: plain data, because the import runs elsewhere. */
export type Importer = {
  readonly operator: OperatorView;
  readonly desk: DeskView;
  readonly operators: readonly OperatorView[];
};

/**
 * Whoever works here, as the importer of a file. Refused without the role for it in any library (`role-missing`), and where others
 * could do it under that name (`pin-missing`).
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
 * The same importer as things stand now: while a file waited for another one, roles and desks may have changed.
 * Refused as `authorizeImporter` does, and where the operator may not sign in any more (`operator-unknown`).
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

/** The importer as who works here: for steps that a file tells of. */
export const sessionOf = ({ operator, desk, operators }: Importer): Session => ({
  operator: () => operator,
  desk: () => desk,
  operators: () => operators,
  signedIn: () => true,
  libraries: () => librariesOf(operator.grants),
  refresh: () => undefined,
});
