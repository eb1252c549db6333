import { takeOrThrow } from '../../api/take.ts';
import { Button, Checkbox, Group, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ref } from 'react';
import type { OperatorId, RequestId } from '../../../../shared/domain/ids.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import type { NoteView } from '../../../../shared/ipc/request-views.ts';
import type { AppState, RequestSummary } from '../../../../shared/ipc/views.ts';
import { sentenceOf } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { Moment } from '../../components/Dates.tsx';
import { showDone } from '../list-runner.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { Conflict } from './Conflict.tsx';
import { textKeys, useDraft } from './drafts.ts';
import classes from './DetailsPanel.module.css';
import { LongText, Section } from './Section.tsx';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';
import { Facts } from '../../components/Facts.tsx';

const Note = ({
  note,
  request,
  state,
}: {
  readonly note: NoteView;
  readonly request: RequestSummary;
  readonly state: AppState;
}) => {
  const requestId = request.id;
  const whyNot = stepRefusal(state, 'dismiss-note', request);
  const dismiss = useMutation({
    // The id is created with the press, so that each press is one step.
    mutationFn: (opId: ReturnType<typeof newOpId>) =>
      takeOrThrow('dismiss-note', { opId, requestId, noteId: note.noteId }),
    onSuccess: showDone,
  });
  if (note.conflict)
    return (
      <li className={classes['active']}>
        <Conflict conflict={note.conflict} noteId={note.noteId} request={request} state={state} />
      </li>
    );
  return (
    <li className={note.active ? classes['active'] : classes['entry']}>
      <p className={classes['small']}>
        <Facts>
          <>
            {note.from === 'partner' ? t('Partner') : <bdi>{note.operatorName || t('Staff')}</bdi>},{' '}
            <Moment at={note.createdAt} />
          </>
          {note.active && t('active')}
          {note.dismissedAt &&
            tx('dismissed {dismissedAt}', { dismissedAt: <Moment at={note.dismissedAt} /> })}
        </Facts>
      </p>
      <LongText text={note.text} />
      {note.active && (
        <Button
          size="compact-sm"
          variant="default"
          mt={4}
          disabled={whyNot !== null || dismiss.isPending}
          title={whyNot ?? t('Dismiss this note')}
          onClick={() => dismiss.mutate(newOpId())}
        >
          {t('Dismiss')}
        </Button>
      )}
      <NotDone error={dismiss.error} size="sm" />
    </li>
  );
};

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
  readonly notes: readonly NoteView[];
  readonly request: RequestSummary;
  readonly state: AppState;
  readonly sectionRef: Ref<HTMLElement>;
};

/** Messages from partners and notes by staff; active ones first. */
export const Notes = ({ notes, request, state, sectionRef }: NotesProps) => {
  const requestId = request.id;
  return (
    <Section title={t('Messages and notes')} sectionRef={sectionRef} quiet={notes.length === 0}>
      <ul className={classes['list']}>
        {notes.map((note) => (
          <Note key={note.noteId} note={note} request={request} state={state} />
        ))}
      </ul>
      <AddNote
        requestId={requestId}
        operatorId={state.operator.id}
        whyNot={stepRefusal(state, 'add-note', request)}
      />
    </Section>
  );
};
