import { expect, test } from 'vitest';
import {
  administrationOfAllRefusal,
  administrationRefusal,
  affectedLibraries,
  changedLibraries,
  grantSentence,
  hasEveryRole,
  recordRefusal,
} from '../../../shared/domain/administration.ts';
import type { DeskId, LibraryId } from '../../../shared/domain/ids.ts';
import type { Role, RoleGrant } from '../../../shared/domain/roles.ts';

const main = { id: 1 as LibraryId, name: 'Main Library' };
const hill = { id: 2 as LibraryId, name: 'Hilltop Library' };
const grant = (role: Role, libraryId: LibraryId, deskId: number | null = null): RoleGrant => ({
  role,
  libraryId,
  deskId: deskId as DeskId | null,
});
const chief = (...libraries: LibraryId[]): { grants: RoleGrant[] } => ({
  grants: libraries.map((id) => grant('fulfillment-services-operator', id)),
});

test('a library’s records belong to its administrator, shared ones to every administrator', () => {
  const here = chief(main.id);
  const everyone = [here, chief(hill.id)];
  expect(administrationRefusal('Changing desks', here, everyone, main)).toBeNull();
  expect(administrationRefusal('Changing partners', here, everyone, null)).toBeNull();
  expect(administrationRefusal('Changing desks', here, everyone, hill)).toBe(
    'Changing desks requires the Fulfillment Services Operator role for Hilltop Library. Contact the staff responsible for assigning user roles.',
  );
});

test('an administrator of a library may have other roles too, and roles at other libraries', () => {
  const busy = {
    grants: [
      grant('circulation-desk-operator', hill.id, 3),
      ...chief(main.id).grants,
      grant('requests-operator', main.id),
    ],
  };
  expect(administrationRefusal('X', busy, [busy, chief(hill.id)], main)).toBeNull();
  expect(administrationRefusal('X', busy, [busy, chief(hill.id)], null)).toBeNull();
  expect(administrationRefusal('X', busy, [busy, chief(hill.id)], hill)).toContain('Hilltop Library');
  // Any administrator manages a library that has none; one that has an administrator is managed only by that one.
  expect(administrationRefusal('X', busy, [busy], hill)).toBeNull();
  expect(administrationRefusal('X', chief(hill.id), [busy, chief(hill.id)], main)).toContain('Main Library');
});

test('other roles do not administer anything, not even a library without an administrator', () => {
  const clerk = {
    grants: [grant('circulation-desk-operator', main.id), grant('requests-operator', main.id)],
  };
  expect(administrationRefusal('X', clerk, [clerk], main)).toContain('Main Library');
  expect(administrationRefusal('X', clerk, [clerk], null)).toContain('for a library');
  const other = chief(hill.id);
  expect(administrationRefusal('X', other, [clerk, other], main)).toBeNull();
});

test('a record is changed by the administrator of its current and its future library', () => {
  const here = chief(main.id);
  const everyone = [here, chief(hill.id)];
  const refusal = (...libraries: Parameters<typeof affectedLibraries<typeof main>>): string | null =>
    recordRefusal('patron', here, everyone, affectedLibraries(...libraries));
  expect(refusal([main], main)).toBeNull();
  expect(refusal([main], null)).toBeNull();
  expect(refusal(null, null)).toBeNull();
  expect(refusal([hill], main)).toContain('for Hilltop Library');
  expect(refusal([main], hill)).toContain('for Hilltop Library');
  expect(refusal(null, hill)).toContain('for Hilltop Library');
  expect(refusal([null], hill)).toContain(
    'Changing patrons requires the Fulfillment Services Operator role for Hilltop Library',
  );
});

test('a partner is changed by an administrator of every library with open requests with it, a new one by any administrator', () => {
  const here = chief(main.id);
  const clerk = { grants: [grant('circulation-desk-operator', main.id)] };
  const everyone = [here, clerk, chief(hill.id)];
  const refusal = (person: typeof here, now: readonly (typeof main)[] | null): string | null =>
    recordRefusal('partner', person, everyone, affectedLibraries(now));
  expect(refusal(here, null)).toBeNull();
  expect(refusal(here, [])).toBeNull();
  expect(refusal(here, [main])).toBeNull();
  expect(refusal(here, [main, hill])).toContain('for Hilltop Library');
  expect(refusal(clerk, null)).toContain('for a library');
});

test('changed roles name their libraries', () => {
  const before = [grant('requests-operator', main.id, 1), grant('requests-operator', hill.id)];
  expect(changedLibraries(before, before)).toEqual([]);
  expect(
    changedLibraries(before, [grant('requests-operator', main.id), grant('requests-operator', hill.id)]),
  ).toEqual([1]);
  const otherDesk = [grant('requests-operator', main.id, 2), grant('requests-operator', hill.id)];
  expect(changedLibraries(before, otherDesk)).toEqual([1]);
  expect(changedLibraries([], before)).toEqual([1, 2]);
});

test('roles are described in sentences', () => {
  expect(
    grantSentence(grant('circulation-desk-operator', main.id, 1), { library: 'Main', desk: 'Desk 1' }),
  ).toBe('lends, renews, returns and scans in at Desk 1 (Main)');
  expect(grantSentence(grant('requests-operator', main.id), { library: 'Main', desk: null })).toBe(
    'scans in and manages the hold shelf at every desk of Main',
  );
  const every = (
    ['circulation-desk-operator', 'fulfillment-services-operator', 'requests-operator'] as const
  ).map((role) => grant(role, main.id));
  expect(hasEveryRole(every, main.id)).toBe(true);
  expect(hasEveryRole([...every.slice(1), grant('circulation-desk-operator', main.id, 1)], main.id)).toBe(
    false,
  );
});

test('only an administrator of every library may change what they share, such as the mail account', () => {
  const here = chief(main.id);
  const both = chief(main.id, hill.id);
  const everyone = [here, both];
  expect(administrationOfAllRefusal('X', both, everyone, [main, hill])).toBeNull();
  expect(administrationOfAllRefusal('X', here, everyone, [main, hill])).toContain('Hilltop Library');
  expect(administrationOfAllRefusal('X', here, [here], [main, hill]), 'nobody else does').toBeNull();
  expect(administrationOfAllRefusal('X', { grants: [] }, everyone, [])).toContain('a library');
});
