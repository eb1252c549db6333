import { Textarea } from '@mantine/core';
import type { RefObject } from 'react';
import { t } from '../../../../../shared/words/words.ts';

/** The maximum length of a message. */
const longestNote = 2000;

type NoteBoxProps = {
  readonly label?: string;
  readonly description?: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly field?: RefObject<HTMLTextAreaElement | null>;
};

/** A multi-line text box. Ctrl+Enter submits the form. */
export const NoteBox = ({ label = t('Note'), description, text, onText, field }: NoteBoxProps) => (
  <Textarea
    label={label}
    {...(description !== undefined && { description })}
    rows={3}
    maxLength={longestNote}
    value={text}
    dir="auto"
    {...(field && { ref: field })}
    onChange={({ currentTarget }) => onText(currentTarget.value)}
  />
);
