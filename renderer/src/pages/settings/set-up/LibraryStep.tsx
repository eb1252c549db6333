import { Switch, Text, TextInput } from '@mantine/core';
import type { DeskRecord, LibraryRecord } from '../../../../../shared/ipc/calls/places.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { useDesks, useLibraries } from '../../../api/people.ts';
import { Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { deskValuesOf } from '../DeskSettings.tsx';
import { libraryValuesOf } from '../LibrariesSettings.tsx';
import classes from './SetUp.module.css';
import { useStep } from './use-step.ts';

const Form = ({
  library,
  desk,
  next,
}: {
  readonly library: LibraryRecord;
  readonly desk: DeskRecord;
  readonly next: () => void;
}) => {
  const stored = {
    name: library.name,
    email: library.email,
    deskName: desk.name,
    holdShelf: desk.holdShelf,
  };
  const step = useStep(
    stored,
    async ({ name, email, deskName, holdShelf }) => {
      await ask('places.saveLibrary', {
        opId: newOpId(),
        id: library.id,
        values: { ...libraryValuesOf(library), name, email },
      });
      await ask('places.saveDesk', {
        opId: newOpId(),
        id: desk.id,
        values: { ...deskValuesOf(desk), name: deskName, holdShelf },
      });
    },
    next,
  );
  const { values, put, errorOf } = step;
  return (
    <form className={classes['form']} {...step.form}>
      <TextInput
        autoFocus
        label={t('settings.nameOfTheLibrary')}
        description={t('settings.standsOnSlipsAndInLetters')}
        value={values.name}
        error={errorOf('name')}
        onChange={({ currentTarget }) => put({ name: currentTarget.value })}
      />
      <TextInput
        type="email"
        label={t('settings.eMailOfTheLibrary')}
        value={values.email}
        error={errorOf('email')}
        onChange={({ currentTarget }) => put({ email: currentTarget.value })}
      />
      <TextInput
        label={t('settings.nameOfThisDesk')}
        value={values.deskName}
        onChange={({ currentTarget }) => put({ deskName: currentTarget.value })}
      />
      <Switch
        label={t('settings.holdShelfItemsForPatronsOf')}
        checked={values.holdShelf}
        onChange={({ currentTarget }) => put({ holdShelf: currentTarget.checked })}
      />
      {errorOf('name') === null && errorOf('email') === null && <NotDone error={step.error} />}
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
