import { Text } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { LongSelect } from '../../components/LongSelect.tsx';
import type { LibraryId, PatronId } from '../../../../shared/domain/ids.ts';
import type { LibraryRecord, PatronRecord } from '../../../../shared/ipc/calls/places.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useLibraries, usePatrons } from '../../api/people.ts';
import { useScanTarget } from '../../scanner/scan-target.ts';
import { Pages } from '../../components/Pages.tsx';
import { mayNot } from './administration.ts';
import type { RecordKind } from './records/record-kind.ts';
import { Records } from './records/Records.tsx';
import { RecordText } from './records/RecordText.tsx';
import { SearchBox } from './records/SearchBox.tsx';
import type { FormPart } from './records/use-record.ts';

type Values = Input<'places.savePatron'>['values'];
const doing = 'Changing patrons';
const limit = 50;

const Fields = ({
  part,
  libraries,
}: {
  readonly part: FormPart<Values>;
  readonly libraries: readonly LibraryRecord[];
}) => {
  const { draft, put, errorOf } = part;
  useScanTarget(({ code, partial }) => {
    if (!partial) put({ barcode: code });
  });
  return (
    <>
      <RecordText
        part={part}
        field="name"
        label="Name"
        description="Family name first, as it is to stand on slips"
        required
        dir="auto"
        maxLength={1000}
      />
      <RecordText
        part={part}
        field="barcode"
        label="Card number"
        description="Scan the card, or type its number"
        required
        maxLength={64}
      />
      <RecordText
        part={part}
        field="email"
        label="E-mail"
        description="Without one, letters to this patron are printed"
        type="email"
        maxLength={320}
      />
      <LongSelect
        label="Library"
        value={draft.libraryId === null ? '' : String(draft.libraryId)}
        data={[
          { value: '', label: 'No library' },
          ...libraries.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        error={errorOf('libraryId')}
        choose={(value) => put({ libraryId: value === '' ? null : (Number(value) as LibraryId) })}
      />
    </>
  );
};

const kindOf = (libraries: readonly LibraryRecord[], state: AppState): RecordKind<Values> => ({
  one: 'patron',
  fields: ['name', 'barcode', 'email', 'libraryId'],
  nameOf: ({ name }) => name,
  blank: { barcode: '', name: '', email: '', libraryId: state.desk.libraryId },
  save: (id, values, opId) => ask('places.savePatron', { opId, id: id as PatronId | null, values }),
  remove: (id, opId) => ask('places.remove', { opId, kind: 'patron', id }),
  follow: (id, opId) => ask('places.followFile', { opId, kind: 'patron', id }),
  form: (part) => <Fields part={part} libraries={libraries} />,
});

const valuesOf = ({ barcode, name, email, libraryId }: PatronRecord): Values => ({
  barcode,
  name,
  email,
  libraryId,
});

/** The readers: found by the beginning of any word of their name, or by their card. */
export const PatronSettings = ({ state }: { readonly state: AppState }) => {
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  const patrons = usePatrons({ search: useDeferredValue(search), offset, limit });
  const libraries = useLibraries().data ?? [];
  const nameOf = (id: LibraryId | null): string | undefined =>
    libraries.find((library) => library.id === id)?.name;
  const find = (text: string): void => {
    setSearch(text);
    setOffset(0);
  };
  return (
    <>
      <Text c="dimmed">
        Patrons ask for what partners lend. Type the beginning of a name or of a card number.
      </Text>
      <Records
        kind={kindOf(libraries, state)}
        label="Patrons"
        query={{ rows: patrons.data?.rows, error: patrons.error, retry: () => void patrons.refetch() }}
        columns={[
          { head: 'Card', cell: ({ barcode }) => <bdi>{barcode}</bdi> },
          { head: 'E-mail', cell: ({ email }) => <bdi>{email}</bdi> },
          { head: 'Library', cell: ({ libraryName }) => <bdi>{libraryName}</bdi> },
        ]}
        valuesOf={valuesOf}
        mayAdd={mayNot(state, doing, null)}
        mayChange={({ libraryId }) => mayNot(state, doing, libraryId, nameOf(libraryId))}
        empty={
          search === ''
            ? 'No patron yet. They come with a library file, or are added here.'
            : 'No patron has all these beginnings of words in their name or card number.'
        }
        search={<SearchBox label="Search patrons" value={search} change={find} />}
        pages={
          <>
            {patrons.data?.more === true && (
              <Text role="status">
                More patrons match than are listed. Type more letters to find the others.
              </Text>
            )}
            <Pages offset={offset} limit={limit} total={patrons.data?.total ?? 0} turn={setOffset} />
          </>
        }
      />
    </>
  );
};
