import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Button, Group, Modal, Text } from '@mantine/core';
import { useFocusBack } from '../../components/focus-back.ts';
import { discardAndLeave, stay } from '../../places/leave-guard.ts';
import { t } from '../../../../shared/words/words.ts';

/** Asked once before a form is left whose input is not saved. Escape keeps it. */
export const LeaveQuestion = () => {
  useFocusBack();
  return (
    <Modal
      opened
      onClose={stay}
      title={t('common.notSavedYet')}
      yOffset="20vh"
      // Its Escape must not reach a window behind it.
      closeOnEscape={false}
      closeOnClickOutside={false}
      withCloseButton={false}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
    >
      <Text mb="md">{t('navigation.whatYouChangedHereIsNot')}</Text>
      <Group
        onKeyDown={(event) => {
          if (event.key === 'Escape') stay();
        }}
      >
        <Button data-autofocus data-mantine-stop-propagation="true" onClick={stay}>
          {t('navigation.keepEditing')}
        </Button>
        <Button variant="default" data-mantine-stop-propagation="true" onClick={discardAndLeave}>
          {t('common.discardChanges')}
        </Button>
      </Group>
    </Modal>
  );
};
