import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../../api/desk.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { t } from '../../../../../shared/words/words.ts';

const Confirm = ({ leave }: { readonly leave: () => void }) => {
  const move = useMutation({
    mutationFn: () => ask('backups.move', {}),
    // The dialog was closed: nothing was done.
    onSuccess: (done) => {
      if (done === null) leave();
    },
  });
  return (
    <Stack
      role="group"
      aria-label={t('backups.moveToAnotherWorkstation')}
      gap="xs"
      onKeyDown={({ key }) => {
        if (key === 'Escape' && !move.isPending) leave();
      }}
    >
      <Text>{t('backups.everythingGoesIntoOneFile')}</Text>
      <Group gap="xs">
        <Button data-autofocus autoFocus loading={move.isPending} onClick={() => move.mutate()}>
          {t('backups.saveTheFileAndRest')}
        </Button>
        <Button variant="default" disabled={move.isPending} onClick={leave}>
          {t('common.leaveIt')}
        </Button>
      </Group>
      <NotDone error={move.error} />
    </Stack>
  );
};

/** The library to another workstation, and one from there. */
export const AnotherWorkstation = ({
  locked,
  open,
  opening,
}: {
  readonly locked: string | null;
  /** Asks for the file of a library. */
  readonly open: () => void;
  readonly opening: boolean;
}) => {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Title order={3} size="h4">
        {t('backups.anotherWorkstation')}
      </Title>
      {asks ? (
        <Confirm leave={() => setAsks(false)} />
      ) : (
        <Group gap="xs">
          <Button
            variant="default"
            disabled={locked !== null || opening}
            title={locked ?? ''}
            onClick={() => setAsks(true)}
          >
            {t('backups.moveToAnotherWorkstation2')}
          </Button>
          <Button
            variant="default"
            disabled={locked !== null}
            loading={opening}
            title={locked ?? ''}
            onClick={open}
          >
            {t('backups.openALibraryFromAnother')}
          </Button>
        </Group>
      )}
    </>
  );
};
