import { Group, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OpId, PartnerId } from '../../../../../shared/domain/ids.ts';
import type { PartnerProfile } from '../../../../../shared/domain/partner-profile.ts';
import type { Output } from '../../../../../shared/ipc/contract.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask, errorAt, RefusedError } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { useUnsaved } from '../../../places/leave-guard.ts';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { TitledPart } from '../parts.tsx';
import { FormFrame } from '../records/FormFrame.tsx';
import { askAboutLetters } from '../records/LettersLeave.tsx';
import { useDecision, useRecord } from '../records/use-record.ts';
import { Authority } from './Authority.tsx';
import { draftOf, faultOf, profileOf, reachFields, type ReachDraft } from './reach-draft.ts';
import { ProtocolFields } from './ReachFields.tsx';

type Reach = Output<'partners.reach'>;
type Props = {
  readonly partnerId: PartnerId;
  readonly name: string;
  readonly profile: PartnerProfile;
  readonly locked: string | null;
};

/** Refuses a draft that cannot be saved or tested, at its field. @throws RefusedError */
const checked = (draft: ReachDraft): PartnerProfile => {
  const fault = faultOf(draft);
  if (fault === null) return profileOf(draft);
  const { field, words } = fault;
  throw new RefusedError({ code: 'record-unfit', message: words, retryable: false, details: { field } });
};

/** Whether the stored secret is for the server and the account of the draft. */
const isForStored = (draft: ReachDraft, stored: PartnerProfile): boolean => {
  const { way, address, authentication, account } = draftOf(stored, null);
  return (
    way === draft.way &&
    address === draft.address.trim() &&
    authentication === draft.authentication &&
    account === draft.account.trim()
  );
};

const secretHint = (hasSecret: boolean, { keepsSecrets }: Reach, isCertificate: boolean): string => {
  const stays = keepsSecrets
    ? t('It is saved encrypted on this computer, for this address only.')
    : t('This computer cannot save secrets: Borrow Desk remembers it only until it closes.');
  if (isCertificate)
    return hasSecret
      ? t('The certificate of this workstation is set. {stays}', { stays })
      : t('Save, then choose the certificate of this workstation. {stays}', { stays });
  return hasSecret ? t('Already set. Leave this blank to keep it. {stays}', { stays }) : stays;
};

/** The form, with the typed secret: it is stored apart from the profile, and never shown again. */
const useReach = ({ partnerId, name, profile }: Props, reach: Reach) => {
  const [secret, setSecret] = useState('');
  const decision = useDecision();
  const record = useRecord<ReachDraft>(
    draftOf(profile, reach.ours),
    async (draft, opId) => {
      const saved = checked(draft);
      const store = (op: OpId) => ask('places.saveProfile', { opId: op, partnerId, profile: saved });
      const form = await askAboutLetters({ kind: 'profile', id: partnerId, profile: saved }, name, store);
      await (form === null ? store : await decision.decide(form))(opId);
      if (secret !== '' && draft.by === 'iso18626') await ask('partners.saveSecret', { partnerId, secret });
      setSecret('');
    },
    reachFields,
  );
  const test = useMutation({
    mutationFn: () =>
      ask('partners.test', { partnerId, profile: checked(record.draft), secret: secret || null }),
  });
  useUnsaved(secret !== '');
  const form = {
    ...record,
    isChanged: record.isChanged || secret !== '',
    put: (change: Partial<ReachDraft>): void => {
      test.reset();
      record.put(change);
    },
    errorOf: (field: string): string | null => record.errorOf(field) ?? errorAt(test.error, field),
    discard: (): void => {
      record.discard();
      setSecret('');
    },
  };
  const type = (typed: string): void => {
    test.reset();
    setSecret(typed);
  };
  return { form, test, secret, type, decision: decision.node };
};

const Test = ({
  call,
  locked,
}: {
  readonly call: ReturnType<typeof useReach>['test'];
  readonly locked: string | null;
}) => {
  const atField = reachFields.some((field) => errorAt(call.error, field) !== null);
  return (
    <Stack gap={4}>
      <Group>
        <CallButton call={call} locked={locked}>
          {t('Test connection')}
        </CallButton>
        {call.isPending && (
          <Text c="dimmed">{t('Waiting for the partner’s system, 20 seconds at most…')}</Text>
        )}
      </Group>
      <Text
        role="status"
        style={{ overflowWrap: 'anywhere' }}
        c={call.data?.works === false ? 'var(--desk-stop)' : 'var(--desk-done)'}
      >
        {call.data?.words ?? ''}
      </Text>
      {!atField && <NotDone error={call.error} />}
    </Stack>
  );
};

const Certificate = ({ partnerId, locked }: Pick<Props, 'partnerId' | 'locked'>) => {
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

const Form = ({ reach, ...props }: Props & { readonly reach: Reach }) => {
  const { partnerId, profile, locked } = props;
  const { form, test, secret, type, decision } = useReach(props, reach);
  const { draft } = form;
  const isProtocol = draft.by === 'iso18626';
  const hint = secretHint(
    reach.hasSecret && isForStored(draft, profile),
    reach,
    draft.authentication === 'certificate',
  );
  // Its certificate is stored for the saved profile.
  const hasCertificate = profile.by === 'iso18626' && profile.authentication.kind === 'certificate';
  if (decision !== null) return decision;
  return (
    <FormFrame label={t('How this partner is reached')} record={form} locked={locked} focusFirst={false}>
      <Radio.Group
        aria-label={t('How this partner is reached')}
        value={draft.by}
        onChange={(by) => form.put({ by: by as ReachDraft['by'] })}
      >
        <Stack gap={6}>
          <Radio value="mail" label={t('By mail: letters go to its e-mail address')} />
          <Radio value="hand" label={t('By hand: staff notify the partner themselves')} />
          <Radio value="iso18626" label={t('ISO 18626: messages go to its system')} />
        </Stack>
      </Radio.Group>
      {isProtocol && (
        <>
          <ProtocolFields
            part={form}
            secret={{ secret, type, hint }}
            more={<Authority partnerId={partnerId} part={form} stored={reach.authority} locked={locked} />}
          />
          {hasCertificate && draft.authentication === 'certificate' && (
            <Certificate partnerId={partnerId} locked={locked} />
          )}
          {draft.way === 'network' && <Test call={test} locked={locked} />}
        </>
      )}
    </FormFrame>
  );
};

/** How a partner is reached: by mail, by staff, or by the messages of its system. */
export const ReachedBy = (props: Props) => {
  const { partnerId } = props;
  const reach = useQuery({
    queryKey: ['people', 'reach', partnerId],
    queryFn: () => ask('partners.reach', { partnerId }),
  });
  return (
    <TitledPart title={t('How this partner is reached')} mt="md">
      {reach.isError && <LoadFailed error={reach.error} retry={() => void reach.refetch()} />}
      {reach.isPending && <Waiting rows={3} />}
      {reach.data && <Form {...props} reach={reach.data} />}
    </TitledPart>
  );
};
