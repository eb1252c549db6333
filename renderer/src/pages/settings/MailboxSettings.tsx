import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MailboxState, MailboxView } from '../../../../shared/ipc/calls/mailbox.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { useUnsaved } from '../../places/leave-guard.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { mayNotForAll } from './administration.ts';
import { AuthorityChoice } from './mail-parts.tsx';
import { draftOfMailbox, incoming, inputOfMailbox, useMailboxFault } from './mailbox-fields.ts';
import { StackForm, TitledPart } from './parts.tsx';
import { ServerFields } from './server-fields.tsx';

/** Whether mails are read, in one sentence. */
const readingWords = ({ state, words }: MailboxState): string => {
  switch (state) {
    case 'off':
      return t('Borrow Desk does not read e-mail. Set up a mailbox to see e-mails with their requests.');
    case 'no-password':
      return t('The password is missing: no mail is read until you enter it and save.');
    case 'elsewhere':
      return t('Another workstation reads the mailbox.');
    case 'waiting':
      return t('The mailbox has not been read yet.');
    case 'ready':
      return t('New e-mails are read every two minutes. Nothing in the mailbox is changed.');
    case 'failing':
      return words;
  }
};

/** Signs in and opens the folder of the saved account. */
const TestMailbox = ({ refusal }: { readonly refusal: string | null }) => {
  const test = useMutation({ mutationFn: () => ask('mailbox.test', {}) });
  return (
    <>
      <Group>
        <CallButton call={test} locked={refusal}>
          {t('Test mailbox')}
        </CallButton>
        <Text role="status" style={{ overflowWrap: 'anywhere' }}>
          {test.isPending ? t('Signing in…') : (test.data?.words ?? '')}
        </Text>
      </Group>
      <NotDone error={test.error} style={{ overflowWrap: 'anywhere' }} />
    </>
  );
};

const Mailbox = ({ view, refusal }: { readonly view: MailboxView; readonly refusal: string | null }) => {
  const [draft, setDraft] = useState(() => draftOfMailbox(view.account));
  const save = useMutation({
    mutationFn: () => ask('mailbox.saveAccount', inputOfMailbox(draft)),
    onSuccess: ({ account }) => setDraft(draftOfMailbox(account)),
  });
  const remove = useMutation({
    mutationFn: () => ask('mailbox.removeAccount', {}),
    onSuccess: () => setDraft(draftOfMailbox(null)),
  });
  const { fault, isComplete } = useMailboxFault(draft, view);
  const error = save.error ?? remove.error;
  useUnsaved(refusal === null && JSON.stringify(draft) !== JSON.stringify(draftOfMailbox(view.account)));
  return (
    <StackForm
      submit={() => {
        if (isComplete() && !save.isPending) save.mutate();
      }}
    >
      <ServerFields
        draft={draft}
        put={(change) => setDraft((before) => ({ ...before, ...change }))}
        view={view}
        fault={fault}
        kind={incoming}
      />
      <TextInput
        label={t('Folder')}
        value={draft.folder}
        onChange={({ currentTarget }) => {
          const folder = currentTarget.value;
          setDraft((before) => ({ ...before, folder }));
        }}
      />
      <Group>
        <Button
          type="submit"
          title={refusal ?? undefined}
          aria-disabled={save.isPending}
          disabled={refusal !== null || draft.host.trim() === ''}
        >
          {t('Save mailbox')}
        </Button>
        {view.account && (
          <CallButton call={remove} locked={refusal}>
            {t('Remove mailbox')}
          </CallButton>
        )}
        <Text role="status">{save.isSuccess && !error ? t('Saved') : ''}</Text>
      </Group>
      <NotDone error={error} />
    </StackForm>
  );
};

/** Incoming mail: the mailbox in which partners’ answers arrive. Off until it is set up. */
export const MailboxSettings = ({ state }: { readonly state: AppState }) => {
  const refusal = mayNotForAll(state, t('Changing the mail account'));
  const [isOpen, setOpen] = useState(false);
  const view = useQuery({ queryKey: ['messages', 'mailbox'], queryFn: () => ask('mailbox.account', {}) });
  if (view.isError) return <LoadFailed error={view.error} retry={() => void view.refetch()} />;
  if (!view.data) return <Waiting rows={2} />;
  const { account, reading, ownAuthority } = view.data;
  return (
    <TitledPart title={t('Incoming mail')}>
      <Text>{readingWords(reading)}</Text>
      {account || isOpen ? (
        <Mailbox view={view.data} refusal={refusal} />
      ) : (
        <Group>
          <Button
            variant="default"
            disabled={refusal !== null}
            title={refusal ?? undefined}
            onClick={() => setOpen(true)}
          >
            {t('Set up incoming mail…')}
          </Button>
        </Group>
      )}
      {account && (
        <>
          <AuthorityChoice of="mailbox" security={account.security} chosen={ownAuthority} refusal={refusal} />
          <TestMailbox refusal={refusal} />
        </>
      )}
    </TitledPart>
  );
};
