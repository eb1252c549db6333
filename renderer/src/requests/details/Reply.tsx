import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { TurnId } from '../../../../shared/domain/ids.ts';
import type { AppState, RequestSummary } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { sentenceOf } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { takeOrThrow } from '../../api/take.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import { showDone } from '../list-runner.ts';
import { textKeys, useDraft } from './drafts.ts';

type ReplyProps = {
  readonly request: RequestSummary;
  readonly state: AppState;
  /** The turn of the partner that is written to. */
  readonly turnId: TurnId;
  /** Its name. */
  readonly partnerName: string;
};

/** A message of staff to a partner: a button, and its form. */
export const Reply = ({ request, state, turnId, partnerName }: ReplyProps) => {
  const requestId = request.id;
  const [text, write] = useDraft(`reply ${state.operator.id} ${requestId} ${turnId}`);
  const [isOpen, setIsOpen] = useState(text !== '');
  const whyNot = stepRefusal(state, 'write-to-partner', request);
  const send = useMutation({
    mutationFn: (opId: ReturnType<typeof newOpId>) =>
      takeOrThrow('write-to-partner', { opId, requestId, turnId, text }),
    onSuccess: (outcome) => {
      showDone(outcome);
      write('');
      setIsOpen(false);
    },
  });
  if (!isOpen)
    return (
      <Button
        size="compact-sm"
        variant="default"
        mt="xs"
        disabled={whyNot !== null}
        title={whyNot ?? t('Write to {partnerName}', { partnerName })}
        onClick={() => setIsOpen(true)}
      >
        {t('Reply')}
      </Button>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && !send.isPending) send.mutate(newOpId());
      }}
      onKeyDown={textKeys(() => setIsOpen(false))}
    >
      <Stack gap="xs" mt="xs">
        <Textarea
          label={t('Message to {partnerName}', { partnerName })}
          value={text}
          onChange={({ currentTarget }) => write(currentTarget.value)}
          maxLength={2_000}
          autosize
          minRows={2}
          maxRows={10}
          dir="auto"
          autoFocus
          error={send.error ? sentenceOf(send.error) : undefined}
        />
        <Group gap="xs">
          <Button size="compact-md" type="submit" disabled={text.trim() === ''} loading={send.isPending}>
            {t('Send')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => setIsOpen(false)}>
            {t('Close')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
