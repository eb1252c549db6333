import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../../api/desk.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

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
          t('settings.theServersCertificateIsCheckedAgainst')
        ) : (
          <>{tx('settings.theServerSCertificateIsChecked', { chosen: <bdi>{chosen}</bdi> })}</>
        )}
      </Text>
      <Group>
        <Button
          variant="default"
          disabled={refusal !== null || choose.isPending}
          onClick={() => choose.mutate()}
        >
          {t('settings.chooseYourOwnAuthority')}
        </Button>
        {chosen !== null && (
          <Button
            variant="default"
            disabled={refusal !== null || remove.isPending}
            onClick={() => remove.mutate()}
          >
            {t('settings.trustOnlyTheKnownOnes')}
          </Button>
        )}
      </Group>
      <NotDone error={error} />
    </>
  );
};
