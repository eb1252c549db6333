import { Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { tx } from '../../../components/tx.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { TitledPart } from '../parts.tsx';

/** The certificate with which connections are encrypted. */
export const EndpointCertificate = ({
  until,
  locked,
}: {
  readonly until: Instant | null;
  readonly locked: string | null;
}) => {
  const choose = useMutation({ mutationFn: () => ask('endpoint.chooseCertificate', {}) });
  const remove = useMutation({ mutationFn: () => ask('endpoint.removeCertificate', {}) });
  return (
    <TitledPart title={t('Encryption')} mt="md">
      <Text>
        {until === null
          ? t('Without a certificate, messages arrive unencrypted (http).')
          : tx('Messages arrive encrypted (https). The certificate is valid until {until}.', {
              until: <Moment at={until} />,
            })}
      </Text>
      <Group>
        <CallButton call={choose} locked={locked}>
          {until === null ? t('Choose certificate and key…') : t('Choose another certificate…')}
        </CallButton>
        {until !== null && (
          <CallButton call={remove} locked={locked}>
            {t('Remove certificate')}
          </CallButton>
        )}
      </Group>
      <NotDone error={choose.error ?? remove.error} />
    </TitledPart>
  );
};
