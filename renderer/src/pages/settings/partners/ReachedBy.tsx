import { Radio, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import type { PartnerProfile } from '../../../../../shared/domain/partner-profile.ts';
import type { Output } from '../../../../../shared/ipc/contract.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask, RefusedError } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { ConnectionTest, testedWords, useConnectionTest } from '../ConnectionTest.tsx';
import { TitledPart } from '../parts.tsx';
import type { FormPart } from '../records/use-record.ts';
import { Authority } from '../Authority.tsx';
import { draftOf, faultOf, isForStored, profileOf, reachFields, type ReachDraft } from './reach-draft.ts';
import { ProtocolFields } from './ReachFields.tsx';

type Reach = Output<'partners.reach'>;
type Props = {
  readonly part: FormPart<ReachDraft>;
  /** Null for a partner that is not stored yet. */
  readonly partnerId: PartnerId | null;
  /** How it is reached now. */
  readonly stored: PartnerProfile;
  readonly locked: string | null;
};

/** Returns the profile that a draft means. @throws RefusedError at the field that must be corrected before it can be saved or tested */
export const checkedProfile = (draft: ReachDraft): PartnerProfile => {
  const fault = faultOf(draft);
  if (fault === null) return profileOf(draft);
  const { field, words } = fault;
  throw new RefusedError({ code: 'record-unfit', message: words, retryable: false, details: { field } });
};

const Certificate = ({
  partnerId,
  locked,
}: {
  readonly partnerId: PartnerId;
  readonly locked: string | null;
}) => {
  const choose = useMutation({ mutationFn: () => ask('partners.chooseCertificate', { partnerId }) });
  return (
    <>
      <CallButton call={choose} locked={locked} w="fit-content">
        {t('Choose certificate…')}
      </CallButton>
      <NotDone error={choose.error} />
    </>
  );
};

const isForCertificate = ({ by, authentication }: ReachDraft): boolean =>
  by === 'iso18626' && authentication === 'certificate';

const Protocol = ({ part, partnerId, stored, locked, reach }: Props & { readonly reach: Reach }) => {
  const { call, tested } = useConnectionTest(part, (draft: ReachDraft) =>
    ask('partners.test', { partnerId, profile: checkedProfile(draft), secret: draft.secret || null }),
  );
  const view = { ...reach, hasSecret: reach.hasSecret && isForStored(part.draft, stored) };
  return (
    <>
      <ProtocolFields
        part={tested}
        view={view}
        more={
          <Authority
            pem={part.draft.authority}
            put={(authority) => tested.put({ authority })}
            ask={() => ask('partners.chooseAuthority', { partnerId })}
            stored={reach.authority}
            locked={locked}
          />
        }
      />
      {/* The certificate is stored for the saved profile. */}
      {partnerId !== null && isForCertificate(part.draft) && isForCertificate(draftOf(stored)) && (
        <Certificate partnerId={partnerId} locked={locked} />
      )}
      {part.draft.way === 'network' && (
        <ConnectionTest
          call={call}
          typed={part.draft}
          waits={t('Waiting for the partner’s system (up to 20 seconds)…')}
          fields={reachFields}
          locked={locked}
          result={testedWords}
        />
      )}
    </>
  );
};

/** Our symbol with another partner, for one that has none yet. */
const symbolFor = ({ ours }: ReachDraft, reach: Reach | undefined): Partial<ReachDraft> => {
  const known = reach?.ours;
  return ours === '' && known ? { ours: known.agencyIdValue, oursKind: known.agencyIdType } : {};
};

/** How a partner is reached: by mail, by staff, or by the messages of its system. Part of its form. */
export const ReachedBy = (props: Props) => {
  const { partnerId } = props;
  const { draft, put } = props.part;
  const reach = useQuery({
    queryKey: ['people', 'reach', partnerId],
    queryFn: () => ask('partners.reach', { partnerId }),
  });
  const choose = (by: ReachDraft['by']): void =>
    put({ by, ...(by === 'iso18626' && symbolFor(draft, reach.data)) });
  return (
    <TitledPart title={t('How to contact this partner')} mt="sm">
      <Radio.Group
        aria-label={t('How to contact this partner')}
        value={draft.by}
        onChange={(by) => choose(by as ReachDraft['by'])}
      >
        <Stack gap={6}>
          <Radio value="mail" label={t('By e-mail: letters go to its e-mail address')} />
          <Radio value="hand" label={t('By hand: staff notify the partner, such as in its own system')} />
          <Radio value="iso18626" label={t('ISO 18626: messages go to its system')} />
        </Stack>
      </Radio.Group>
      {reach.isError && <LoadFailed error={reach.error} retry={() => void reach.refetch()} />}
      {reach.isPending && <Waiting rows={3} />}
      {draft.by === 'iso18626' && reach.data && <Protocol {...props} reach={reach.data} />}
    </TitledPart>
  );
};
