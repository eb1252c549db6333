import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Button, Modal, Stack, Text } from '@mantine/core';
import { stepName } from '../../../shared/domain/steps/all-steps.ts';
import { TimeOfDay } from '../components/Dates.tsx';
import { useFocusBack } from '../components/focus-back.ts';
import { OutsideWords } from '../components/Outside.tsx';
import { WindowButtons, WindowFooter } from '../components/WindowFooter.tsx';
import type { UndoQuestion as Question } from './undo-question.ts';
import { closeUndoQuestion } from './undo-question.ts';
import { t } from '../../../shared/words/words.ts';
import { tx } from '../components/tx.ts';

/** Asks for confirmation before steps are undone that the operator cannot see, or of which someone was notified. Escape cancels. */
export const UndoQuestion = ({
  question: { count, steps, because, preview, goOn },
}: {
  readonly question: Question;
}) => {
  useFocusBack();
  const [step] = steps;
  return (
    <Modal
      opened
      onClose={closeUndoQuestion}
      title={count === 1 ? t('Undo this step?') : t('Undo {count} steps?', { count })}
      yOffset="20vh"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
      returnFocus={false}
    >
      <Stack gap="sm">
        {step && count === 1 && (
          <Text>
            {tx('{kind} at {at}: {title} · {externalId}', {
              kind: <strong>{stepName(step.kind)}</strong>,
              at: <TimeOfDay at={step.at} />,
              title: <OutsideWords text={step.title} />,
              externalId: <bdi>{step.externalId}</bdi>,
            })}
          </Text>
        )}
        <Text>{because.join(' ')}</Text>
        <Text>{preview.join(' ')}</Text>
        <WindowFooter>
          <WindowButtons>
            <Button variant="default" onClick={closeUndoQuestion}>
              {t('Cancel')}
            </Button>
            <Button
              data-autofocus
              onClick={() => {
                closeUndoQuestion();
                goOn();
              }}
            >
              {t('Undo')}
            </Button>
          </WindowButtons>
        </WindowFooter>
      </Stack>
    </Modal>
  );
};
