import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ask, sentenceOf } from '../../api/desk.ts';

/** The library's own certificate authority: trusted beside the known ones, for a mail server of the house. */
export const MailAuthority = ({
  chosen,
  refusal,
}: {
  readonly chosen: string | null;
  /** Why the operator may not change it, or null. */
  readonly refusal: string | null;
}) => {
  const choose = useMutation({ mutationFn: () => ask('mail.chooseAuthority', {}) });
  const remove = useMutation({ mutationFn: () => ask('mail.removeAuthority', {}) });
  const error = choose.error ?? remove.error;
  return (
    <>
      <Text>
        {chosen === null ? (
          'The server’s certificate is checked against the known authorities.'
        ) : (
          <>
            The server’s certificate is checked against the known authorities and <bdi>{chosen}</bdi>.
          </>
        )}
      </Text>
      <Group>
        <Button
          variant="default"
          disabled={refusal !== null || choose.isPending}
          onClick={() => choose.mutate()}
        >
          Choose your own authority …
        </Button>
        {chosen !== null && (
          <Button
            variant="default"
            disabled={refusal !== null || remove.isPending}
            onClick={() => remove.mutate()}
          >
            Trust only the known ones
          </Button>
        )}
      </Group>
      {error && (
        <Text role="alert" c="var(--desk-stop)">
          {sentenceOf(error)}
        </Text>
      )}
    </>
  );
};
