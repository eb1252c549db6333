import { Text } from '@mantine/core';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useLibraries } from '../../api/people.ts';
import { mayNot } from './administration.ts';
import { contactFields } from './records/fields.tsx';
import { inFiles, type RecordKind } from './records/record-kind.ts';
import { Records } from './records/Records.tsx';
import { t } from '../../../../shared/words/words.ts';

type Values = Input<'places.saveLibrary'>['values'];

const kind: RecordKind<Values> = {
  one: t('settings.library2'),
  nameOf: ({ name }) => name,
  blank: { code: '', name: '', address: [], email: '', phone: '', barcodePrefix: '' },
  save: (id, values, opId) => ask('places.saveLibrary', { opId, id: id as LibraryId | null, values }),
  ...inFiles('library'),
  fields: [
    ...contactFields,
    {
      kind: 'text',
      name: 'barcodePrefix',
      label: t('settings.temporaryBarcodesBeginWith'),
      description: t('settings.forBarcodesThatTheProgramMakes'),
      longest: 20,
    },
  ],
};

/** The libraries whose desks work with this program. */
export const LibrariesSettings = ({ state }: { readonly state: AppState }) => {
  const libraries = useLibraries();
  const doing = t('common.changingLibraries');
  return (
    <>
      <Text c="dimmed">{t('settings.aLibraryHasDesksHoursAnd')}</Text>
      <Records
        kind={kind}
        label={t('common.libraries')}
        query={libraries}
        rows={libraries.data}
        columns={[
          { head: t('settings.code'), cell: ({ code }) => <bdi>{code}</bdi> },
          { head: 'E-mail', cell: ({ email }) => <bdi>{email}</bdi> },
        ]}
        mayAdd={mayNot(state, doing, null)}
        mayChange={({ name }, id) => mayNot(state, doing, id as LibraryId, name)}
        empty={t('settings.noLibraryYetAddTheOne')}
      />
    </>
  );
};
