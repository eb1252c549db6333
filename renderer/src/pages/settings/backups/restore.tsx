import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { restoreWord } from '../../../../../shared/domain/backups.ts';
import type { RestorePicture } from '../../../../../shared/ipc/backup-views.ts';
import { ask } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { DeskWindow } from '../../../components/DeskWindow.tsx';
import { clearOfFooter, WindowButtons, WindowFooter } from '../../../components/WindowFooter.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { RestorePictureView } from './RestorePictureView.tsx';
import { t } from '../../../../../shared/words/words.ts';
import { tx } from '../../../components/tx.ts';

const isTyped = (text: string): boolean => text.trim() === restoreWord;

const Form = ({
  picture,
  restore,
  leave,
}: {
  readonly picture: RestorePicture;
  readonly restore: UseMutationResult<unknown, Error, string>;
  readonly leave: () => void;
}) => {
  const [typed, setTyped] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isTyped(typed) && !restore.isPending) restore.mutate(typed);
      }}
    >
      <Stack gap="sm">
        <RestorePictureView picture={picture} />
        <Text>{t('backups.theLibraryAsItIsNow')}</Text>
        <TextInput
          data-autofocus
          autoComplete="off"
          label={t('backups.typeToGoOn', { word: restoreWord })}
          value={typed}
          maxLength={64}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <WindowFooter>
          {restore.isSuccess && <Text role="status">{t('backups.borrowDeskStartsAgain')}</Text>}
          <NotDone error={restore.error} />
          <WindowButtons>
            <Button variant="default" onClick={leave}>
              {t('common.cancel')}
            </Button>
            <Button
              type="submit"
              color="red"
              disabled={!isTyped(typed)}
              loading={restore.isPending || restore.isSuccess}
            >
              {t('backups.restoreAndStartAgain')}
            </Button>
          </WindowButtons>
        </WindowFooter>
      </Stack>
    </form>
  );
};

/** Shows what would change, and does it after the word was typed. Escape leaves everything as it is. */
const RestoreWindow = ({
  picture,
  close,
}: {
  readonly picture: RestorePicture;
  readonly close: () => void;
}) => {
  const restore = useMutation({
    mutationFn: (typed: string) => ask('backups.restore', { token: picture.token, typed }),
  });
  const leave = (): void => {
    if (restore.isPending || restore.isSuccess) return;
    void ask('backups.leave', {}).catch(() => undefined);
    close();
  };
  return (
    <DeskWindow
      onClose={leave}
      size="44rem"
      title={
        picture.takenAt === null
          ? tx('backups.openTheLibraryOfTheFile', { fileName: <bdi>{picture.fileName}</bdi> })
          : tx('backups.restoreTheBackupOfAt', { at: <Moment at={picture.takenAt} /> })
      }
      closeOnClickOutside={false}
      styles={clearOfFooter}
    >
      <Form {...{ picture, restore, leave }} />
    </DeskWindow>
  );
};

/** What leads to the window that shows what would change: a backup of the list, or a file that is chosen. */
export type Restore = {
  readonly ofBackup: (name: string) => void;
  readonly ofFile: () => void;
  /** The backup that is being brought; null for none. */
  readonly bringing: string | null;
  readonly opening: boolean;
  readonly error: unknown;
  readonly window: ReactNode;
};

export const useRestore = (): Restore => {
  const bring = useMutation({ mutationFn: (name: string) => ask('backups.bring', { name }) });
  const file = useMutation({ mutationFn: () => ask('backups.bringFile', {}) });
  const picture = bring.data ?? file.data ?? null;
  const close = (): void => {
    bring.reset();
    file.reset();
  };
  return {
    ofBackup: (name) => {
      close();
      bring.mutate(name);
    },
    ofFile: () => {
      close();
      file.mutate();
    },
    bringing: bring.isPending ? bring.variables : null,
    opening: file.isPending,
    error: bring.error ?? file.error,
    window: picture && <RestoreWindow key={picture.token} picture={picture} close={close} />,
  };
};

/** The button that asks for the file of a library from another workstation. */
export const OpenLibrary = ({
  locked,
  restore: { opening, ofFile },
}: {
  readonly locked: string | null;
  readonly restore: Restore;
}) => (
  <CallButton call={{ isPending: opening, mutate: ofFile }} locked={locked} loading={opening}>
    {t('backups.openALibraryFromAnother')}
  </CallButton>
);
