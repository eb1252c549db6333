import { Switch, Text } from '@mantine/core';
import { LongSelect } from '../../components/LongSelect.tsx';
import type { DeskId, LibraryId } from '../../../../shared/domain/ids.ts';
import type { DeskRecord, LibraryRecord } from '../../../../shared/ipc/calls/places.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useDesks, useLibraries } from '../../api/people.ts';
import { mayNot } from './administration.ts';
import type { RecordKind } from './records/record-kind.ts';
import { NameAndCode } from './records/NameAndCode.tsx';
import { Records } from './records/Records.tsx';
import type { FormPart } from './records/use-record.ts';
import { t } from '../../../../shared/words/words.ts';

type Values = Input<'places.saveDesk'>['values'];
const doing = t('common.changingDesks');

const Fields = ({
  part,
  libraries,
}: {
  readonly part: FormPart<Values>;
  readonly libraries: readonly LibraryRecord[];
}) => {
  const { draft, put, errorOf } = part;
  return (
    <>
      <NameAndCode part={part} />
      <LongSelect
        label={t('settings.library')}
        value={String(draft.libraryId)}
        data={libraries.map(({ id, name }) => ({ value: String(id), label: name }))}
        error={errorOf('libraryId')}
        choose={(id) => put({ libraryId: Number(id) as LibraryId })}
      />
      <Switch
        label={t('settings.holdShelfItemsForPatronsOf')}
        checked={draft.holdShelf}
        onChange={({ currentTarget }) => put({ holdShelf: currentTarget.checked })}
      />
      <Switch
        label={t('settings.itemsAreReceivedHere')}
        checked={draft.receives}
        onChange={({ currentTarget }) => put({ receives: currentTarget.checked })}
      />
      <Switch
        label={t('settings.staffWorkHereItIsOffered')}
        checked={draft.active}
        onChange={({ currentTarget }) => put({ active: currentTarget.checked })}
      />
    </>
  );
};

const kindOf = (libraries: readonly LibraryRecord[], state: AppState): RecordKind<Values> => ({
  one: t('settings.desk'),
  fields: ['name', 'code', 'libraryId'],
  nameOf: ({ name }) => name,
  blank: {
    code: '',
    name: '',
    libraryId: state.desk.libraryId,
    holdShelf: true,
    receives: true,
    active: true,
  },
  save: (id, values, opId) => ask('places.saveDesk', { opId, id: id as DeskId | null, values }),
  remove: (id, opId) => ask('places.remove', { opId, kind: 'desk', id }),
  follow: (id, opId) => ask('places.followFile', { opId, kind: 'desk', id }),
  form: (part) => <Fields part={part} libraries={libraries} />,
});

/** What a form of a desk changes. */
export const deskValuesOf = ({ code, name, libraryId, holdShelf, receives, active }: DeskRecord): Values => ({
  code,
  name,
  libraryId,
  holdShelf,
  receives,
  active,
});

/** What a desk is for, in a few words. */
const doesWhat = ({ active, holdShelf, receives }: DeskRecord): string =>
  active
    ? [
        receives ? 'receives' : t('settings.doesNotReceive'),
        holdShelf ? t('settings.holdShelf') : t('common.noHoldShelf'),
      ].join(', ')
    : t('settings.nobodyWorksHere');

/** The desks of the libraries. */
export const DeskSettings = ({ state }: { readonly state: AppState }) => {
  const desks = useDesks();
  const libraries = useLibraries().data ?? [];
  const nameOf = (id: LibraryId): string | undefined => libraries.find((library) => library.id === id)?.name;
  return (
    <>
      <Text c="dimmed">{t('settings.aDeskIsWhereStaffWork')}</Text>
      <Records
        kind={kindOf(libraries, state)}
        label={t('common.desks')}
        query={{ rows: desks.data, error: desks.error, retry: () => void desks.refetch() }}
        columns={[
          { head: t('settings.library'), cell: ({ libraryName }) => <bdi>{libraryName}</bdi> },
          { head: t('settings.code'), cell: ({ code }) => <bdi>{code}</bdi> },
          { head: t('settings.whatFor'), cell: doesWhat },
        ]}
        valuesOf={deskValuesOf}
        mayAdd={mayNot(state, doing, null)}
        mayChange={({ libraryId }) => mayNot(state, doing, libraryId, nameOf(libraryId))}
        empty={t('settings.noDeskYetAddTheOne')}
      />
    </>
  );
};
