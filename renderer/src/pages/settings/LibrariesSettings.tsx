import { Text } from '@mantine/core';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { LibraryRecord } from '../../../../shared/ipc/calls/places.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useLibraries } from '../../api/people.ts';
import { mayNot } from './administration.ts';
import { ContactFields, contactFields } from './records/ContactFields.tsx';
import { RecordText } from './records/RecordText.tsx';
import type { RecordKind } from './records/record-kind.ts';
import { Records } from './records/Records.tsx';
import { t } from '../../../../shared/words/words.ts';

type Values = Input<'places.saveLibrary'>['values'];
const doing = t('common.changingLibraries');

const kind: RecordKind<Values> = {
  one: t('settings.library2'),
  fields: [...contactFields, 'barcodePrefix'],
  nameOf: ({ name }) => name,
  blank: { code: '', name: '', address: [], email: '', phone: '', barcodePrefix: '' },
  save: (id, values, opId) => ask('places.saveLibrary', { opId, id: id as LibraryId | null, values }),
  remove: (id, opId) => ask('places.remove', { opId, kind: 'library', id }),
  follow: (id, opId) => ask('places.followFile', { opId, kind: 'library', id }),
  form: (part) => (
    <>
      <ContactFields part={part} />
      <RecordText
        part={part}
        field="barcodePrefix"
        label={t('settings.temporaryBarcodesBeginWith')}
        description={t('settings.forBarcodesThatTheProgramMakes')}
        maxLength={20}
      />
    </>
  ),
};

/** What a form of a library changes. */
export const libraryValuesOf = ({
  code,
  name,
  address,
  email,
  phone,
  barcodePrefix,
}: LibraryRecord): Values => ({
  code,
  name,
  address,
  email,
  phone,
  barcodePrefix,
});

/** The libraries whose desks work with this program. */
export const LibrariesSettings = ({ state }: { readonly state: AppState }) => {
  const libraries = useLibraries();
  return (
    <>
      <Text c="dimmed">{t('settings.aLibraryHasDesksHoursAnd')}</Text>
      <Records
        kind={kind}
        label={t('common.libraries')}
        query={{ rows: libraries.data, error: libraries.error, retry: () => void libraries.refetch() }}
        columns={[
          { head: t('settings.code'), cell: ({ code }) => <bdi>{code}</bdi> },
          { head: 'E-mail', cell: ({ email }) => <bdi>{email}</bdi> },
        ]}
        valuesOf={libraryValuesOf}
        mayAdd={mayNot(state, doing, null)}
        mayChange={({ name }, id) => mayNot(state, doing, id as LibraryId, name)}
        empty={t('settings.noLibraryYetAddTheOne')}
      />
    </>
  );
};
