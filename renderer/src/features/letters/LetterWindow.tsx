import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { mayHaveLeft, messageLabel } from '../../../../shared/domain/messages.ts';
import type { LetterView } from '../../../../shared/ipc/calls/letters.ts';
import { sentenceOf } from '../../api/desk.ts';
import { useFocusBack } from '../../components/focus-back.ts';
import { LoadFailed, Waiting } from '../../shell/notices/LoadStates.tsx';
import { clearOfFooter, WindowFooter } from '../../components/WindowFooter.tsx';
import { LetterState } from './LetterState.tsx';
import { LetterText } from '../../components/LetterText.tsx';
import { useLetter, useLetterAction, useLetterRefusal } from './use-letters.ts';

const Letter = ({ letter }: { readonly letter: LetterView }) => {
  const { row, address, subject, body, frozen } = letter;
  const action = useLetterAction(row.id);
  const left = mayHaveLeft(row.state);
  const refusal = useLetterRefusal(row);
  const offersSending = !left && !row.corrected;
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A letter that waits is opened to be sent; one that has left only to be read.
    first.current?.querySelector<HTMLElement>('[data-first]:not(:disabled)')?.focus();
  }, []);
  const idle = refusal === null && !action.isPending;
  return (
    <Stack gap="sm" ref={first}>
      <Text component="div">
        For <bdi>{row.readerName || 'nobody that is recorded'}</bdi>
        {address !== '' && (
          <>
            {' '}
            (<bdi>{address}</bdi>)
          </>
        )}
      </Text>
      <div role="status">
        <LetterState row={row} />
      </div>
      {!frozen && (
        <Text size="sm" c="dimmed">
          It is written when it leaves; this is how it would read now.
        </Text>
      )}
      <LetterText label="Text of the letter" subject={subject} body={body} />
      <WindowFooter>
        <Group>
          {offersSending && (
            <Button data-first disabled={!idle} onClick={() => action.mutate('retry')}>
              Send now
            </Button>
          )}
          {!left && (
            <Button
              variant="default"
              disabled={!idle}
              onClick={() => action.mutate('dealtWith')}
              title="You told the reader in another way, or nobody need be told"
            >
              Dealt with
            </Button>
          )}
          <Button
            variant="default"
            disabled={!idle || row.state === 'sending'}
            onClick={() => action.mutate('print')}
          >
            {left ? 'Print a copy' : 'Print instead'}
          </Button>
        </Group>
        {refusal !== null && <Text>{refusal}</Text>}
        {action.error && (
          <Text role="alert" c="var(--desk-stop)">
            {sentenceOf(action.error)}
          </Text>
        )}
      </WindowFooter>
    </Stack>
  );
};

/** One letter: who it is for, what it says, how far it has come, and what can be done about it. */
export const LetterWindow = ({ id, close }: { readonly id: number; readonly close: () => void }) => {
  const letter = useLetter(id);
  useFocusBack();
  const title = letter.data
    ? `${messageLabel(letter.data.row.recipient, letter.data.row.kind)} · ${letter.data.row.externalId}`
    : 'Letter';
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
      styles={clearOfFooter}
    >
      {letter.isError ? (
        <LoadFailed error={letter.error} retry={() => void letter.refetch()} />
      ) : letter.data ? (
        <Letter letter={letter.data} />
      ) : (
        <Waiting rows={6} />
      )}
    </Modal>
  );
};
