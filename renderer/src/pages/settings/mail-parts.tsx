import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { MailAccountInput } from '../../../../shared/ipc/calls/mail.ts';
import { ask } from '../../api/desk.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { StackForm } from './parts.tsx';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

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
  /** Which server: for outgoing mail, for incoming mail, or for looking up patrons. */
  readonly of: 'mail' | 'mailbox' | 'lookUps';
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

/**
 * Sends a test letter with the stored account, and shows the server's response. @param refusal why the operator may not try it, or null
 */
export const MailTest = ({ refusal }: { readonly refusal: string | null }) => {
  const [to, setTo] = useState('');
  const test = useMutation({ mutationFn: () => ask('mail.test', { to }) });
  return (
    <StackForm
      gap="xs"
      submit={() => {
        if (refusal === null) test.mutate();
      }}
    >
      <Group align="end">
        <TextInput
          label={t('Test address')}
          placeholder="you@library.example"
          disabled={refusal !== null}
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          title={refusal ?? undefined}
          disabled={refusal !== null || test.isPending || to.trim() === ''}
        >
          {t('Send a test letter')}
        </Button>
      </Group>
      <Text role="status" style={{ overflowWrap: 'anywhere' }}>
        {test.isPending ? t('Sending…') : (test.data?.words ?? '')}
      </Text>
      <NotDone error={test.error} style={{ overflowWrap: 'anywhere' }} />
    </StackForm>
  );
};
