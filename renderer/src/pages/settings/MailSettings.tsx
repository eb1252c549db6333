import { Box, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { mailSentence } from '../../../../shared/domain/letters/mail-states.ts';
import type { MailAccountView } from '../../../../shared/ipc/calls/mail.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { AccountForm } from './AccountForm.tsx';
import { AuthorityOfAccount } from './Authority.tsx';
import { mayNotForAll } from '../../steps/administration.ts';
import { draftOf, inputOf, mailFault, MailFields, TestLetter } from './mail-fields.tsx';
import { passwordMissing } from './mail-password.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

const Account = ({ view, refusal }: { readonly view: MailAccountView; readonly refusal: string | null }) => (
  <AccountForm
    account={view.account}
    draftOf={draftOf}
    faultOf={(draft) => mailFault(draft, view)}
    save={(draft) => ask('mail.saveAccount', inputOf(draft))}
    remove={() => ask('mail.removeAccount', {})}
    labels={{ save: t('Save'), remove: t('Remove account') }}
    refusal={refusal}
    fields={(part) => <MailFields {...part} view={view} />}
  />
);

const waitingWords = (waiting: number): string =>
  t(
    '{waiting, plural, =0 {No letters are waiting.} one {1 letter is waiting.} other {{shown} letters are waiting.}}',
    { waiting, shown: waiting.toLocaleString(locale) },
  );

/** How letters are sent: the mail server, the sender, and a test that shows the server's response. */
export const MailSettings = ({ state }: { readonly state: AppState }) => {
  const refusal = mayNotForAll(state, t('Changing the mail account'));
  const account = useQuery({ queryKey: ['messages', 'account'], queryFn: () => ask('mail.account', {}) });
  const test = useMutation({ mutationFn: (to: string) => ask('mail.test', { to }) });
  if (account.isError) return <LoadFailed error={account.error} retry={() => void account.refetch()} />;
  if (!account.data) return <Waiting rows={6} />;
  const missing = passwordMissing(account.data);
  return (
    <>
      <Text>
        {mailSentence(state.mail)} {waitingWords(state.mail.waiting)}
      </Text>
      {refusal !== null && <Text>{refusal}</Text>}
      {missing !== null && (
        <Text role="alert" c="var(--desk-stop)">
          {missing}
        </Text>
      )}
      <Account view={account.data} refusal={refusal} />
      {account.data.account && (
        <>
          <AuthorityOfAccount
            of="mail"
            security={account.data.account.security}
            chosen={account.data.ownAuthority}
            refusal={refusal}
          />
          <Box maw="32rem">
            <TestLetter call={test} locked={refusal} />
          </Box>
        </>
      )}
    </>
  );
};
