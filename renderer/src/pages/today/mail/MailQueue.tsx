import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { queueFacts } from '../../../../../shared/domain/queues.ts';
import type { IncomingMailView } from '../../../../../shared/ipc/calls/incoming-mail.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { useMailWithoutRequest } from '../../../api/incoming-mail.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { InsteadOfTable, TableWaiting } from '../../../components/table/TableWaiting.tsx';
import { MailHead, MailText } from '../../../requests/details/MailText.tsx';
import { openDetails } from '../../../requests/details/open-details.ts';
import { LoadFailed } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { QueueFrame } from '../QueueFrame.tsx';
import cards from '../tasks/Tasks.module.css';
import classes from './MailQueue.module.css';

const card = 'mail-without-request';

type MailCardProps = {
  readonly mail: IncomingMailView;
  readonly wasSetAside: (mail: IncomingMailView) => void;
};

/** A mail that belongs to no request: assigned by scanning or typing an identifier, or set aside. */
const MailCard = ({ mail, wasSetAside }: MailCardProps) => {
  const [externalId, setExternalId] = useState('');
  const assign = useMutation({
    mutationFn: () => ask('incomingMail.assign', { id: mail.id, externalId: externalId.trim() }),
    onSuccess: ({ requestId }) => openDetails(requestId),
  });
  const setAside = useMutation({
    mutationFn: () => ask('incomingMail.setAside', { id: mail.id, isAside: true }),
    onSuccess: () => wasSetAside(mail),
  });
  return (
    <article className={cards['task']} aria-label={mail.subject === '' ? t('No subject') : mail.subject}>
      <div className={classes['mail']}>
        <MailHead mail={mail} />
        <MailText mail={mail} />
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (externalId.trim() !== '' && !assign.isPending) assign.mutate();
        }}
      >
        <Group gap="xs" align="end">
          <TextInput
            label={t('External identifier')}
            size="sm"
            maxLength={320}
            value={externalId}
            onChange={({ currentTarget }) => setExternalId(currentTarget.value)}
          />
          <Button size="sm" type="submit" variant="light" disabled={externalId.trim() === ''}>
            {t('Assign to request')}
          </Button>
          <CallButton size="sm" call={setAside}>
            {t('Set aside')}
          </CallButton>
        </Group>
      </form>
      <NotDone error={assign.error ?? setAside.error} size="sm" />
    </article>
  );
};

/** The mail that was set aside last, which can be taken back. */
const LastSetAside = ({ mail, close }: { readonly mail: IncomingMailView; readonly close: () => void }) => {
  const takeBack = useMutation({
    mutationFn: () => ask('incomingMail.setAside', { id: mail.id, isAside: false }),
    onSuccess: close,
  });
  return (
    <Group gap="xs" role="status">
      <Text size="sm">
        {t('Set aside: {subject}', { subject: mail.subject === '' ? t('No subject') : mail.subject })}
      </Text>
      <CallButton size="compact-sm" call={takeBack}>
        {t('Undo')}
      </CallButton>
      <NotDone error={takeBack.error} size="sm" />
    </Group>
  );
};

/** Mails that belong to no request, the oldest first. */
export const MailQueue = ({ state }: { readonly state: AppState }) => {
  const mails = useMailWithoutRequest();
  const [aside, setAside] = useState<IncomingMailView | null>(null);
  const area = useRef<HTMLElement>(null);
  const rows = mails.data?.rows ?? [];
  return (
    <QueueFrame
      card={card}
      state={state}
      area={area}
      isEmpty={rows.length === 0}
      rows={mails.data?.rows}
      below={aside && <LastSetAside mail={aside} close={() => setAside(null)} />}
      remark={null}
    >
      {() => {
        if (mails.isError)
          return (
            <InsteadOfTable>
              <LoadFailed error={mails.error} retry={() => void mails.refetch()} />
            </InsteadOfTable>
          );
        if (!mails.data) return <TableWaiting />;
        if (rows.length === 0)
          return (
            <InsteadOfTable>
              <Text c="dimmed">{queueFacts(card).empty}</Text>
            </InsteadOfTable>
          );
        return (
          <div className={cards['list']}>
            {rows.map((mail) => (
              <MailCard key={mail.id} mail={mail} wasSetAside={setAside} />
            ))}
          </div>
        );
      }}
    </QueueFrame>
  );
};
