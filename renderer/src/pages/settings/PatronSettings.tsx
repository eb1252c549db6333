import { Text } from '@mantine/core';
import type { LibraryId, PatronId } from '../../../../shared/domain/ids.ts';
import type { LibraryRecord } from '../../../../shared/ipc/calls/places.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useLibraries, usePatrons } from '../../api/people.ts';
import { PatronData } from '../../requests/patrons/PatronData.tsx';
import { useScanTarget } from '../../scanner/scan-target.ts';
import { mayNot } from '../../steps/administration.ts';
import { libraryField } from './records/fields.tsx';
import { inFiles, type RecordKind } from './records/record-kind.ts';
import { askAboutLetters } from './records/LettersLeave.tsx';
import { Records } from './records/Records.tsx';
import { useSearch } from './records/RowList.tsx';
import type { FormPart } from './records/use-record.ts';
import { t } from '../../../../shared/words/words.ts';

type Values = Input<'places.savePatron'>['values'];
const doing = t('Changing patrons');

const savePatron: RecordKind<Values>['save'] = (id, values, opId) =>
  ask('places.savePatron', { opId, id: id as PatronId | null, values });

/** A scanned card is stored as this patron's card. */
const CardScan = ({ put }: Pick<FormPart<Values>, 'put'>) => {
  useScanTarget(({ code, partial }) => {
    if (!partial) put({ barcode: code });
  });
  return null;
};

const kindOf = (libraries: readonly LibraryRecord[], state: AppState): RecordKind<Values> => ({
  one: t('patron'),
  nameOf: ({ name }) => name,
  blank: { barcode: '', name: '', email: '', libraryId: state.desk.libraryId },
  save: savePatron,
  asks: (id, values) =>
    askAboutLetters({ kind: 'patron', id: id as PatronId, values }, values.name, (opId) =>
      savePatron(id, values, opId),
    ),
  ...inFiles('patron'),
  fields: [
    {
      kind: 'text',
      name: 'name',
      label: t('Name'),
      description: t('Family name first, as it should appear on slips'),
      isNeeded: true,
      is: 'name',
      longest: 1000,
    },
    {
      kind: 'text',
      name: 'barcode',
      label: t('Card number'),
      description: t('Scan the card or type its number'),
      isNeeded: true,
      longest: 64,
    },
    {
      kind: 'text',
      name: 'email',
      label: t('E-mail'),
      description: t('Without one, letters to this patron are under Contact by hand'),
      is: 'e-mail',
      longest: 320,
    },
    libraryField(libraries, t('No library')),
  ],
  more: ({ draft, put }, id) => (
    <>
      <CardScan put={put} />
      {id !== null && (
        <PatronData
          id={id as PatronId}
          locked={mayNot(state, doing, draft.libraryId)}
          forgotten={() => undefined}
        />
      )}
    </>
  ),
});

/** The patrons: found by the beginning of any word of the name, or by card number. */
export const PatronSettings = ({ state }: { readonly state: AppState }) => {
  const search = useSearch(t('Search patrons'));
  const patrons = usePatrons(search.asked);
  const libraries = useLibraries().data ?? [];
  const nameOf = (id: LibraryId | null): string | undefined =>
    libraries.find((library) => library.id === id)?.name;
  return (
    <>
      <Text c="dimmed">
        {t('Patrons are the people who request items. Type the beginning of a name or card number.')}
      </Text>
      <Records
        kind={kindOf(libraries, state)}
        label={t('Patrons')}
        query={patrons}
        rows={patrons.data?.rows}
        columns={[
          { head: t('Card'), widthPx: 110, cell: ({ barcode }) => <bdi>{barcode}</bdi> },
          // Also empty: it shows who must be contacted by hand.
          { head: t('E-mail'), widthPx: 190, cell: ({ email }) => <bdi>{email}</bdi> },
          { head: t('Library'), cell: ({ libraryName }) => <bdi>{libraryName}</bdi> },
        ]}
        mayAdd={mayNot(state, doing, null)}
        mayChange={({ libraryId }) => mayNot(state, doing, libraryId, nameOf(libraryId))}
        empty={
          search.isAll
            ? t('No patrons yet. Import a library file, or add them here.')
            : t('No matching patrons. Try fewer words, or just the first letters.')
        }
        search={search.box}
        pages={
          <>
            {patrons.data?.more === true && (
              <Text role="status">
                {t('More patrons match than are listed. Type more letters to find them.')}
              </Text>
            )}
            {search.pagesOf(patrons.data?.total)}
          </>
        }
      />
    </>
  );
};
