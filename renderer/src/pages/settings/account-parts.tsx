import { Box, Button, Group } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { MailAccountInput } from '../../../../shared/ipc/calls/mail.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { type AccountOf, AuthorityOfAccount } from './Authority.tsx';
import { TitledPart } from './parts.tsx';

type View = {
  readonly account: { readonly security: MailAccountInput['security'] } | null;
  readonly ownAuthority: string | null;
};
type OptionalAccountProps = {
  readonly of: AccountOf;
  readonly view: View;
  /** The button that opens the form while there is no account. */
  readonly setUp: string;
  readonly refusal: string | null;
  readonly form: ReactNode;
  /** Tries the stored account. */
  readonly test: ReactNode;
};

/** An account that a library may do without: a button until it is set up. */
const OptionalAccount = ({ of, view, setUp, refusal, form, test }: OptionalAccountProps) => {
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
          <AuthorityOfAccount of={of} security={account.security} chosen={ownAuthority} refusal={refusal} />
          <Box maw="32rem">{test}</Box>
        </>
      )}
    </>
  );
};

/** A part of Settings with an account that a library may do without, once it is loaded. */
export const AccountSettings = <V extends View>({
  title,
  loaded,
  words,
  form,
  ...account
}: Omit<OptionalAccountProps, 'view' | 'form'> & {
  readonly title: string;
  readonly loaded: UseQueryResult<V>;
  /** What it is for, and what it lacks. */
  readonly words: (view: V) => ReactNode;
  readonly form: (view: V) => ReactNode;
}) => {
  if (loaded.isError) return <LoadFailed error={loaded.error} retry={() => void loaded.refetch()} />;
  if (!loaded.data) return <Waiting rows={2} />;
  return (
    <TitledPart title={title}>
      {words(loaded.data)}
      <OptionalAccount {...account} view={loaded.data} form={form(loaded.data)} />
    </TitledPart>
  );
};
