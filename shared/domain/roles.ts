import type { DeskId, LibraryId } from './ids.ts';
import { t } from '../words/words.ts';

/** What staff may do, scoped as the field scopes it. */
export const roles = {
  'circulation-desk-operator': { label: t('Circulation Desk Operator'), scope: 'desk' },
  'fulfillment-services-operator': { label: t('Fulfillment Services Operator'), scope: 'library' },
  'requests-operator': { label: t('Requests Operator'), scope: 'desk' },
} as const;

export type Role = keyof typeof roles;

/** One role of an operator. `deskId` is null for a role that holds for the whole library. */
export type RoleGrant = {
  readonly role: Role;
  readonly libraryId: LibraryId;
  readonly deskId: DeskId | null;
};

/** Where somebody stands, or where something was done. */
export type RolePlace = { readonly libraryId: LibraryId; readonly deskId: DeskId };

/** What every refusal for want of a role ends with. */
export const askForRoles = t('Contact the staff responsible for assigning user roles.');

const hasAnyRole = (grants: readonly RoleGrant[], at: RolePlace): boolean =>
  (Object.keys(roles) as Role[]).some((role) => hasRole(grants, role, at));

/**
 * Whether an operator may do what every member of staff at a desk may, such as print a slip again.
 * @param doing what staff read where they may not: `Printing slips`.
 * @returns null, or the sentence that says what is missing.
 */
export const anyRoleRefusal = (doing: string, grants: readonly RoleGrant[], at: RolePlace): string | null =>
  hasAnyRole(grants, at)
    ? null
    : t('{doing} needs a role at this desk. {askForRoles}', { doing, askForRoles });

/** Whether one of the grants covers the role at this desk of this library. */
export const hasRole = (grants: readonly RoleGrant[], role: Role, at: RolePlace): boolean =>
  grants.some(
    (grant) =>
      grant.role === role &&
      grant.libraryId === at.libraryId &&
      (grant.deskId === null || grant.deskId === at.deskId),
  );

/** What is said to an operator who may not work at a desk, for want of a role there; null when they may. */
export const deskRefusal = (
  grants: readonly RoleGrant[],
  desk: { readonly id: DeskId; readonly libraryId: LibraryId; readonly name: string },
): string | null =>
  hasAnyRole(grants, { libraryId: desk.libraryId, deskId: desk.id })
    ? null
    : t('You have no role at {deskName}. {askForRoles}', { deskName: desk.name, askForRoles });

/** The libraries of which somebody may read requests and patrons: those in which they have a role. */
export const librariesOf = (grants: readonly RoleGrant[]): readonly LibraryId[] => [
  ...new Set(grants.map(({ libraryId }) => libraryId)),
];
