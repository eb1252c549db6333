import '@mantine/core/styles/SimpleGrid.css';
import { Text } from '@mantine/core';
import type { OpId, PartnerId } from '../../../../shared/domain/ids.ts';
import { addressStateOf } from '../../../../shared/domain/letters/partner-notifications.ts';
import { byMail } from '../../../../shared/domain/partner-profile.ts';
import { partnerValuesOf } from '../../../../shared/domain/partner-values.ts';
import type { PartnerRecord } from '../../../../shared/ipc/calls/places.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { usePartners } from '../../api/people.ts';
import { mayNot } from '../../steps/administration.ts';
import { contactFields } from './records/fields.tsx';
import { inFiles, type RecordKind, type Saved } from './records/record-kind.ts';
import { draftOf, type ReachDraft, reachFields } from './partners/reach-draft.ts';
import { checkedProfile, ReachedBy } from './partners/ReachedBy.tsx';
import { askAboutLetters } from './records/LettersLeave.tsx';
import { Records } from './records/Records.tsx';
import { useSearch } from './records/RowList.tsx';
import { withoutSecret } from './secret-field.ts';
import { t } from '../../../../shared/words/words.ts';

type Values = Input<'places.savePartner'>['values'] & ReachDraft;
type PartnerRow = PartnerRecord & ReachDraft;

const save = async (id: number | null, values: Values, opId: OpId): Promise<Saved> => {
  const profile = checkedProfile(values);
  const saved = await ask('places.savePartner', {
    opId,
    id: id as PartnerId | null,
    values: partnerValuesOf(values),
    profile,
  });
  if (profile.by === 'iso18626' && values.secret !== '')
    await ask('partners.saveSecret', { partnerId: saved.id as PartnerId, secret: values.secret });
  return saved;
};

/** @param rows the stored partners that are listed */
const kindOf = (rows: readonly PartnerRecord[], locked: string | null): RecordKind<Values> => ({
  one: t('partner'),
  nameOf: ({ name }) => name,
  blank: {
    code: '',
    name: '',
    address: [],
    email: '',
    phone: '',
    renewsAutomatically: true,
    cancelNeedsConsent: false,
    active: true,
    ...draftOf(byMail),
  },
  save,
  asks: (id, values) =>
    askAboutLetters(
      {
        kind: 'partner',
        id: id as PartnerId,
        values: partnerValuesOf(values),
        profile: checkedProfile(values),
      },
      values.name,
      (opId) => save(id, values, opId),
    ),
  kept: withoutSecret,
  ...inFiles('partner'),
  fields: [
    ...contactFields,
    {
      kind: 'switch',
      name: 'renewsAutomatically',
      label: t('Renews automatically: renewals need no answer'),
    },
    { kind: 'switch', name: 'cancelNeedsConsent', label: t('Must agree before a sent request is cancelled') },
    {
      kind: 'switch',
      name: 'active',
      label: t('In use: offered for new requests, and asked when its turn comes'),
    },
  ],
  more: (part, id) => (
    <ReachedBy
      part={part}
      partnerId={id as PartnerId | null}
      stored={rows.find((row) => row.id === id)?.profile ?? byMail}
      locked={locked}
    />
  ),
  namesOfMore: reachFields,
});

const addressWords = {
  good: t('by e-mail'),
  none: t('Contact by hand'),
  wrong: t('address not valid'),
} as const;

/** How a partner is told. */
const letterWay = ({ email, profile }: PartnerRecord): string => {
  switch (profile.by) {
    case 'iso18626':
      return 'ISO 18626';
    case 'hand':
      return addressWords.none;
    case 'mail':
      return addressWords[addressStateOf(email)];
  }
};

/** The lending libraries. */
export const PartnerSettings = ({ state }: { readonly state: AppState }) => {
  const search = useSearch(t('Search partners'));
  const partners = usePartners(search.asked);
  const refusal = mayNot(state, t('Changing partners'), null);
  return (
    <>
      <Text c="dimmed">
        {t(
          'Partners lend to us. Their addresses appear on return slips. Each is contacted by e-mail, by hand, or by ISO 18626.',
        )}
      </Text>
      <Records
        kind={kindOf(partners.data?.rows ?? [], refusal)}
        label={t('Partners')}
        query={partners}
        rows={partners.data?.rows.map((row): PartnerRow => ({ ...row, ...draftOf(row.profile) }))}
        columns={[
          { head: t('Code'), widthPx: 110, cell: ({ code }) => <bdi>{code}</bdi> },
          {
            head: t('E-mail'),
            widthPx: 190,
            has: ({ email }) => email !== '',
            cell: ({ email }) => <bdi>{email}</bdi>,
          },
          {
            head: t('Letters'),
            cell: letterWay,
          },
          {
            head: t('New requests'),
            cell: ({ active }) => (active ? t('offered') : t('not offered')),
          },
        ]}
        mayAdd={refusal}
        mayChange={() => refusal}
        inPage
        empty={
          search.isAll
            ? t('No partners yet. Import a library file, or add them here.')
            : t('No matching partners. Try fewer words.')
        }
        search={search.box}
        pages={search.pagesOf(partners.data?.total)}
      />
    </>
  );
};
