import { useState, type ReactNode } from 'react';
import { deskOfSameName } from '../../../../../shared/domain/desk-names.ts';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { isUnnamedFirstDesk } from '../../../../../shared/domain/set-up.ts';
import type { DeskRecord, LibraryRecord } from '../../../../../shared/ipc/calls/places.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { useDesks, useLibraries } from '../../../api/people.ts';
import { LongSelect } from '../../../components/LongSelect.tsx';
import { Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { namesOf, RecordFields, type RecordField } from '../records/fields.tsx';
import { Loaded } from './Loaded.tsx';
import { useStep } from './use-step.ts';

const fields: readonly RecordField<'name' | 'email' | 'deskName' | 'holdShelf'>[] = [
  {
    kind: 'text',
    name: 'name',
    label: t('Library name'),
    description: t('Appears on slips and letters.'),
    longest: 1000,
  },
  { kind: 'text', name: 'email', label: t('Library e-mail'), is: 'e-mail', longest: 320 },
  { kind: 'text', name: 'deskName', label: t('Desk name'), longest: 1000 },
  { kind: 'switch', name: 'holdShelf', label: t('Hold shelf: items for this desk’s patrons wait here') },
];

type Values = {
  readonly name: string;
  readonly email: string;
  readonly deskName: string;
  readonly holdShelf: boolean;
};

/** The desk of the form; without an id, it is added. */
type DeskHere = Omit<DeskRecord, 'id' | 'code' | 'libraryName' | 'editedAt'> & {
  readonly id: DeskId | null;
  readonly code: string | null;
  /** Whether it gets its name here. */
  readonly isNew: boolean;
};

/** Saves the library if it was changed. */
const saveLibrary = async (library: LibraryRecord, { name, email }: Values): Promise<void> => {
  if (name === library.name && email === library.email) return;
  // Listed one by one: a record has more properties than its form saves.
  const { id, code, address, phone, barcodePrefix } = library;
  const values = { code, name, address, email, phone, barcodePrefix };
  await ask('places.saveLibrary', { opId: newOpId(), id, values });
};

/** Saves the desk if it was changed; a new one with the name of another desk of its library is that desk. Returns its id. */
const saveDesk = async (
  { id, isNew, ...desk }: DeskHere,
  { deskName, holdShelf }: Values,
  all: readonly DeskRecord[],
): Promise<DeskId> => {
  const same = deskOfSameName(all, { id, name: deskName, libraryId: desk.libraryId });
  if (isNew && same) return same.id;
  if (id !== null && deskName === desk.name && holdShelf === desk.holdShelf) return id;
  const values = { ...desk, name: deskName, holdShelf };
  return (await ask('places.saveDesk', { opId: newOpId(), id, values })).id as DeskId;
};

const LibraryForm = ({
  library,
  desk,
  all,
  here,
  next,
  choice,
}: {
  readonly library: LibraryRecord;
  readonly desk: DeskHere;
  readonly all: readonly DeskRecord[];
  readonly here: DeskId;
  readonly next: () => void;
  readonly choice: ReactNode;
}) => {
  const [ofDesk, setOfDesk] = useState(false);
  const step = useStep<Values>(
    { name: library.name, email: library.email, deskName: desk.name, holdShelf: desk.holdShelf },
    async (values) => {
      setOfDesk(false);
      await saveLibrary(library, values);
      setOfDesk(true);
      const deskId = await saveDesk(desk, values, all);
      if (deskId !== here) await ask('app.chooseDesk', { deskId, insteadOfFirst: true });
    },
    next,
    desk.id !== here,
  );
  const errorOf = (field: string): string | null => {
    if (!ofDesk) return step.errorOf(field);
    return field === 'deskName' ? step.errorOf('name') : null;
  };
  return (
    <form {...step.form}>
      <Loaded>
        {choice}
        <RecordFields fields={fields} part={{ ...step, errorOf }} />
        {namesOf(fields).every((name) => errorOf(name) === null) && <NotDone error={step.error} />}
      </Loaded>
    </form>
  );
};

const another = 'another';

/** The desks that a file or staff have brought, and another one: the one of the first start as long as it has no name. */
const Choosing = ({
  state,
  libraries,
  desks,
  next,
}: {
  readonly state: AppState;
  readonly libraries: readonly LibraryRecord[];
  readonly desks: readonly DeskRecord[];
  readonly next: () => void;
}) => {
  const now = desks.find(({ id }) => id === state.desk.id);
  const known = desks.filter((desk) => desk.active && !isUnnamedFirstDesk(desk));
  const [first] = known;
  const [chosen, choose] = useState(() =>
    String((known.find(({ id }) => id === now?.id) ?? first)?.id ?? another),
  );
  const spare = desks.find((desk) => desk.active && isUnnamedFirstDesk(desk));
  const { libraryId } = state.desk;
  const blank = { name: '', libraryId, holdShelf: true, receives: true, active: true };
  const added: DeskHere = spare
    ? { ...onlyValues(spare), isNew: true, ...(known.length > 0 && { name: '' }) }
    : { ...blank, id: null, code: null, isNew: true };
  const found = known.find(({ id }) => String(id) === chosen);
  const desk = found ? onlyValues(found) : added;
  const library = libraries.find(({ id }) => id === desk.libraryId);
  if (!library) return <Waiting rows={3} />;
  const options = known.map(({ id, name, libraryName }) => ({
    value: String(id),
    label: libraries.length > 1 ? `${name} (${libraryName})` : name,
  }));
  return (
    <LibraryForm
      key={chosen}
      {...{ library, desk, all: desks, here: state.desk.id, next }}
      choice={
        known.length > 0 && (
          <LongSelect
            label={t('This workstation is at')}
            value={chosen}
            data={[...options, { value: another, label: t('Add another desk') }]}
            choose={choose}
          />
        )
      }
    />
  );
};

const onlyValues = ({ id, code, name, libraryId, holdShelf, receives, active }: DeskRecord): DeskHere => ({
  id,
  code,
  name,
  libraryId,
  holdShelf,
  receives,
  active,
  isNew: false,
});

/** The desk of this workstation, and the names of it and its library. */
export const LibraryPage = ({ state, next }: { readonly state: AppState; readonly next: () => void }) => {
  const libraries = useLibraries().data;
  const desks = useDesks().data;
  if (!libraries || !desks) return <Waiting rows={3} />;
  return <Choosing {...{ state, libraries, desks, next }} key={desks.map(({ id }) => id).join(' ')} />;
};
