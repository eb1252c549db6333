import type { LibraryId } from './ids.ts';
import { type Role, type RoleGrant, roles } from './roles.ts';
import { t } from '../words/words.ts';

/**
 * Who may change records and roles. The field knows three roles for the desk and none for administration, so the
 * one that carries a library's whole borrowing job carries its records too:
 *
 * - a **library**, its desks, its patrons, its hours, its letters, how long items wait and loans run there, and the roles in it:
 *   Fulfillment Services Operator for that library;
 * - what **all libraries share** (partners, patrons of no library, reasons, library files, the time zone, a new library):
 *   Fulfillment Services Operator for any library;
 * - an **operator's** name, PIN and standing: for every library in which that operator has roles, so that nobody comes by rights
 *   through another's name. The own PIN is everybody's own affair;
 * - a library of which **nobody** is the Fulfillment Services Operator (it came from a file, or the last one left) is looked
 *   after by whoever is that anywhere;
 * - the last one of a library cannot lose the role, be set aside or be deleted.
 */
export const administrator: Role = 'fulfillment-services-operator';

type Person = { readonly grants: readonly RoleGrant[] };

/** Whether somebody is the administrator of a library. */
export const administers = (person: Person, libraryId: LibraryId): boolean =>
  person.grants.some((grant) => grant.role === administrator && grant.libraryId === libraryId);

/** Whether somebody is the administrator of any library. */
export const administersAny = (person: Person): boolean =>
  person.grants.some(({ role }) => role === administrator);

const missing = (doing: string, where: string): string =>
  t(
    '{doing} requires the {label} role for {where}. Contact the staff responsible for assigning user roles.',
    { doing, label: roles[administrator].label, where },
  );

/**
 * Whether somebody may change what belongs to a library, or to all of them.
 * @param doing what staff read where they may not: `Changing desks`.
 * @param everyone all operators who work here now.
 * @param library null for what all libraries share.
 * @returns null, or the sentence that says which role is missing.
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

/** The same for what belongs to all libraries together: it takes who administers each. */
export const administrationOfAllRefusal = (
  doing: string,
  person: Person,
  everyone: readonly Person[],
  libraries: readonly { readonly id: LibraryId; readonly name: string }[],
): string | null =>
  [null, ...libraries]
    .map((library) => administrationRefusal(doing, person, everyone, library))
    .find((refusal) => refusal !== null) ?? null;

/** What is added or changed for a library: its records, and the requests that a file brings. */
export type RecordKind = 'library' | 'desk' | 'partner' | 'patron' | 'request';

const changing: Readonly<Record<RecordKind, string>> = {
  library: t('Changing libraries'),
  desk: t('Changing desks'),
  partner: t('Changing partners'),
  patron: t('Changing patrons'),
  request: t('Changing requests from a file'),
};

/**
 * The libraries whose administrator it takes to add or change a record: those that it belongs to now, and the one that it is to
 * belong to. A library belongs to itself; a desk, a patron and a request to one library or none; a partner, which belongs to
 * the installation, to every library that has open requests with it. Null among them stands for any library.
 * @param now the libraries of the stored record; null for a new one.
 * @param wanted the library that it is to belong to (null: to none); left out where that is not changed.
 */
export const affectedLibraries = <Library>(
  now: readonly (Library | null)[] | null,
  wanted?: Library | null,
): readonly (Library | null)[] => {
  const all = [...(now ?? []), ...(wanted === undefined ? [] : [wanted])];
  return all.length === 0 ? [null] : all;
};

/**
 * Whether somebody may add or change a record of these libraries (`affectedLibraries`).
 * @param everyone all operators who work here now.
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

/** The libraries in which two lists of roles differ. */
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

/** What a role lets its holder do, as an operator's page says it. */
const sentences: Readonly<Record<Role, string>> = {
  'circulation-desk-operator': t('lends, renews, returns and scans in'),
  'fulfillment-services-operator': t(
    'receives, answers partners, renews, cancels, and manages records and roles',
  ),
  'requests-operator': t('scans in and manages the hold shelf'),
};

/** Whether somebody has every role at every desk of a library. */
export const hasEveryRole = (grants: readonly RoleGrant[], libraryId: LibraryId): boolean =>
  Object.keys(roles).every((role) =>
    grants.some((grant) => grant.role === role && grant.libraryId === libraryId && grant.deskId === null),
  );

/** One role in words: `receives … at every desk of Main Library`. */
export const grantSentence = (
  grant: RoleGrant,
  names: { readonly library: string; readonly desk: string | null },
): string =>
  `${sentences[grant.role]} ${names.desk === null ? t('at every desk of {library}', { library: names.library }) : t('at {desk} ({library})', { desk: names.desk, library: names.library })}`;
