import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { restoreWord } from '../../../../../shared/domain/backups.ts';
import type { RestorePicture } from '../../../../../shared/ipc/backup-views.ts';
import { ask } from '../../../api/desk.ts';
import { Moment } from '../../../components/Dates.tsx';
import { useFocusBack } from '../../../components/focus-back.ts';
import { clearOfFooter, WindowButtons, WindowFooter } from '../../../components/WindowFooter.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { RestorePictureView } from './RestorePictureView.tsx';
import { t } from '../../../../../shared/words/words.ts';
import { tx } from '../../../components/tx.ts';

const isTyped = (text: string): boolean => text.trim() === restoreWord;

/** Shows what would change, and does it after the word was typed. Escape leaves everything as it is. */
export const RestoreWindow = ({
  picture,
  close,
}: {
  readonly picture: RestorePicture;
  readonly close: () => void;
}) => {
  useFocusBack();
  const [typed, setTyped] = useState('');
  const restore = useMutation({
    mutationFn: () => ask('backups.restore', { token: picture.token, typed }),
  });
  const leave = (): void => {
    if (restore.isPending || restore.isSuccess) return;
    void ask('backups.leave', {}).catch(() => undefined);
    close();
  };
  return (
    <Modal
      opened
      onClose={leave}
      size="44rem"
      title={
        picture.takenAt === null
          ? tx('backups.openTheLibraryOfTheFile', { fileName: <bdi>{picture.fileName}</bdi> })
          : tx('backups.restoreTheBackupOfAt', { at: <Moment at={picture.takenAt} /> })
      }
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      styles={clearOfFooter}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isTyped(typed) && !restore.isPending) restore.mutate();
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
    </Modal>
  );
};
