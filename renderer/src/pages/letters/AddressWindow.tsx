import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import { ask, errorAt } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { DeskWindow } from '../../components/DeskWindow.tsx';
import { WindowButtons } from '../../components/WindowFooter.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

const savedWords = (reader: string, letters: number): string =>
  t(
    'The address for {reader} is saved.{letters, plural, =0 {} one { # letter is queued for it.} other { # letters are queued for it.}}',
    { reader, letters },
  );

/**
 * Edits the e-mail address of a letter's recipient: it is stored in their record, which releases this letter and others that wait for it.
 */
export const AddressWindow = ({
  row,
  saved,
  close,
}: {
  readonly row: LetterRow;
  /** Receives a sentence about the result. */
  readonly saved: (words: string) => void;
  readonly close: () => void;
}) => {
  const [email, setEmail] = useState(row.readerEmail);
  const save = useMutation({
    mutationFn: (opId: OpId) => ask('letters.saveAddress', { opId, id: row.id, email }),
    onSuccess: ({ letters }) => {
      close();
      saved(savedWords(row.readerName, letters));
    },
  });
  const atField = errorAt(save.error, 'email');
  return (
    <DeskWindow
      onClose={close}
      title={tx('E-mail address for {readerName}', { readerName: <bdi>{row.readerName}</bdi> })}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate(newOpId());
        }}
      >
        <Stack gap="sm">
          <TextInput
            data-autofocus
            type="email"
            label={t('E-mail')}
            maxLength={320}
            autoComplete="off"
            value={email}
            error={atField}
            onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          />
          <Text size="sm" c="dimmed">
            {t(
              '{recipient, select, patron {Saved with the patron. Letters to this patron waiting for an address will be queued.} other {Saved with the partner. Letters to this partner waiting for an address will be queued.}}',
              { recipient: row.recipient },
            )}
          </Text>
          {atField === null && <NotDone error={save.error} />}
          <WindowButtons>
            <Button variant="default" onClick={close}>
              {t('Cancel')}
            </Button>
            <Button type="submit">{t('Save and send')}</Button>
          </WindowButtons>
        </Stack>
      </form>
    </DeskWindow>
  );
};
