import type { DeskId, LibraryId } from './ids.ts';
import { t } from '../words/words.ts';

/** The roles of staff, with the scopes usual in the field. */
export const roles = {
  'circulation-desk-operator': { label: t('Circulation Desk Operator'), scope: 'desk' },
  'fulfillment-services-operator': { label: t('Fulfillment Services Operator'), scope: 'library' },
  'requests-operator': { label: t('Requests Operator'), scope: 'desk' },
} as const;

export type Role = keyof typeof roles;

/** One role of an operator. `deskId` is null for a role in the whole library. */
export type RoleGrant = {
  readonly role: Role;
  readonly libraryId: LibraryId;
  readonly deskId: DeskId | null;
};

/** An operator's location, or where something was done. */
export type RolePlace = { readonly libraryId: LibraryId; readonly deskId: DeskId };

/** The end of every refusal due to a missing role. */
export const askForRoles = t('Contact the staff responsible for assigning user roles.');

const hasAnyRole = (grants: readonly RoleGrant[], at: RolePlace): boolean =>
  (Object.keys(roles) as Role[]).some((role) => hasRole(grants, role, at));

/**
 * Checks whether an operator may do what all staff at a desk may, such as reprint a slip.
 * @param doing the subject of the refusal: `Printing slips`.
 * @returns null, or the sentence that says which role is missing.
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

/** Returns the refusal for an operator with no role at a desk; null if they may work there. */
export const deskRefusal = (
  grants: readonly RoleGrant[],
  desk: { readonly id: DeskId; readonly libraryId: LibraryId; readonly name: string },
): string | null =>
  hasAnyRole(grants, { libraryId: desk.libraryId, deskId: desk.id })
    ? null
    : t('You have no role at {deskName}. {askForRoles}', { deskName: desk.name, askForRoles });

/** Returns the libraries whose requests and patrons an operator may read: those in which they have a role. */
export const librariesOf = (grants: readonly RoleGrant[]): readonly LibraryId[] => [
  ...new Set(grants.map(({ libraryId }) => libraryId)),
];
