import { RecordText } from './RecordText.tsx';
import type { FormPart } from './use-record.ts';

/** Name and code of a record that library files know by its code. */
export const NameAndCode = ({
  part,
}: {
  readonly part: FormPart<{ readonly code: string; readonly name: string }>;
}) => (
  <>
    <RecordText part={part} field="name" label="Name" required dir="auto" maxLength={1000} />
    <RecordText
      part={part}
      field="code"
      label="Code"
      description="Library files know it by this code. If you change it here, change it in the file as well."
      required
      maxLength={64}
    />
  </>
);
