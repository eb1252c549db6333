import { NativeSelect, Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { mayNot } from './administration.ts';
import type { LibraryDraft, LibraryField } from './library-draft.ts';
import { draftOf, fieldsOfSection, settingsOf } from './library-draft.ts';
import { FormFrame } from './records/FormFrame.tsx';
import type { FormPart } from './records/use-record.ts';
import { useRecord } from './records/use-record.ts';
import { t } from '../../../../shared/words/words.ts';

const Field = ({
  field: { key, facts },
  part: { draft, put, errorOf },
}: {
  readonly field: LibraryField;
  readonly part: FormPart<LibraryDraft>;
}) => {
  const value = draft[key] ?? '';
  switch (facts.kind) {
    case 'choice':
      return (
        <NativeSelect
          label={facts.label}
          value={String(value)}
          data={Object.entries(facts.choices).map(([choice, label]) => ({ value: choice, label }))}
          onChange={({ currentTarget }) => put({ [key]: currentTarget.value })}
        />
      );
    case 'switch':
      return (
        <Switch
          label={facts.label}
          checked={value === true}
          onChange={({ currentTarget }) => put({ [key]: currentTarget.checked })}
        />
      );
    case 'list':
      // A list has a section with a form of its own.
      return null;
    case 'text':
    case 'number':
      return (
        <TextInput
          label={facts.label}
          {...(facts.kind === 'number'
            ? { description: facts.description, inputMode: 'numeric', maxLength: 4 }
            : { maxLength: facts.longest })}
          value={String(value)}
          error={errorOf(key)}
          onChange={({ currentTarget }) => put({ [key]: currentTarget.value })}
        />
      );
  }
};

/** How the library works: the settings of one section, as the list of settings has them. */
export const LibrarySettings = ({
  state,
  section,
  label,
  example,
}: {
  readonly state: AppState;
  readonly section: string;
  readonly label: string;
  /** What the values come to, shown while they are being set. */
  readonly example?: (draft: LibraryDraft) => ReactNode;
}) => {
  const fields = fieldsOfSection(section);
  const record = useRecord<LibraryDraft>(
    draftOf(state.settings, fields),
    async (draft, opId) => {
      await ask('app.saveLibrarySettings', { opId, settings: settingsOf(draft, fields) });
    },
    fields.map(({ key }) => key),
  );
  return (
    <FormFrame
      label={label}
      record={record}
      locked={mayNot(state, t('settings.changingHowTheLibraryWorks'), null)}
      focusFirst={false}
    >
      {fields.map((field) => (
        <Field key={field.key} field={field} part={record} />
      ))}
      {example?.(record.draft)}
    </FormFrame>
  );
};
