import { Text } from '@mantine/core';
import type { DeskRecord, LibraryRecord } from '../../../../../shared/ipc/calls/places.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { useDesks, useLibraries } from '../../../api/people.ts';
import { Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { RecordFields, type RecordField } from '../records/fields.tsx';
import classes from './SetUp.module.css';
import { useStep } from './use-step.ts';

const fields: readonly RecordField<'name' | 'email' | 'deskName' | 'holdShelf'>[] = [
  {
    kind: 'text',
    name: 'name',
    label: t('settings.nameOfTheLibrary'),
    description: t('settings.standsOnSlipsAndInLetters'),
    takesFocus: true,
    longest: 1000,
  },
  { kind: 'text', name: 'email', label: t('settings.eMailOfTheLibrary'), is: 'e-mail', longest: 320 },
  { kind: 'text', name: 'deskName', label: t('settings.nameOfThisDesk'), longest: 1000 },
  { kind: 'switch', name: 'holdShelf', label: t('settings.holdShelfItemsForPatronsOf') },
];

const Form = ({
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
      const { id: libraryId, lettersOff: _letters, editedAt: _edited, ...ofLibrary } = library;
      const { id: deskId, libraryName: _name, editedAt: _editedToo, ...ofDesk } = desk;
      const libraryValues = { ...ofLibrary, name, email };
      await ask('places.saveLibrary', { opId: newOpId(), id: libraryId, values: libraryValues });
      const deskValues = { ...ofDesk, name: deskName, holdShelf };
      await ask('places.saveDesk', { opId: newOpId(), id: deskId, values: deskValues });
    },
    next,
  );
  return (
    <form className={classes['form']} {...step.form}>
      <RecordFields fields={fields} part={step} />
      {step.errorOf('name') === null && step.errorOf('email') === null && <NotDone error={step.error} />}
      <Text size="sm" c="dimmed">
        {t('settings.furtherLibrariesAndDesksAreAdded')}
      </Text>
    </form>
  );
};

/** How the library and this desk are called. */
export const LibraryStep = ({ state, next }: { readonly state: AppState; readonly next: () => void }) => {
  const library = useLibraries().data?.find(({ id }) => id === state.desk.libraryId);
  const desk = useDesks().data?.find(({ id }) => id === state.desk.id);
  return library && desk ? <Form library={library} desk={desk} next={next} /> : <Waiting rows={3} />;
};
