import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PartnerMessageView } from '../../../../shared/ipc/partner-message-views.ts';
import type { RequestDetails } from '../../../../shared/ipc/request-views.ts';
import type { AppState, RequestSummary } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { usePartnerMessages } from '../../api/requests.ts';
import { Moment } from '../../components/Dates.tsx';
import { Facts } from '../../components/Facts.tsx';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import classes from './DetailsPanel.module.css';
import { Reply } from './Reply.tsx';
import { LongText, Section } from './Section.tsx';

const saidBy = { partner: t('Partner'), us: t('Us') } as const satisfies Readonly<
  Record<PartnerMessageView['from'], string>
>;

/** A message in plain sentences. @param isNew whether it was unread when the thread was opened */
const Message = ({ message, isNew }: { readonly message: PartnerMessageView; readonly isNew: boolean }) => (
  <li className={isNew ? classes['active'] : classes['entry']}>
    <p className={classes['small']}>
      <Facts>
        {saidBy[message.from]}
        <Moment at={message.at} />
        {isNew && t('new')}
        {message.state}
      </Facts>
    </p>
    <p className={classes['text']} dir="auto">
      {[message.sentence, ...message.facts].join('\n')}
    </p>
    {message.note !== '' && <LongText text={message.note} />}
  </li>
);

type ThreadProps = { readonly request: RequestSummary; readonly state: AppState };

/** The messages, which count as read once they are shown. */
const Thread = ({ request, state }: ThreadProps) => {
  const requestId = request.id;
  const messages = usePartnerMessages(requestId);
  const unread = messages.data?.filter(({ isUnread }) => isUnread).map(({ messageId }) => messageId) ?? [];
  const { mutate, variables: marked } = useMutation({
    mutationFn: (_messageIds: readonly number[]) => ask('partnerMessages.markRead', { requestId }),
  });
  const key = unread.join();
  useEffect(() => {
    if (key !== '') mutate(key.split(',').map(Number));
  }, [key, mutate]);
  if (messages.isError) return <LoadFailed error={messages.error} retry={() => void messages.refetch()} />;
  if (!messages.data) return <Waiting rows={3} />;
  // They stay marked until the thread is closed, although they are read from now on.
  const isNew = ({ messageId, isUnread }: PartnerMessageView): boolean =>
    isUnread || marked?.includes(messageId) === true;
  const last = messages.data.findLast(({ turnId }) => turnId !== null);
  return (
    <>
      <ol className={classes['list']}>
        {messages.data.map((message) => (
          <Message key={message.messageId} message={message} isNew={isNew(message)} />
        ))}
      </ol>
      {last && last.turnId !== null && (
        <Reply request={request} state={state} turnId={last.turnId} partnerName={last.partnerName} />
      )}
    </>
  );
};

type PartnerMessagesProps = ThreadProps & {
  readonly exchanged: RequestDetails['partnerMessages'];
};

/** What was said with partners by protocol: collapsed at first, and loaded when it is opened. */
export const PartnerMessages = ({ request, state, exchanged: { count, unread } }: PartnerMessagesProps) => {
  const [isOpen, setIsOpen] = useState(false);
  if (count === 0) return null;
  return (
    <Section title={t('Messages with partners')}>
      <details className={classes['letter']} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary>
          {t('{count, plural, one {# message} other {# messages}}', { count })}
          {unread > 0 && <strong>{t(', {unread} new', { unread })}</strong>}
        </summary>
        {isOpen && <Thread request={request} state={state} />}
      </details>
    </Section>
  );
};
