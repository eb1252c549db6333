import { expect, test } from 'vitest';
import { deskOfSameName } from '../../../shared/domain/desk-names.ts';
import type { DeskId, LibraryId } from '../../../shared/domain/ids.ts';

const [main, other] = [1, 2] as LibraryId[] as [LibraryId, LibraryId];
const desk = (id: number, name: string, libraryId: LibraryId, active = true) => ({
  id: id as DeskId,
  name,
  libraryId,
  active,
});
const desks = [desk(1, 'Circulation', other), desk(2, 'Circulation', main), desk(3, 'Closed', main, false)];

test('a desk of the same name is in the same library and in use', () => {
  const same = (name: string, libraryId: LibraryId, id: DeskId | null = null) =>
    deskOfSameName(desks, { id, name, libraryId })?.id;
  expect(same('circulation ', main)).toBe(2);
  expect(same('Circulation', main, 2 as DeskId)).toBeUndefined();
  expect(same('Closed', main)).toBeUndefined();
  expect(same('Circulation', 3 as LibraryId)).toBeUndefined();
});
