import { Text } from '@mantine/core';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { LibraryRecord } from '../../../../shared/ipc/calls/places.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useLibraries } from '../../api/people.ts';
import { mayNot } from './administration.ts';
import { ContactFields, contactFields } from './records/ContactFields.tsx';
import type { RecordKind } from './records/record-kind.ts';
import { Records } from './records/Records.tsx';

type Values = Input<'places.saveLibrary'>['values'];
const doing = 'Changing libraries';

const kind: RecordKind<Values> = {
  one: 'library',
  fields: contactFields,
  nameOf: ({ name }) => name,
  blank: { code: '', name: '', address: [], email: '', phone: '' },
  save: (id, values, opId) => ask('places.saveLibrary', { opId, id: id as LibraryId | null, values }),
  remove: (id, opId) => ask('places.remove', { opId, kind: 'library', id }),
  follow: (id, opId) => ask('places.followFile', { opId, kind: 'library', id }),
  form: (part) => <ContactFields part={part} />,
};

const valuesOf = ({ code, name, address, email, phone }: LibraryRecord): Values => ({
  code,
  name,
  address,
  email,
  phone,
});

/** The libraries whose desks work with this program. */
export const LibrariesSettings = ({ state }: { readonly state: AppState }) => {
  const libraries = useLibraries();
  return (
    <>
      <Text c="dimmed">
        A library has desks, hours and patrons. Its name and address stand on slips and letters.
      </Text>
      <Records
        kind={kind}
        label="Libraries"
        query={{ rows: libraries.data, error: libraries.error, retry: () => void libraries.refetch() }}
        columns={[
          { head: 'Code', cell: ({ code }) => <bdi>{code}</bdi> },
          { head: 'E-mail', cell: ({ email }) => <bdi>{email}</bdi> },
        ]}
        valuesOf={valuesOf}
        mayAdd={mayNot(state, doing, null)}
        mayChange={({ name }, id) => mayNot(state, doing, id as LibraryId, name)}
        empty="No library yet. Add the one whose desk this is."
      />
    </>
  );
};
