import { Text } from '@mantine/core';
import type { DeskId, LibraryId } from '../../../../shared/domain/ids.ts';
import type { DeskRecord, LibraryRecord } from '../../../../shared/ipc/calls/places.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useDesks, useLibraries } from '../../api/people.ts';
import { mayNot } from '../../steps/administration.ts';
import { DeskWorkForm } from './DeskWorkForm.tsx';
import { libraryField, nameAndCode } from './records/fields.tsx';
import { inFiles, type RecordKind } from './records/record-kind.ts';
import { Records } from './records/Records.tsx';
import { t } from '../../../../shared/words/words.ts';

type Values = Input<'places.saveDesk'>['values'] & { readonly code: string };

const kindOf = (libraries: readonly LibraryRecord[], libraryId: LibraryId): RecordKind<Values> => ({
  one: t('desk'),
  nameOf: ({ name }) => name,
  blank: { code: '', name: '', libraryId, holdShelf: true, receives: true, active: true },
  save: (id, values, opId) => ask('places.saveDesk', { opId, id: id as DeskId | null, values }),
  asks: async (id, values) => {
    const { libraryId, holdShelf, active } = values;
    const work = await ask('places.deskWork', { id: id as DeskId, values: { libraryId, holdShelf, active } });
    if (work === null) return null;
    return ({ save, cancel }) => (
      <DeskWorkForm
        name={values.name}
        work={work}
        save={(choice) =>
          save((opId) => ask('places.saveDesk', { opId, id: id as DeskId, values, work: choice }))
        }
        cancel={cancel}
      />
    );
  },
  undo: (id, values, undoes, opId) =>
    ask('places.saveDesk', { opId, id: id as DeskId, values, work: { undoes } }),
  ...inFiles('desk'),
  fields: [
    ...nameAndCode,
    libraryField(libraries),
    { kind: 'switch', name: 'holdShelf', label: t('Hold shelf: items for this desk’s patrons wait here') },
    { kind: 'switch', name: 'receives', label: t('Items are received here') },
    {
      kind: 'switch',
      name: 'active',
      label: t('In use: offered under “Currently at” and as a pickup location'),
    },
  ],
});

/** Describes a desk in a few words. */
const doesWhat = ({ active, holdShelf, receives }: DeskRecord): string =>
  active
    ? [
        receives ? t('receives') : t('does not receive'),
        holdShelf ? t('hold shelf') : t('no hold shelf'),
      ].join(', ')
    : t('not in use');

/** The desks of the libraries. */
export const DeskSettings = ({ state }: { readonly state: AppState }) => {
  const desks = useDesks();
  const libraries = useLibraries().data ?? [];
  const nameOf = (id: LibraryId): string | undefined => libraries.find((library) => library.id === id)?.name;
  const doing = t('Changing desks');
  return (
    <>
      <Text c="dimmed">{t('A desk is where staff work and where patrons collect.')}</Text>
      <Records
        kind={kindOf(libraries, state.desk.libraryId)}
        label={t('Desks')}
        query={desks}
        rows={desks.data}
        columns={[
          { head: t('Library'), cell: ({ libraryName }) => <bdi>{libraryName}</bdi> },
          { head: t('Code'), cell: ({ code }) => <bdi>{code}</bdi> },
          { head: t('Function'), widthPx: 200, cell: doesWhat },
        ]}
        mayAdd={mayNot(state, doing, null)}
        mayChange={({ libraryId }) => mayNot(state, doing, libraryId, nameOf(libraryId))}
        empty={t('No desks yet. Add the desk where this workstation is.')}
      />
    </>
  );
};
