import type { ReactNode } from 'react';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { mayNot } from './administration.ts';
import type { LibraryDraft } from './library-draft.ts';
import { draftOf, fieldsOfSection, formFieldsOf, settingsOf } from './library-draft.ts';
import { RecordFields } from './records/fields.tsx';
import { FormFrame } from './records/FormFrame.tsx';
import { useRecord } from './records/use-record.ts';
import { t } from '../../../../shared/words/words.ts';

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
    (draft, opId) => ask('app.saveLibrarySettings', { opId, settings: settingsOf(draft, fields) }),
    fields.map(({ key }) => key),
  );
  return (
    <FormFrame
      label={label}
      record={record}
      locked={mayNot(state, t('settings.changingHowTheLibraryWorks'), null)}
      focusFirst={false}
    >
      <RecordFields<LibraryDraft> fields={formFieldsOf(fields)} part={record} />
      {example?.(record.draft)}
    </FormFrame>
  );
};
