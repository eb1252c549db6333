import { Button, Group, Input, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import type { Output } from '../../../../../shared/ipc/contract.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { tx } from '../../../components/tx.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import type { FormPart } from '../records/use-record.ts';
import type { ReachDraft } from './reach-draft.ts';

/** The certificate authority that is trusted for the server of a partner, beside the well-known ones. It is saved with the form. */
export const Authority = ({
  partnerId,
  part: { draft, put },
  stored,
  locked,
}: {
  /** Null for a partner that is not stored yet. */
  readonly partnerId: PartnerId | null;
  readonly part: FormPart<ReachDraft>;
  /** What the saved profile trusts. */
  readonly stored: Output<'partners.reach'>['authority'];
  readonly locked: string | null;
}) => {
  const choose = useMutation({
    mutationFn: () => ask('partners.chooseAuthority', { partnerId }),
    onSuccess: (chosen) => {
      if (chosen) put({ authority: chosen.pem });
    },
  });
  const shown = choose.data?.pem === draft.authority ? choose.data : stored;
  return (
    <Input.Wrapper
      label={t('Certificate authority')}
      labelElement="div"
      description={t('Only needed if the partner’s server has a certificate from its own authority.')}
    >
      {draft.authority !== null && shown && (
        <Text mt={4} style={{ overflowWrap: 'anywhere' }}>
          {tx('Trusted: {name}, valid until {until}', {
            name: <bdi>{shown.name}</bdi>,
            until: <Moment at={shown.until} />,
          })}
        </Text>
      )}
      <Group mt="xs" gap="xs">
        <CallButton call={choose} locked={locked}>
          {draft.authority === null ? t('Choose certificate authority…') : t('Choose another authority…')}
        </CallButton>
        {draft.authority !== null && (
          <Button variant="default" disabled={locked !== null} onClick={() => put({ authority: null })}>
            {t('Remove authority')}
          </Button>
        )}
      </Group>
      <NotDone error={choose.error} />
    </Input.Wrapper>
  );
};
