import { takeOrThrow } from '../../api/take.ts';
import { Button, Checkbox, Group, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OperatorId, RequestId } from '../../../../shared/domain/ids.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import type { ThreadCounts } from '../../../../shared/ipc/turn-views.ts';
import type { AppState, RequestSummary } from '../../../../shared/ipc/views.ts';
import { sentenceOf } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { showDone } from '../list-runner.ts';
import { textKeys, useDraft } from './drafts.ts';
import { Section } from './Section.tsx';
import { Thread } from './Thread.tsx';
import { t } from '../../../../shared/words/words.ts';

type AddNoteProps = {
  readonly requestId: RequestId;
  /** The author of the draft: no operator may save another one's note under their own name. */
  readonly operatorId: OperatorId;
  readonly whyNot: string | null;
};

const AddButton = ({ whyNot, press }: { readonly whyNot: string | null; readonly press: () => void }) => (
  <Button
    size="compact-sm"
    variant="default"
    mt="xs"
    disabled={whyNot !== null}
    title={whyNot ?? t('Add a note about this request')}
    onClick={press}
  >
    {t('Add note')}
  </Button>
);

type NoteButtonsProps = {
  readonly canSave: boolean;
  readonly isSaving: boolean;
  readonly close: () => void;
};

const NoteButtons = ({ canSave, isSaving, close }: NoteButtonsProps) => (
  <Group gap="xs">
    <Button size="compact-md" type="submit" disabled={!canSave} loading={isSaving}>
      {t('Save note')}
    </Button>
    <Button size="compact-md" variant="default" onClick={close}>
      {t('Close')}
    </Button>
  </Group>
);

const AddNote = ({ requestId, operatorId, whyNot }: AddNoteProps) => {
  const [text, write] = useDraft(`note ${operatorId} ${requestId}`);
  const [open, setOpen] = useState(text !== '');
  const [asked, setAsked] = useState(false);
  const [active, setActive] = useState(false);
  const add = useMutation({
    mutationFn: (opId: ReturnType<typeof newOpId>) =>
      takeOrThrow('add-note', { opId, requestId, text, active }),
    onSuccess: (outcome) => {
      showDone(outcome);
      write('');
      setOpen(false);
    },
  });
  const askForIt = (): void => {
    setAsked(true);
    setOpen(true);
  };
  if (!open) return <AddButton whyNot={whyNot} press={askForIt} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && !add.isPending) add.mutate(newOpId());
      }}
      onKeyDown={textKeys(() => setOpen(false))}
    >
      <Stack gap="xs" mt="xs">
        <Textarea
          label={t('Note')}
          description={t('For staff only. The partner and the patron don’t see it.')}
          value={text}
          onChange={({ currentTarget }) => write(currentTarget.value)}
          maxLength={10_000}
          autosize
          minRows={2}
          maxRows={10}
          dir="auto"
          autoFocus={asked}
          error={add.error ? sentenceOf(add.error) : undefined}
        />
        <Checkbox
          size="sm"
          label={t('Active: shown in the list until someone dismisses it')}
          checked={active}
          onChange={({ currentTarget }) => setActive(currentTarget.checked)}
        />
        <NoteButtons canSave={text.trim() !== ''} isSaving={add.isPending} close={() => setOpen(false)} />
      </Stack>
    </form>
  );
};

type NotesProps = {
  readonly thread: ThreadCounts;
  readonly request: RequestSummary;
  readonly state: AppState;
};

/** Notes of staff, and what was said with nobody of the rota: letters to the patron, and mails of others. */
export const Notes = ({ thread, request, state }: NotesProps) => (
  <Section title={t('Messages and notes')} quiet={thread.count === 0}>
    <div data-notes={thread.active > 0 || undefined}>
      <Thread request={request} state={state} turnId={null} counts={thread} isOpen />
    </div>
    <AddNote
      requestId={request.id}
      operatorId={state.operator.id}
      whyNot={stepRefusal(state, 'add-note', request)}
    />
  </Section>
);
