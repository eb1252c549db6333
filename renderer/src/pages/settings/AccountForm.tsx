import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { t } from '../../../../shared/words/words.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { useUnsaved } from '../../places/leave-guard.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { StackForm } from './parts.tsx';
import type { ServerDraft, ServerFault } from './server-fields.tsx';

/** What an account lacks, and the field where it is entered. */
export type AccountFault = Omit<ServerFault, 'focus'>;

type Focus = ServerFault['focus'];

/** What the fields of an account need: what is typed, and what is missing once staff want to save. */
export type AccountPart<D> = {
  readonly draft: D;
  readonly put: (change: Partial<D>) => void;
  readonly fault: ServerFault | null;
};

/** What is missing, shown at its field once staff want to save the account. */
export const useAccountFault = <D,>(draft: D, fault: AccountFault | null) => {
  const [asked, setAsked] = useState<{ readonly draft: D; readonly focus: Focus } | null>(null);
  return {
    fault: asked?.draft === draft && fault !== null ? { ...fault, focus: asked.focus } : null,
    /** Whether nothing is missing; otherwise the form says what. */
    isComplete: (): boolean => {
      // A new function: React calls it each time staff ask, and not when the form is rendered again.
      setAsked({ draft, focus: (field) => field?.focus() });
      return fault === null;
    },
  };
};

type AccountFormProps<A, D> = {
  /** The stored account; null if there is none. */
  readonly account: A | null;
  readonly draftOf: (account: A | null) => D;
  readonly faultOf: (draft: D) => AccountFault | null;
  readonly save: (draft: D) => Promise<{ readonly account: A | null }>;
  readonly remove: () => Promise<unknown>;
  readonly labels: { readonly save: string; readonly remove: string };
  /** Why the operator may not change it, or null. */
  readonly refusal: string | null;
  readonly fields: (part: AccountPart<D>) => ReactNode;
};

/** The form of a mail account: its fields, and a foot to save or remove it. */
export const AccountForm = <A, D extends ServerDraft>({
  account,
  draftOf,
  refusal,
  labels,
  fields,
  ...calls
}: AccountFormProps<A, D>) => {
  const [draft, setDraft] = useState(() => draftOf(account));
  const save = useMutation({
    mutationFn: () => calls.save(draft),
    onSuccess: (saved) => setDraft(draftOf(saved.account)),
  });
  const remove = useMutation({ mutationFn: calls.remove, onSuccess: () => setDraft(draftOf(null)) });
  const error = save.error ?? remove.error;
  useUnsaved(refusal === null && JSON.stringify(draft) !== JSON.stringify(draftOf(account)));
  const { fault, isComplete } = useAccountFault(draft, calls.faultOf(draft));
  return (
    <StackForm
      submit={() => {
        // If it were disabled during the save, the button would lose the focus.
        if (isComplete() && !save.isPending) save.mutate();
      }}
    >
      {fields({ draft, put: (change) => setDraft((before) => ({ ...before, ...change })), fault })}
      <Group>
        <Button
          type="submit"
          title={refusal ?? undefined}
          aria-disabled={save.isPending}
          disabled={refusal !== null || draft.host.trim() === ''}
        >
          {labels.save}
        </Button>
        {account && (
          <CallButton call={remove} locked={refusal}>
            {labels.remove}
          </CallButton>
        )}
        <Text role="status">{save.isSuccess && !error ? t('Saved') : ''}</Text>
      </Group>
      <NotDone error={error} />
    </StackForm>
  );
};
