import { Text } from '@mantine/core';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useLibraries } from '../../api/people.ts';
import { mayNot } from '../../steps/administration.ts';
import { contactFields } from './records/fields.tsx';
import { inFiles, type RecordKind } from './records/record-kind.ts';
import { Records } from './records/Records.tsx';
import { t } from '../../../../shared/words/words.ts';

type Values = Input<'places.saveLibrary'>['values'];

const kind: RecordKind<Values> = {
  one: t('library'),
  nameOf: ({ name }) => name,
  blank: { code: '', name: '', address: [], email: '', phone: '', barcodePrefix: '' },
  save: (id, values, opId) => ask('places.saveLibrary', { opId, id: id as LibraryId | null, values }),
  ...inFiles('library'),
  fields: [
    ...contactFields,
    {
      kind: 'text',
      name: 'barcodePrefix',
      label: t('Temporary barcodes begin with'),
      description: t(
        'For barcodes that Borrow Desk makes, followed by a number. Leave blank to use the library code and -T',
      ),
      longest: 20,
    },
  ],
};

/** The libraries whose desks use this program. */
export const LibrariesSettings = ({ state }: { readonly state: AppState }) => {
  const libraries = useLibraries();
  const doing = t('Changing libraries');
  return (
    <>
      <Text c="dimmed">
        {t('A library has desks, hours and patrons. Its name and address appear on slips and letters.')}
      </Text>
      <Records
        kind={kind}
        label={t('Libraries')}
        query={libraries}
        rows={libraries.data}
        columns={[
          { head: t('Code'), cell: ({ code }) => <bdi>{code}</bdi> },
          { head: t('E-mail'), cell: ({ email }) => <bdi>{email}</bdi> },
        ]}
        mayAdd={mayNot(state, doing, null)}
        mayChange={({ name }, id) => mayNot(state, doing, id as LibraryId, name)}
        empty={t('No libraries yet. Add the library this desk belongs to.')}
      />
    </>
  );
};
