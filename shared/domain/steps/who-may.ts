import type { LibraryId } from '../ids.ts';
import { askForRoles, hasRole, type Role, type RoleGrant, type RolePlace, roles } from '../roles.ts';
import { t } from '../../words/words.ts';
import { factsOf, type StepKind } from './all-steps.ts';
import { fulfillment, type StepFacts } from './step.ts';

// Who may take a step, and undo it.

/** Something for which an operator needs a role. */
type Authorized = {
  readonly says: Pick<StepFacts['says'], 'doing'>;
  readonly who: Pick<StepFacts['who'], 'roles' | 'inHand'>;
};

/** Operators who decide on requests also handle letters. It is not a step: nothing in a request changes. */
const handleLetter: Authorized = {
  says: { doing: t('Handling letters') },
  who: { roles: [fulfillment], inHand: false },
};

/** A step, or `handle-letter`. */
export type AuthorizedKind = StepKind | 'handle-letter';

const authorizedBy = (kind: AuthorizedKind): Authorized =>
  kind === 'handle-letter' ? handleLetter : factsOf(kind);

/** Whether any grant includes one of the roles of a step. */
export const mayAnywhere = (kind: AuthorizedKind, grants: readonly RoleGrant[]): boolean =>
  grants.some(({ role }) => authorizedBy(kind).who.roles.includes(role));

/** The library to which a request belongs: that of its pickup desk or, without one, the library where it was created. */
export type Home = { readonly id: LibraryId; readonly name: string };

/** Returns the library that a row names; null if it names none. */
export const homeOf = (
  row: { readonly libraryId: LibraryId | null; readonly libraryName: string } | undefined,
): Home | null =>
  row === undefined || row.libraryId === null ? null : { id: row.libraryId, name: row.libraryName };

const rolesInWords = (any: readonly Role[]): string => any.map((role) => roles[role].label).join(t(' or '));

const missing = ({ says, who }: Authorized, where: string): string =>
  t('{doing} requires the {rolesIn} role at {where}. {askForRoles}', {
    doing: says.doing,
    rolesIn: rolesInWords(who.roles),
    where,
    askForRoles,
  });

/**
 * Checks whether an operator may take a step on a request: by a role at the request's library or, for a step with the item in hand, by a
 * role at the operator's desk.
 * @param here the operator's desk.
 * @param home the library of the request; null for a step without a request, or for a request that belongs to no library.
 * @returns null, or the sentence that says which role is missing.
 */
export const stepRoleRefusal = (
  kind: AuthorizedKind,
  grants: readonly RoleGrant[],
  here: RolePlace,
  home: Home | null,
): string | null => {
  const authorized = authorizedBy(kind);
  const { roles: any, inHand } = authorized.who;
  const mayAt = (at: RolePlace): boolean => any.some((role) => hasRole(grants, role, at));
  const isHere = home === null || home.id === here.libraryId;
  if ((isHere || inHand) && mayAt(here)) return null;
  if (home && mayAt({ libraryId: home.id, deskId: here.deskId })) return null;
  const [only] = any;
  const isOfLibrary = any.length === 1 && only !== undefined && roles[only].scope === 'library';
  const thisPlace = isOfLibrary ? t('this library') : t('this desk');
  return missing(
    authorized,
    isHere || inHand ? thisPlace : t('{homeName}, the library of this request', { homeName: home.name }),
  );
};

/**
 * Checks whether an operator may undo a step: by its role at the desk where it was taken. The operator who took it may undo it as long as
 * they could still take it.
 * @param taken where and by whom the step was taken.
 * @returns null, or the sentence that says which role is missing.
 */
export const undoRoleRefusal = (
  kind: StepKind,
  grants: readonly RoleGrant[],
  taken: {
    readonly at: RolePlace;
    readonly deskName: string;
    readonly isOwn: boolean;
    readonly home: Home | null;
  },
): string | null => {
  const facts = factsOf(kind);
  if (facts.who.roles.some((role) => hasRole(grants, role, taken.at))) return null;
  if (taken.isOwn && stepRoleRefusal(kind, grants, taken.at, taken.home) === null) return null;
  return missing(facts, t('{deskName}, where this step was taken', { deskName: taken.deskName }));
};
