import { Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { MailboxState, MailboxView } from '../../../../shared/ipc/calls/mailbox.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { AccountForm } from './AccountForm.tsx';
import { AccountSettings } from './account-parts.tsx';
import { ConnectionTest, testedWords } from './ConnectionTest.tsx';
import { mayNotForAll } from '../../steps/administration.ts';
import { draftOfMailbox, incoming, inputOfMailbox, mailboxFault } from './mailbox-fields.ts';
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
const TestMailbox = ({ refusal }: { readonly refusal: string | null }) => (
  <ConnectionTest
    call={useMutation({ mutationFn: () => ask('mailbox.test', {}) })}
    typed={undefined}
    button={t('Test mailbox')}
    waits={t('Signing in…')}
    locked={refusal}
    result={testedWords}
  />
);

const Mailbox = ({ view, refusal }: { readonly view: MailboxView; readonly refusal: string | null }) => (
  <AccountForm
    account={view.account}
    draftOf={draftOfMailbox}
    faultOf={(draft) => mailboxFault(draft, view)}
    save={(draft) => ask('mailbox.saveAccount', inputOfMailbox(draft))}
    remove={() => ask('mailbox.removeAccount', {})}
    labels={{ save: t('Save mailbox'), remove: t('Remove mailbox') }}
    refusal={refusal}
    fields={({ draft, put, fault }) => (
      <>
        <ServerFields {...{ draft, put, view, fault }} kind={incoming} />
        <TextInput
          label={t('Folder')}
          value={draft.folder}
          onChange={({ currentTarget }) => put({ folder: currentTarget.value })}
        />
      </>
    )}
  />
);

/** Incoming mail: the mailbox in which partners’ answers arrive. Off until it is set up. */
export const MailboxSettings = ({ state }: { readonly state: AppState }) => {
  const refusal = mayNotForAll(state, t('Changing the mail account'));
  return (
    <AccountSettings
      of="mailbox"
      title={t('Incoming mail')}
      loaded={useQuery({ queryKey: ['messages', 'mailbox'], queryFn: () => ask('mailbox.account', {}) })}
      words={({ reading }) => <Text>{readingWords(reading)}</Text>}
      setUp={t('Set up incoming mail…')}
      refusal={refusal}
      form={(view) => <Mailbox view={view} refusal={refusal} />}
      test={<TestMailbox refusal={refusal} />}
    />
  );
};
