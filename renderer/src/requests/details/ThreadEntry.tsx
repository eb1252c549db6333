import { useMutation } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { ThreadEntry, ThreadNote } from '../../../../shared/ipc/calls/thread.ts';
import type { AppState, RequestSummary } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { newOpId } from '../../api/ids.ts';
import { takeOrThrow } from '../../api/take.ts';
import { Moment } from '../../components/Dates.tsx';
import { Facts } from '../../components/Facts.tsx';
import { tx } from '../../components/tx.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { stepRefusal } from '../../steps/step-refusal.ts';
import { showDone } from '../list-runner.ts';
import { Conflict } from './Conflict.tsx';
import classes from './DetailsPanel.module.css';
import { MailText, senderOf } from './MailText.tsx';
import { Proposal } from './Proposal.tsx';
import { LongText } from './Section.tsx';

type EntryProps = {
  readonly entry: ThreadEntry;
  /** Whether it was unread when the thread was opened. */
  readonly isNew: boolean;
  readonly request: RequestSummary;
  readonly state: AppState;
  /** Whether the key records its proposed answer. */
  readonly hasKey: boolean;
};

const saidBy = ({ from, who, mail }: ThreadEntry): React.ReactNode => {
  switch (from) {
    case 'partner':
      return t('Partner');
    case 'staff':
      return <bdi>{who || t('Staff')}</bdi>;
    case 'to-partner':
      return t('To the partner');
    case 'to-patron':
      return t('To the patron');
    case 'mail':
      return mail && senderOf(mail);
  }
};

const Dismiss = ({
  note,
  request,
  state,
}: Pick<EntryProps, 'request' | 'state'> & { readonly note: ThreadNote }) => {
  const requestId = request.id;
  const whyNot = stepRefusal(state, 'dismiss-note', request);
  const dismiss = useMutation({
    // The id is created with the press, so that each press is one step.
    mutationFn: (opId: ReturnType<typeof newOpId>) =>
      takeOrThrow('dismiss-note', { opId, requestId, noteId: note.noteId }),
    onSuccess: showDone,
  });
  return (
    <>
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
      <NotDone error={dismiss.error} size="sm" />
    </>
  );
};

const Head = ({ entry, isNew }: Pick<EntryProps, 'entry' | 'isNew'>) => (
  <p className={classes['small']}>
    <Facts>
      {isNew && <strong>{t('New')}</strong>}
      {saidBy(entry)}
      <Moment at={entry.at} />
      {entry.state}
      {entry.note?.active === true && t('active')}
      {entry.note?.dismissedAt &&
        tx('dismissed {dismissedAt}', { dismissedAt: <Moment at={entry.note.dismissedAt} /> })}
    </Facts>
  </p>
);

/** What it says: a mail, a letter that left, or a message in plain sentences. */
const Words = ({
  entry: { title, facts, text, remark, isFailed, nextAt, letter, mail },
}: Pick<EntryProps, 'entry'>) =>
  mail ? (
    <MailText mail={mail} />
  ) : (
    <>
      {title !== '' && (
        <p className={classes['text']} dir="auto">
          {[title, ...facts].join('\n')}
        </p>
      )}
      {text !== '' && <LongText text={text} />}
      {remark !== '' && <p className={classes[isFailed ? 'failed' : 'small']}>{remark}</p>}
      {nextAt && (
        <p className={classes['small']}>{tx('Next attempt: {nextAt}', { nextAt: <Moment at={nextAt} /> })}</p>
      )}
      {letter && (
        <details className={classes['letter']}>
          <summary>
            <span dir="auto">{letter.subject}</span>
          </summary>
          <pre dir="auto" tabIndex={0} aria-label={t('Letter text')}>
            {letter.body}
          </pre>
        </details>
      )}
    </>
  );

/** An entry of a thread: who said what and when, and what staff can do about it. */
export const Entry = ({ entry, isNew, request, state, hasKey }: EntryProps) => {
  const { note, mail } = entry;
  if (note?.conflict)
    return (
      <li className={classes['active']} data-entry={entry.id}>
        <Conflict conflict={note.conflict} noteId={note.noteId} request={request} state={state} />
      </li>
    );
  return (
    <li
      className={classes[note?.active === true ? 'active' : 'entry']}
      data-entry={entry.id}
      data-new={isNew || undefined}
    >
      <Head entry={entry} isNew={isNew} />
      <Words entry={entry} />
      {note?.active === true && <Dismiss note={note} request={request} state={state} />}
      {mail?.proposal && (
        <Proposal mail={mail} proposal={mail.proposal} request={request} state={state} hasKey={hasKey} />
      )}
    </li>
  );
};
