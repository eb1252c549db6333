import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../api/desk.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';

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
          label={t('settings.addressForTheTest')}
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
          {t('settings.sendTestMessage')}
        </Button>
      </Group>
      <Text role="status" style={{ overflowWrap: 'anywhere' }}>
        {test.isPending ? t('common.sending') : (test.data?.words ?? '')}
      </Text>
      <NotDone error={test.error} style={{ overflowWrap: 'anywhere' }} />
    </Stack>
  );
};
