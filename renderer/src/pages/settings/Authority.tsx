import { Button, Group, Input, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Output } from '../../../../shared/ipc/contract.ts';
import { t } from '../../../../shared/words/words.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { Moment } from '../../components/Dates.tsx';
import { tx } from '../../components/tx.ts';
import { NotDone } from '../../steps/NotDone.tsx';

/** The certificate authority that is trusted for a server, beside the well-known ones. It is saved with the form. */
export const Authority = ({
  description,
  pem,
  put,
  ask,
  stored,
  locked,
}: {
  readonly description: string;
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
    mutationFn: ask,
    onSuccess: (chosen) => {
      if (chosen) put(chosen.pem);
    },
  });
  const shown = choose.data?.pem === pem ? choose.data : stored;
  return (
    <Input.Wrapper label={t('Certificate authority')} labelElement="div" description={description}>
      {pem !== null && shown && (
        <Text mt={4} style={{ overflowWrap: 'anywhere' }}>
          {tx('Trusted: {name}, valid until {until}', {
            name: <bdi>{shown.name}</bdi>,
            until: <Moment at={shown.until} />,
          })}
        </Text>
      )}
      <Group mt="xs" gap="xs">
        <CallButton call={choose} locked={locked}>
          {pem === null ? t('Choose certificate authority…') : t('Choose another authority…')}
        </CallButton>
        {pem !== null && (
          <Button variant="default" disabled={locked !== null} onClick={() => put(null)}>
            {t('Remove authority')}
          </Button>
        )}
      </Group>
      <NotDone error={choose.error} />
    </Input.Wrapper>
  );
};
