import { TextInput } from '@mantine/core';
import type { TextInputProps } from '@mantine/core';
import { t } from '../../../../../shared/words/words.ts';

/** What this workstation is called among the others. */
export const NameField = (props: TextInputProps) => (
  <TextInput
    label={t('hub.nameOfThisWorkstation')}
    description={t('hub.theOthersSeeItByThisName')}
    autoComplete="off"
    maxLength={100}
    {...props}
  />
);
