import { Text } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { LongSelect } from '../../components/LongSelect.tsx';
import type { LibraryId, PatronId } from '../../../../shared/domain/ids.ts';
import type { LibraryRecord, PatronRecord } from '../../../../shared/ipc/calls/places.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useLibraries, usePatrons } from '../../api/people.ts';
import { PatronData } from '../../requests/patrons/PatronData.tsx';
import { useScanTarget } from '../../scanner/scan-target.ts';
import { Pages } from '../../components/Pages.tsx';
import { mayNot } from './administration.ts';
import type { RecordKind } from './records/record-kind.ts';
import { Records } from './records/Records.tsx';
import { RecordText } from './records/RecordText.tsx';
import { SearchBox } from './records/SearchBox.tsx';
import type { FormPart } from './records/use-record.ts';
import { t } from '../../../../shared/words/words.ts';

type Values = Input<'places.savePatron'>['values'];
const doing = t('common.changingPatrons');
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
        label={t('common.name')}
        description={t('settings.familyNameFirstAsItIs')}
        required
        dir="auto"
        maxLength={1000}
      />
      <RecordText
        part={part}
        field="barcode"
        label={t('settings.cardNumber')}
        description={t('settings.scanTheCardOrTypeIts')}
        required
        maxLength={64}
      />
      <RecordText
        part={part}
        field="email"
        label={t('settings.eMail')}
        description={t('settings.withoutOneLettersToThisPatron')}
        type="email"
        maxLength={320}
      />
      <LongSelect
        label={t('settings.library')}
        value={draft.libraryId === null ? '' : String(draft.libraryId)}
        data={[
          { value: '', label: t('settings.noLibrary') },
          ...libraries.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        error={errorOf('libraryId')}
        choose={(value) => put({ libraryId: value === '' ? null : (Number(value) as LibraryId) })}
      />
    </>
  );
};

const kindOf = (libraries: readonly LibraryRecord[], state: AppState): RecordKind<Values> => ({
  one: t('settings.patron'),
  fields: ['name', 'barcode', 'email', 'libraryId'],
  nameOf: ({ name }) => name,
  blank: { barcode: '', name: '', email: '', libraryId: state.desk.libraryId },
  save: (id, values, opId) => ask('places.savePatron', { opId, id: id as PatronId | null, values }),
  remove: (id, opId) => ask('places.remove', { opId, kind: 'patron', id }),
  follow: (id, opId) => ask('places.followFile', { opId, kind: 'patron', id }),
  form: (part, id) => (
    <>
      <Fields part={part} libraries={libraries} />
      {id !== null && (
        <PatronData
          id={id as PatronId}
          locked={mayNot(state, doing, part.draft.libraryId)}
          forgotten={() => undefined}
        />
      )}
    </>
  ),
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
      <Text c="dimmed">{t('settings.patronsAskForWhatPartnersLend')}</Text>
      <Records
        kind={kindOf(libraries, state)}
        label={t('common.patrons')}
        query={{ rows: patrons.data?.rows, error: patrons.error, retry: () => void patrons.refetch() }}
        columns={[
          { head: t('common.card'), widthPx: 110, cell: ({ barcode }) => <bdi>{barcode}</bdi> },
          { head: 'E-mail', widthPx: 190, cell: ({ email }) => <bdi>{email}</bdi> },
          { head: t('settings.library'), cell: ({ libraryName }) => <bdi>{libraryName}</bdi> },
        ]}
        valuesOf={valuesOf}
        mayAdd={mayNot(state, doing, null)}
        mayChange={({ libraryId }) => mayNot(state, doing, libraryId, nameOf(libraryId))}
        empty={
          search === '' ? t('settings.noPatronYetTheyComeWith') : t('settings.noPatronHasAllTheseBeginnings')
        }
        search={<SearchBox label={t('settings.searchPatrons')} value={search} change={find} />}
        pages={
          <>
            {patrons.data?.more === true && (
              <Text role="status">{t('settings.morePatronsMatchThanAreListed')}</Text>
            )}
            <Pages offset={offset} limit={limit} total={patrons.data?.total ?? 0} turn={setOffset} />
          </>
        }
      />
    </>
  );
};
