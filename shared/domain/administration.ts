import type { LibraryId } from './ids.ts';
import { type Role, type RoleGrant, roles } from './roles.ts';
import { t } from '../words/words.ts';

/**
 * Who may change records and roles. The field has three roles for the desk and none for administration, so the role that covers all of a
 * library's borrowing also covers its records:
 * - a **library**, its desks, its patrons, its hours, its letters, its hold and loan periods, and the roles in it: Fulfillment Services
 * Operator for that library;
 * - what **all libraries share** (partners, patrons of no library, reasons, library files, the time zone, a new library): Fulfillment
 * Services Operator for any library;
 * - an **operator's** name, PIN and status: for every library in which that operator has roles, so that no operator gains permissions
 * through another's name. Operators may always change their own PIN;
 * - a library that has **no** Fulfillment Services Operator (it was imported, or the last one left) is administered by those of any
 * library;
 * - the last one of a library cannot lose the role, be deactivated or be deleted.
 */
export const administrator: Role = 'fulfillment-services-operator';

type Person = { readonly grants: readonly RoleGrant[] };

/** Whether an operator is an administrator of a library. */
export const administers = (person: Person, libraryId: LibraryId): boolean =>
  person.grants.some((grant) => grant.role === administrator && grant.libraryId === libraryId);

/** Whether an operator is an administrator of any library. */
export const administersAny = (person: Person): boolean =>
  person.grants.some(({ role }) => role === administrator);

const missing = (doing: string, where: string): string =>
  t(
    '{doing} requires the {label} role for {where}. Contact the staff responsible for assigning user roles.',
    { doing, label: roles[administrator].label, where },
  );

/**
 * Whether an operator may change what belongs to a library, or to all of them.
 * @param doing begins the refusal: `Changing desks`.
 * @param everyone all operators who may sign in.
 * @param library null for what all libraries share.
 * @returns null, or the sentence that names the missing role.
 */
export const administrationRefusal = (
  doing: string,
  person: Person,
  everyone: readonly Person[],
  library: { readonly id: LibraryId; readonly name: string } | null,
): string | null => {
  if (library === null) return administersAny(person) ? null : missing(doing, t('a library'));
  if (administers(person, library.id)) return null;
  const orphaned = !everyone.some((other) => administers(other, library.id));
  return orphaned && administersAny(person) ? null : missing(doing, library.name);
};

/** The same for what belongs to all libraries together: it requires an administrator of each. */
export const administrationOfAllRefusal = (
  doing: string,
  person: Person,
  everyone: readonly Person[],
  libraries: readonly { readonly id: LibraryId; readonly name: string }[],
): string | null =>
  [null, ...libraries]
    .map((library) => administrationRefusal(doing, person, everyone, library))
    .find((refusal) => refusal !== null) ?? null;

/** What is added or changed for a library: its records, and the requests of a file. */
export type RecordKind = 'library' | 'desk' | 'partner' | 'patron' | 'request';

const changing: Readonly<Record<RecordKind, string>> = {
  library: t('Changing libraries'),
  desk: t('Changing desks'),
  partner: t('Changing partners'),
  patron: t('Changing patrons'),
  request: t('Changing requests from a file'),
};

/**
 * Returns the libraries whose administrator may add or change a record: its present ones, and its new one. A library belongs to itself; a
 * desk, a patron and a request to one library or none; a partner, which belongs to the installation, to every library that has open
 * requests with it. Null means any library.
 * @param now the libraries of the stored record; null for a new one.
 * @param wanted its new library (null: none); omitted if it does not change.
 */
export const affectedLibraries = <Library>(
  now: readonly (Library | null)[] | null,
  wanted?: Library | null,
): readonly (Library | null)[] => {
  const all = [...(now ?? []), ...(wanted === undefined ? [] : [wanted])];
  return all.length === 0 ? [null] : all;
};

/**
 * Whether an operator may add or change a record of these libraries (`affectedLibraries`).
 * @param everyone all operators who may sign in.
 * @returns null, or the sentence that names the first library for which the role is missing.
 */
export const recordRefusal = (
  kind: RecordKind,
  person: Person,
  everyone: readonly Person[],
  libraries: readonly ({ readonly id: LibraryId; readonly name: string } | null)[],
): string | null => {
  for (const library of libraries) {
    const refusal = administrationRefusal(changing[kind], person, everyone, library);
    if (refusal !== null) return refusal;
  }
  return null;
};

const keyOf = ({ role, libraryId, deskId }: RoleGrant): string => `${role} ${libraryId} ${deskId ?? ''}`;

/** Returns the libraries in which two lists of roles differ. */
export const changedLibraries = (
  before: readonly RoleGrant[],
  after: readonly RoleGrant[],
): readonly LibraryId[] => {
  const was = new Set(before.map(keyOf));
  const is = new Set(after.map(keyOf));
  return [
    ...new Set(
      [
        ...before.filter((grant) => !is.has(keyOf(grant))),
        ...after.filter((grant) => !was.has(keyOf(grant))),
      ].map(({ libraryId }) => libraryId),
    ),
  ];
};

/** The permissions of a role, as an operator's page describes them. */
const sentences: Readonly<Record<Role, string>> = {
  'circulation-desk-operator': t('lends, renews, returns and scans in'),
  'fulfillment-services-operator': t(
    'receives, answers partners, renews, cancels, and manages records and roles',
  ),
  'requests-operator': t('scans in and manages the hold shelf'),
};

/** Whether an operator has every role at every desk of a library. */
export const hasEveryRole = (grants: readonly RoleGrant[], libraryId: LibraryId): boolean =>
  Object.keys(roles).every((role) =>
    grants.some((grant) => grant.role === role && grant.libraryId === libraryId && grant.deskId === null),
  );

/** Describes one role: `receives … at every desk of Main Library`. */
export const grantSentence = (
  grant: RoleGrant,
  names: { readonly library: string; readonly desk: string | null },
): string =>
  `${sentences[grant.role]} ${names.desk === null ? t('at every desk of {library}', { library: names.library }) : t('at {desk} ({library})', { desk: names.desk, library: names.library })}`;
