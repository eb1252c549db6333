import { Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { LetterCode } from '../../../../shared/domain/letters/all-letters.ts';
import type { LetterPreview as Preview } from '../../../../shared/ipc/calls/letters.ts';
import { ask, sentenceOf } from '../../api/desk.ts';
import { LetterText } from '../../components/LetterText.tsx';
import { t } from '../../../../shared/words/words.ts';

/** A letter as the text that is being edited would make it, with what is wrong in it. */
export const LetterPreview = ({
  code,
  subject,
  body,
}: {
  readonly code: LetterCode;
  readonly subject: string;
  readonly body: string;
}) => {
  const [externalId, setExternalId] = useState('');
  const wanted = useDeferredValue({ code, subject, body, externalId });
  const preview = useQuery({
    queryKey: ['messages', 'preview', wanted],
    queryFn: () => ask('letters.preview', wanted),
    placeholderData: (before: Preview | undefined) => before,
    // Each keystroke is a question of its own: none is kept.
    gcTime: 0,
  });
  return (
    <Stack gap="sm">
      <TextInput
        label={t('settings.showItForTheRequest')}
        description={t('settings.externalIdentifierEmptyForAMade')}
        maxLength={64}
        value={externalId}
        onChange={({ currentTarget }) => setExternalId(currentTarget.value)}
      />
      {preview.error && <Text role="status">{sentenceOf(preview.error)}</Text>}
      {preview.data && preview.data.faults.length > 0 && (
        <div role="alert">
          {preview.data.faults.map(({ part, line, message }) => (
            <Text key={`${part} ${line} ${message}`} c="var(--desk-stop)">
              {part === 'subject' ? t('settings.subject') : t('settings.line', { line })}: {message}
            </Text>
          ))}
        </div>
      )}
      {preview.data && (
        <LetterText label={t('settings.preview')} subject={preview.data.subject} body={preview.data.body} />
      )}
    </Stack>
  );
};
