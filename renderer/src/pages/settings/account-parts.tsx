import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { MailAccountInput } from '../../../../shared/ipc/calls/mail.ts';
import { ask } from '../../api/desk.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { StackForm } from './parts.tsx';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

/** Which server: for outgoing mail, for incoming mail, or for looking up patrons. */
type AccountOf = 'mail' | 'mailbox' | 'lookUps';

/**
 * The library's own certificate authority, trusted in addition to the public ones, for an internal mail server. Without encryption, none
 * is checked. @param refusal why the operator may not change it, or null
 */
export const AuthorityChoice = ({
  of,
  security,
  chosen,
  refusal,
}: {
  readonly of: AccountOf;
  readonly security: MailAccountInput['security'];
  readonly chosen: string | null;
  readonly refusal: string | null;
}) => {
  const choose = useMutation({ mutationFn: () => ask(`${of}.chooseAuthority`, {}) });
  const remove = useMutation({ mutationFn: () => ask(`${of}.removeAuthority`, {}) });
  if (security === 'none')
    return <Text>{t('Without encryption, the server’s certificate is not checked.')}</Text>;
  return (
    <>
      <Text>
        {chosen === null
          ? t('The server’s certificate is checked against the known authorities.')
          : tx('The server’s certificate is checked against the known authorities and {chosen}.', {
              chosen: <bdi>{chosen}</bdi>,
            })}
      </Text>
      <Group>
        <CallButton call={choose} locked={refusal}>
          {t('Choose your own certificate authority…')}
        </CallButton>
        {chosen !== null && (
          <CallButton call={remove} locked={refusal}>
            {t('Trust only the known authorities')}
          </CallButton>
        )}
      </Group>
      <NotDone error={choose.error ?? remove.error} />
    </>
  );
};

type TypedTestProps<R> = {
  /** The field: what to try the account with. */
  readonly field: { readonly label: string; readonly description?: string; readonly placeholder?: string };
  readonly button: string;
  /** Said until the server responds. */
  readonly waits: string;
  /** Why the operator may not try it, or null. */
  readonly refusal: string | null;
  /** Whether it can be tried with an empty field. */
  readonly mayBeEmpty: boolean;
  readonly test: (typed: string) => Promise<R>;
  readonly result: (data: R) => ReactNode;
};

/** Tries the stored account with what staff type, and shows the server's response. */
export const TypedTest = <R,>(props: TypedTestProps<R>) => {
  const { field, button, waits, refusal, mayBeEmpty, result } = props;
  const [typed, setTyped] = useState('');
  const test = useMutation({ mutationFn: () => props.test(typed) });
  return (
    <StackForm
      gap="xs"
      submit={() => {
        if (refusal === null) test.mutate();
      }}
    >
      <Group align="end">
        <TextInput
          {...field}
          autoComplete="off"
          maxLength={320}
          disabled={refusal !== null}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          title={refusal ?? undefined}
          disabled={refusal !== null || test.isPending || (!mayBeEmpty && typed.trim() === '')}
        >
          {button}
        </Button>
      </Group>
      <div role="status" style={{ overflowWrap: 'anywhere' }}>
        {test.isPending ? <Text>{waits}</Text> : test.data !== undefined && result(test.data)}
      </div>
      <NotDone error={test.error} style={{ overflowWrap: 'anywhere' }} />
    </StackForm>
  );
};

type OptionalAccountProps = {
  readonly of: AccountOf;
  readonly view: {
    readonly account: { readonly security: MailAccountInput['security'] } | null;
    readonly ownAuthority: string | null;
  };
  /** The button that opens the form while there is no account. */
  readonly setUp: string;
  readonly refusal: string | null;
  readonly form: ReactNode;
  /** Tries the stored account. */
  readonly test: ReactNode;
};

/** An account that a library may do without: a button until it is set up. */
export const OptionalAccount = ({ of, view, setUp, refusal, form, test }: OptionalAccountProps) => {
  const { account, ownAuthority } = view;
  const [isOpen, setOpen] = useState(false);
  const part = useRef<HTMLDivElement>(null);
  // The button that opened it is gone.
  useEffect(() => {
    if (isOpen) part.current?.querySelector('input')?.focus();
  }, [isOpen]);
  if (account === null && !isOpen)
    return (
      <Group>
        <Button
          variant="default"
          disabled={refusal !== null}
          title={refusal ?? undefined}
          onClick={() => setOpen(true)}
        >
          {setUp}
        </Button>
      </Group>
    );
  return (
    <>
      <div ref={part}>{form}</div>
      {account && (
        <>
          <AuthorityChoice of={of} security={account.security} chosen={ownAuthority} refusal={refusal} />
          {test}
        </>
      )}
    </>
  );
};
