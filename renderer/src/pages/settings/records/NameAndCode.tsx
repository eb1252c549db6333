import { RecordText } from './RecordText.tsx';
import type { FormPart } from './use-record.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Name and code of a record that library files know by its code. */
export const NameAndCode = ({
  part,
}: {
  readonly part: FormPart<{ readonly code: string; readonly name: string }>;
}) => (
  <>
    <RecordText part={part} field="name" label={t('common.name')} required dir="auto" maxLength={1000} />
    <RecordText
      part={part}
      field="code"
      label={t('settings.code')}
      description={t('settings.libraryFilesKnowItByThis')}
      required
      maxLength={64}
    />
  </>
);
