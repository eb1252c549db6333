import { Button, Group, Text } from '@mantine/core';
import { useRef } from 'react';
import type { LibraryRecord } from '../../../../shared/ipc/calls/places.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { useRetainedFocus } from '../../components/retained-focus.ts';
import { draftOf, fieldsOfSection, formFieldsOf, type LibraryDraft, settingsOf } from './LibrarySettings.tsx';
import { RecordFields } from './records/fields.tsx';
import { useRecord } from './records/use-record.ts';
import classes from './LetterSettings.module.css';

const fields = fieldsOfSection('letters');

/** The language of a library's letters. It needs an explicit save, because later letters use another language. */
export const LetterLanguage = ({
  library,
  refusal,
}: {
  readonly library: LibraryRecord;
  readonly refusal: string | null;
}) => {
  const record = useRecord<LibraryDraft>(
    draftOf(library.settings, fields),
    (draft, opId) =>
      ask('app.saveLibrarySettings', { opId, libraryId: library.id, settings: settingsOf(draft, fields) }),
    [],
  );
  const form = useRef<HTMLFormElement>(null);
  // Its buttons disappear once they are done.
  useRetainedFocus(form);
  const { isChanged, isBusy, problem, submit, discard, undo } = record;
  return (
    <form
      ref={form}
      tabIndex={-1}
      aria-label={t('Language of letters')}
      className={classes['language']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && !isBusy && refusal === null) submit();
      }}
    >
      <Group align="flex-end" gap="xs">
        <RecordFields<LibraryDraft> fields={formFieldsOf(fields)} part={record} disabled={refusal !== null} />
        {isChanged && (
          <>
            <Button type="submit" loading={isBusy}>
              {t('Save')}
            </Button>
            <Button variant="default" disabled={isBusy} onClick={discard}>
              {t('Discard changes')}
            </Button>
          </>
        )}
        {undo && !isChanged && (
          <Button variant="default" disabled={isBusy} onClick={undo}>
            {t('Undo')}
          </Button>
        )}
      </Group>
      {problem !== null && (
        <Text role="alert" c="var(--desk-stop)">
          {problem}
        </Text>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        {t('Used for default texts, dates and labels. Texts you have changed are kept.')}
      </Text>
    </form>
  );
};
