import { expect, test } from 'vitest';
import { placesService } from '../../../../../electron/main/desk/records/places/places.service.ts';
import type { DeskId, LibraryId } from '../../../../../shared/domain/ids.ts';
import { newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const places = () => placesService(desk.context);

const newDesk = {
  code: 'MAIN-NEW',
  name: 'New Desk',
  libraryId: 1 as LibraryId,
  holdShelf: true,
  receives: false,
  active: true,
};

test('a role at a desk moves with the desk to another library', () => {
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'Clerk');
    INSERT INTO operator_role (operator_id, role, library_id, desk_id) VALUES
      (2, 'circulation-desk-operator', 1, 3), (2, 'requests-operator', 1, NULL)`);
  desk.context.session.refresh();
  const moved = { ...newDesk, code: 'MAIN-MAIL', libraryId: 2 as LibraryId };
  valueOf(places().saveDesk({ opId: newOpId(), id: 3 as DeskId, values: moved }));
  const clerk = desk.context.session.operators().find(({ name }) => name === 'Clerk');
  expect(clerk?.grants).toEqual([
    { role: 'circulation-desk-operator', libraryId: 2, deskId: 3 },
    { role: 'requests-operator', libraryId: 1, deskId: null },
  ]);
});

test('a second desk of the same name is refused in a library, ignoring case and blanks', () => {
  const { id } = valueOf(places().saveDesk({ opId: newOpId(), id: null, values: newDesk }));
  const again = { ...newDesk, code: 'AGAIN', name: ' new  DESK' };
  expect(places().saveDesk({ opId: newOpId(), id: null, values: again })).toMatchObject({
    error: {
      code: 'record-taken',
      message: 'This library already has a desk “New Desk”. Choose another name.',
      details: { field: 'name' },
    },
  });
  valueOf(places().saveDesk({ opId: newOpId(), id: null, values: { ...again, active: false } }));
  valueOf(places().saveDesk({ opId: newOpId(), id: id as DeskId, values: { ...newDesk, holdShelf: false } }));
});

test('a desk keeps its name in another library unless a desk there has the same', () => {
  const { id } = valueOf(places().saveDesk({ opId: newOpId(), id: null, values: newDesk }));
  const other = { ...newDesk, code: 'OTHER', libraryId: 2 as LibraryId };
  const there = valueOf(places().saveDesk({ opId: newOpId(), id: null, values: other }));
  const moving = { id: id as DeskId, values: { ...newDesk, libraryId: other.libraryId } };
  expect(places().saveDesk({ opId: newOpId(), ...moving })).toMatchObject({
    error: { code: 'record-taken', details: { field: 'name' } },
  });
  valueOf(places().remove({ opId: newOpId(), kind: 'desk', id: there.id }));
  valueOf(places().saveDesk({ opId: newOpId(), ...moving }));
});

test('a new desk without a code gets a free one', () => {
  const codeOf = (name: string) => {
    const values = { ...newDesk, name, code: null };
    const { id } = valueOf(places().saveDesk({ opId: newOpId(), id: null, values }));
    return (desk.raw.prepare('SELECT code FROM desk WHERE id = ?').get(id) as { code: string }).code;
  };
  expect([codeOf('One'), codeOf('Two')]).toEqual(['DESK', 'DESK-2']);
});
