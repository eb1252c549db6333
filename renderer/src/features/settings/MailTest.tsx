import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, sentenceOf } from '../../api/desk.ts';

/** Sends one message with the stored account, and says what became of it in the server's words. */
export const MailTest = ({
  refusal,
}: {
  /** Why the operator may not try it, or null. */
  readonly refusal: string | null;
}) => {
  const [to, setTo] = useState('');
  const test = useMutation({ mutationFn: () => ask('mail.test', { to }) });
  return (
    <Stack
      component="form"
      gap="xs"
      w="100%"
      maw="32rem"
      onSubmit={(event) => {
        event.preventDefault();
        if (refusal === null) test.mutate();
      }}
    >
      <Group align="end">
        <TextInput
          label="Address for the test"
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
          Send test message
        </Button>
      </Group>
      <Text role="status" style={{ overflowWrap: 'anywhere' }}>
        {test.isPending ? 'Sending …' : (test.data?.words ?? '')}
      </Text>
      {test.error && (
        <Text role="alert" c="var(--desk-stop)" style={{ overflowWrap: 'anywhere' }}>
          {sentenceOf(test.error)}
        </Text>
      )}
    </Stack>
  );
};
