import type { DeskId, LibraryId } from './ids.ts';

/** What staff may do, scoped as the field scopes it. */
export const roles = {
  'circulation-desk-operator': { label: 'Circulation Desk Operator', scope: 'desk' },
  'fulfillment-services-operator': { label: 'Fulfillment Services Operator', scope: 'library' },
  'requests-operator': { label: 'Requests Operator', scope: 'desk' },
} as const;

export type Role = keyof typeof roles;

/** One role of an operator. `deskId` is null for a role that holds for the whole library. */
export type RoleGrant = {
  readonly role: Role;
  readonly libraryId: LibraryId;
  readonly deskId: DeskId | null;
};

/** Whether one of the grants covers the role at this desk of this library. */
export const hasRole = (
  grants: readonly RoleGrant[],
  role: Role,
  at: { readonly libraryId: LibraryId; readonly deskId: DeskId },
): boolean =>
  grants.some(
    (grant) =>
      grant.role === role &&
      grant.libraryId === at.libraryId &&
      (grant.deskId === null || grant.deskId === at.deskId),
  );
