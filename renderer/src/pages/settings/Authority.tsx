import { Button, Group, Input, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ComponentProps, ReactNode } from 'react';
import type { MailAccountInput } from '../../../../shared/ipc/calls/mail.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { Moment } from '../../components/Dates.tsx';
import { tx } from '../../components/tx.ts';
import { NotDone } from '../../steps/NotDone.tsx';

/** The certificate authority that is trusted for a server, beside the well-known ones, and the buttons to choose and remove it. */
const AuthorityButtons = ({
  trusted,
  choose,
  remove,
  error,
  locked,
}: {
  /** Which one, in a sentence; false for none. */
  readonly trusted: ReactNode;
  readonly choose: ComponentProps<typeof CallButton>['call'];
  readonly remove: ReactNode;
  readonly error: Error | null;
  readonly locked: string | null;
}) => (
  <Input.Wrapper
    label={t('Certificate authority')}
    labelElement="div"
    description={t('Only needed if the server has a certificate from its own authority.')}
  >
    {trusted !== false && (
      <Text mt={4} style={{ overflowWrap: 'anywhere' }}>
        {trusted}
      </Text>
    )}
    <Group mt="xs" gap="xs">
      <CallButton call={choose} locked={locked}>
        {trusted === false ? t('Choose certificate authority…') : t('Choose another authority…')}
      </CallButton>
      {trusted !== false && remove}
    </Group>
    <NotDone error={error} />
  </Input.Wrapper>
);

/** An authority that is saved with the form. */
export const Authority = ({
  pem,
  put,
  ask: askForFile,
  stored,
  locked,
}: {
  /** What the form trusts; null for none. */
  readonly pem: string | null;
  readonly put: (pem: string | null) => void;
  /** Lets the operator choose a file. */
  readonly ask: () => Promise<Output<'partners.chooseAuthority'>>;
  /** What the saved settings trust. */
  readonly stored: Output<'partners.reach'>['authority'];
  readonly locked: string | null;
}) => {
  const choose = useMutation({
    mutationFn: askForFile,
    onSuccess: (chosen) => {
      if (chosen) put(chosen.pem);
    },
  });
  const shown = choose.data?.pem === pem ? choose.data : stored;
  return (
    <AuthorityButtons
      {...{ choose, locked }}
      trusted={
        pem !== null &&
        shown !== null &&
        tx('Trusted: {name}, valid until {until}', {
          name: <bdi>{shown.name}</bdi>,
          until: <Moment at={shown.until} />,
        })
      }
      error={choose.error}
      remove={
        <Button variant="default" disabled={locked !== null} onClick={() => put(null)}>
          {t('Remove authority')}
        </Button>
      }
    />
  );
};

/** Which server: for outgoing mail, for incoming mail, or for looking up patrons. */
export type AccountOf = 'mail' | 'mailbox' | 'lookUps';

/** An authority that is stored at once, for a server of this workstation. Without encryption, no certificate is checked. */
export const AuthorityOfAccount = ({
  of,
  security,
  chosen,
  refusal,
}: {
  readonly of: AccountOf;
  readonly security: MailAccountInput['security'];
  /** The name of its file; null for none. */
  readonly chosen: string | null;
  /** Why the operator may not change it, or null. */
  readonly refusal: string | null;
}) => {
  const choose = useMutation({ mutationFn: () => ask(`${of}.chooseAuthority`, {}) });
  const remove = useMutation({ mutationFn: () => ask(`${of}.removeAuthority`, {}) });
  if (security === 'none')
    return <Text>{t('Without encryption, the server’s certificate is not checked.')}</Text>;
  return (
    <AuthorityButtons
      trusted={chosen !== null && tx('Trusted: {name}', { name: <bdi>{chosen}</bdi> })}
      choose={choose}
      error={choose.error ?? remove.error}
      locked={refusal}
      remove={
        <CallButton call={remove} locked={refusal}>
          {t('Remove authority')}
        </CallButton>
      }
    />
  );
};
