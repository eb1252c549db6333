import '@mantine/core/styles/SimpleGrid.css';
import { Checkbox, SimpleGrid, Switch, Text } from '@mantine/core';
import type { PartnerId } from '../../../../shared/domain/ids.ts';
import { partnerSwitches, type LetterCode } from '../../../../shared/domain/letters/all-letters.ts';
import { addressStateOf } from '../../../../shared/domain/letters/partner-notifications.ts';
import type { PartnerRecord } from '../../../../shared/ipc/calls/places.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { usePartners } from '../../api/people.ts';
import { mayNot } from './administration.ts';
import { contactFields } from './records/fields.tsx';
import { inFiles, type RecordKind } from './records/record-kind.ts';
import { ReachedBy } from './partners/ReachedBy.tsx';
import { askAboutLetters } from './records/LettersLeave.tsx';
import { Records } from './records/Records.tsx';
import { useSearch } from './records/RowList.tsx';
import classes from './records/records.module.css';
import type { FormPart } from './records/use-record.ts';
import { t } from '../../../../shared/words/words.ts';

type Values = Input<'places.savePartner'>['values'];

/** Whether letters are sent to this partner, and which ones are off. */
const Letters = ({ part: { draft, put } }: { readonly part: FormPart<Values> }) => {
  const hasLettersOff = draft.lettersOff.length > 0;
  return (
    <>
      <Switch
        label={t('No letters by e-mail: notified another way, such as in its own system')}
        checked={hasLettersOff}
        onChange={({ currentTarget: { checked } }) =>
          put({ lettersOff: checked ? partnerSwitches.map(({ name }) => name) : [] })
        }
      />
      {hasLettersOff && (
        <Checkbox.Group
          className={classes['whole'] ?? ''}
          label={t('Not sent to this partner')}
          description={t(
            'Staff notify the partner themselves. Letters without a check mark are sent by e-mail; so are all corrections to letters already sent.',
          )}
          value={draft.lettersOff}
          onChange={(names) => put({ lettersOff: names as LetterCode[] })}
        >
          <SimpleGrid cols={{ base: 1, xs: 2, sm: 4 }} spacing={6} mt="xs">
            {partnerSwitches.map(({ name, label }) => (
              <Checkbox key={name} value={name} label={label} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
      )}
    </>
  );
};

const kind: RecordKind<Values> = {
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
    lettersOff: [],
    active: true,
  },
  save: (id, values, opId) => ask('places.savePartner', { opId, id: id as PartnerId | null, values }),
  asks: (id, values) =>
    askAboutLetters({ kind: 'partner', id: id as PartnerId, values }, values.name, (opId) =>
      kind.save(id, values, opId),
    ),
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
  more: (part) => <Letters part={part} />,
};

const addressWords = {
  good: t('by e-mail'),
  none: t('Contact by hand'),
  wrong: t('address not valid'),
} as const;

/** How a partner is told. */
const letterWay = ({ email, lettersOff, profile }: PartnerRecord): string => {
  switch (profile.by) {
    case 'iso18626':
      return 'ISO 18626';
    case 'hand':
      return addressWords.none;
    case 'mail':
      return lettersOff.length === 0 ? addressWords[addressStateOf(email)] : t('another way');
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
          'Partners lend to us. Their addresses appear on return slips; letters go to their e-mail addresses.',
        )}
      </Text>
      <Records
        kind={kind}
        label={t('Partners')}
        query={partners}
        rows={partners.data?.rows}
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
        beside={(id) => {
          const partner = partners.data?.rows.find((row) => row.id === id);
          return (
            partner && (
              <ReachedBy
                partnerId={partner.id}
                name={partner.name}
                profile={partner.profile}
                locked={refusal}
              />
            )
          );
        }}
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
