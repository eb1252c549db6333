import type { LibraryId } from '../ids.ts';
import { askForRoles, hasRole, type Role, type RoleGrant, type RolePlace, roles } from '../roles.ts';
import { t } from '../../words/words.ts';
import { factsOf, type StepKind } from './all-steps.ts';
import { fulfillment, type StepFacts } from './step.ts';

// Who may take a step, and take it back.

/** What an operator needs a role for. */
type Authorized = {
  readonly says: Pick<StepFacts['says'], 'doing'>;
  readonly who: Pick<StepFacts['who'], 'roles' | 'inHand'>;
};

/** Letters are dealt with by those who decide on requests. It is no step: nothing of a request changes. */
const handleLetter: Authorized = {
  says: { doing: t('Handling letters') },
  who: { roles: [fulfillment], inHand: false },
};

/** A step, or `handle-letter`. */
export type AuthorizedKind = StepKind | 'handle-letter';

const authorizedBy = (kind: AuthorizedKind): Authorized =>
  kind === 'handle-letter' ? handleLetter : factsOf(kind);

/** Whether one of the roles of a step is somewhere among the grants. */
export const mayAnywhere = (kind: AuthorizedKind, grants: readonly RoleGrant[]): boolean =>
  grants.some(({ role }) => authorizedBy(kind).who.roles.includes(role));

/** The library to which a request belongs: that of its pickup desk; without one, the library where it was made. */
export type Home = { readonly id: LibraryId; readonly name: string };

/** The library of a row that names it; null where it names none. */
export const homeOf = (
  row: { readonly libraryId: LibraryId | null; readonly libraryName: string } | undefined,
): Home | null =>
  row === undefined || row.libraryId === null ? null : { id: row.libraryId, name: row.libraryName };

const rolesInWords = (any: readonly Role[]): string => any.map((role) => roles[role].label).join(t(' or '));

const missing = ({ says, who }: Authorized, where: string): string =>
  t('{doing} needs the role {rolesIn} at {where}. {askForRoles}', {
    doing: says.doing,
    rolesIn: rolesInWords(who.roles),
    where,
    askForRoles,
  });

/**
 * Whether an operator may take a step on a request: by a role at the library of the request, or, for a step with the item in
 * hand, by a role at the desk where they are.
 * @param here the desk at which the operator is.
 * @param home the library of the request; null for a step that is about none, or for a request that belongs to no library.
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
 * Whether an operator may take a step back: by its role at the desk where it was taken. Who took it may take it back as long as
 * they could take it still.
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
