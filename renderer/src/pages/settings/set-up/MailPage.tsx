import { Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { MailAccountView } from '../../../../../shared/ipc/calls/mail.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { useLibraries } from '../../../api/people.ts';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { useAccountFault } from '../AccountForm.tsx';
import { mayNotForAll } from '../../../steps/administration.ts';
import { draftOf, inputOf, type MailDraft, mailFault, MailFields, TestLetter } from '../mail-fields.tsx';
import { Loaded } from './Loaded.tsx';
import { stepForm } from './use-step.ts';

type Sender = Pick<MailDraft, 'fromName' | 'fromAddress'>;

const MailForm = ({
  view,
  sender,
  next,
}: {
  readonly view: MailAccountView;
  readonly sender: Sender;
  readonly next: () => void;
}) => {
  const [now, setNow] = useState(view);
  const [stored, setStored] = useState(() => (view.account ? draftOf(view.account) : null));
  const [draft, setDraft] = useState<MailDraft>(() => stored ?? { ...draftOf(null), ...sender });
  const { fault, isComplete } = useAccountFault(draft, mailFault(draft, now));
  const isBlank = draft.host.trim() === '';
  const isSaved = stored !== null && JSON.stringify(stored) === JSON.stringify(draft);
  const save = async (): Promise<void> => {
    if (isSaved) return;
    const saved = await ask('mail.saveAccount', inputOf(draft));
    const after = draftOf(saved.account);
    setNow(saved);
    setStored(after);
    setDraft(after);
  };
  const saving = useMutation({ mutationFn: save, onSuccess: next });
  const test = useMutation({
    mutationFn: async (to: string) => {
      if (!isComplete()) return { words: '' };
      await save();
      return ask('mail.test', { to });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isBlank) next();
    else if (isComplete() && !saving.isPending) saving.mutate();
  };
  return (
    <form id={stepForm} noValidate onSubmit={submit}>
      <Loaded>
        <MailFields
          draft={draft}
          put={(change) => setDraft((before) => ({ ...before, ...change }))}
          view={now}
          fault={isBlank ? null : fault}
        />
        <NotDone error={saving.error} />
        {!isBlank && <TestLetter call={test} locked={null} first={draft.fromAddress} />}
      </Loaded>
    </form>
  );
};

/** How letters are sent, with a test letter. */
export const MailPage = ({ state, next }: { readonly state: AppState; readonly next: () => void }) => {
  const refusal = mayNotForAll(state, t('Changing the mail account'));
  const account = useQuery({ queryKey: ['messages', 'account'], queryFn: () => ask('mail.account', {}) });
  const library = useLibraries().data?.find(({ id }) => id === state.desk.libraryId);
  if (account.isError) return <LoadFailed error={account.error} retry={() => void account.refetch()} />;
  if (!account.data || !library) return <Waiting rows={6} />;
  if (refusal !== null) return <Text>{refusal}</Text>;
  return (
    <MailForm
      view={account.data}
      sender={{ fromName: library.name, fromAddress: library.email }}
      next={next}
    />
  );
};
