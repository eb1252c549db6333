import type { DeskRecord, LibraryRecord } from '../../../../../shared/ipc/calls/places.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { useDesks, useLibraries } from '../../../api/people.ts';
import { Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { RecordFields, type RecordField } from '../records/fields.tsx';
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

const LibraryForm = ({
  library,
  desk,
  next,
}: {
  readonly library: LibraryRecord;
  readonly desk: DeskRecord;
  readonly next: () => void;
}) => {
  const step = useStep(
    { name: library.name, email: library.email, deskName: desk.name, holdShelf: desk.holdShelf },
    async ({ name, email, deskName, holdShelf }) => {
      // Listed one by one: a record has more properties than its form saves.
      const { code, address, phone, barcodePrefix } = library;
      const libraryValues = { code, name, address, email, phone, barcodePrefix };
      await ask('places.saveLibrary', { opId: newOpId(), id: library.id, values: libraryValues });
      const { code: deskCode, libraryId, receives, active } = desk;
      const deskValues = { code: deskCode, name: deskName, libraryId, holdShelf, receives, active };
      await ask('places.saveDesk', { opId: newOpId(), id: desk.id, values: deskValues });
    },
    next,
  );
  return (
    <form {...step.form}>
      <Loaded>
        <RecordFields fields={fields} part={step} />
        {step.errorOf('name') === null && step.errorOf('email') === null && <NotDone error={step.error} />}
      </Loaded>
    </form>
  );
};

/** The names of the library and of this desk. */
export const LibraryPage = ({ state, next }: { readonly state: AppState; readonly next: () => void }) => {
  const library = useLibraries().data?.find(({ id }) => id === state.desk.libraryId);
  const desk = useDesks().data?.find(({ id }) => id === state.desk.id);
  return library && desk ? <LibraryForm library={library} desk={desk} next={next} /> : <Waiting rows={3} />;
};
