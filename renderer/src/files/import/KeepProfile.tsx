import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, errorAt } from '../../api/desk.ts';
import type { AskedFile } from '../../machines/import.machine.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';

/** Keeps how the file is read under a name, for the next one with the same columns. */
export const KeepProfile = ({
  asked,
  keptName,
}: {
  readonly asked: AskedFile;
  /** The profile by which the file is read now. */
  readonly keptName: string | null;
}) => {
  const client = useQueryClient();
  const [name, setName] = useState(keptName ?? '');
  const keep = useMutation({
    mutationFn: (kept: string) => ask('libraryFile.keepProfile', { ...asked, name: kept }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['chosen-file', 'read'] }),
  });
  const atField = errorAt(keep.error, 'name');
  return (
    <form
      noValidate
      aria-label={t('import.keepAsAProfile')}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && !keep.isPending) keep.mutate(name.trim());
      }}
    >
      <Group align="flex-end" gap="xs">
        <TextInput
          label={t('import.keepAsAProfile')}
          description={t('import.theNextFileIsReadSo')}
          value={name}
          maxLength={100}
          autoComplete="off"
          error={atField}
          onChange={({ currentTarget }) => {
            setName(currentTarget.value);
            keep.reset();
          }}
          flex="1 1 14rem"
        />
        <Button type="submit" variant="default" disabled={name.trim() === ''}>
          {t('import.keep')}
        </Button>
      </Group>
      {atField === null && <NotDone error={keep.error} />}
      <Text role="status" size="sm">
        {keep.isSuccess ? t('import.isKept', { name: keep.variables }) : ''}
      </Text>
    </form>
  );
};
