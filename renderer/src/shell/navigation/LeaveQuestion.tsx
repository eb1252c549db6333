import { Button, Group, Text } from '@mantine/core';
import { DeskWindow } from '../../components/DeskWindow.tsx';
import { discardAndLeave, stay } from '../../places/leave-guard.ts';
import { t } from '../../../../shared/words/words.ts';

/** Asks before a form with unsaved input is left. Escape stays in the form. */
export const LeaveQuestion = () => {
  return (
    <DeskWindow
      onClose={stay}
      title={t('Not saved yet')}
      yOffset="20vh"
      // Its Escape must not reach a window behind it.
      closeOnEscape={false}
      closeOnClickOutside={false}
      withCloseButton={false}
    >
      <Text mb="md">{t('Your changes here aren’t saved. They will be lost if you leave.')}</Text>
      <Group
        onKeyDown={(event) => {
          if (event.key === 'Escape') stay();
        }}
      >
        <Button data-autofocus data-mantine-stop-propagation="true" onClick={stay}>
          {t('Keep editing')}
        </Button>
        <Button variant="default" data-mantine-stop-propagation="true" onClick={discardAndLeave}>
          {t('Discard changes')}
        </Button>
      </Group>
    </DeskWindow>
  );
};
