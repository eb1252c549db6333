import { TextInput } from '@mantine/core';
import type { TextInputProps } from '@mantine/core';
import type { FormPart } from './use-record.ts';

/** A text of a record in its box: what is typed goes into the draft, a refusal that concerns it stands below. */
export const RecordText = <K extends string>({
  part: { draft, put, errorOf },
  field,
  ...box
}: {
  readonly part: FormPart<{ readonly [F in K]: string }>;
  readonly field: K;
} & Pick<
  TextInputProps,
  'label' | 'description' | 'required' | 'maxLength' | 'dir' | 'type' | 'inputMode' | 'disabled'
>) => (
  <TextInput
    {...box}
    value={draft[field]}
    error={errorOf(field)}
    onChange={({ currentTarget }) =>
      put({ [field]: currentTarget.value } as Partial<{ readonly [F in K]: string }>)
    }
  />
);
