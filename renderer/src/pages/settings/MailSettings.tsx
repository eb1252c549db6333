import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { mailSentence } from '../../../../shared/domain/letters/mail-states.ts';
import type { MailAccountView } from '../../../../shared/ipc/calls/mail.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useUnsaved } from '../../places/leave-guard.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { CallButton } from '../../components/CallButton.tsx';
import { mayNotForAll } from './administration.ts';
import { draftOf, inputOf, type MailDraft, MailFields, useMailFault } from './mail-fields.tsx';
import { AuthorityChoice, MailTest } from './mail-parts.tsx';
import { passwordMissing } from './mail-password.ts';
import { StackForm } from './parts.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

const Account = ({ view, refusal }: { readonly view: MailAccountView; readonly refusal: string | null }) => {
  const [draft, setDraft] = useState(() => draftOf(view.account));
  const put = (change: Partial<MailDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () => ask('mail.saveAccount', inputOf(draft)),
    onSuccess: ({ account }) => setDraft(draftOf(account)),
  });
  const remove = useMutation({
    mutationFn: () => ask('mail.removeAccount', {}),
    onSuccess: () => setDraft(draftOf(null)),
  });
  const error = save.error ?? remove.error;
  useUnsaved(refusal === null && JSON.stringify(draft) !== JSON.stringify(draftOf(view.account)));
  const { fault, isComplete } = useMailFault(draft, view);
  return (
    <StackForm
      submit={() => {
        // If it were disabled during the save, the button would lose the focus.
        if (isComplete() && !save.isPending) save.mutate();
      }}
    >
      <MailFields draft={draft} put={put} view={view} fault={fault} />
      <Group>
        <Button
          type="submit"
          title={refusal ?? undefined}
          aria-disabled={save.isPending}
          disabled={refusal !== null || draft.host.trim() === ''}
        >
          {t('Save')}
        </Button>
        {view.account && (
          <CallButton call={remove} locked={refusal}>
            {t('Remove account')}
          </CallButton>
        )}
        <Text role="status">{save.isSuccess && !error ? t('Saved') : ''}</Text>
      </Group>
      <NotDone error={error} />
    </StackForm>
  );
};

const waitingWords = (waiting: number): string =>
  t(
    '{waiting, plural, =0 {No letters are waiting.} one {1 letter is waiting.} other {{shown} letters are waiting.}}',
    { waiting, shown: waiting.toLocaleString(locale) },
  );

/** How letters are sent: the mail server, the sender, and a test that shows the server's response. */
export const MailSettings = ({ state }: { readonly state: AppState }) => {
  const refusal = mayNotForAll(state, t('Changing the mail account'));
  const account = useQuery({ queryKey: ['messages', 'account'], queryFn: () => ask('mail.account', {}) });
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
          <AuthorityChoice
            of="mail"
            security={account.data.account.security}
            chosen={account.data.ownAuthority}
            refusal={refusal}
          />
          <MailTest refusal={refusal} />
        </>
      )}
    </>
  );
};
