import '@mantine/core/styles/SimpleGrid.css';
import { Checkbox, SimpleGrid, Switch, Text } from '@mantine/core';
import type { PartnerId } from '../../../../shared/domain/ids.ts';
import { partnerSwitches, type LetterCode } from '../../../../shared/domain/letters/all-letters.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { usePartners } from '../../api/people.ts';
import { mayNot } from './administration.ts';
import { contactFields } from './records/fields.tsx';
import { inFiles, type RecordKind } from './records/record-kind.ts';
import { Records } from './records/Records.tsx';
import { useSearch } from './records/RowList.tsx';
import classes from './records/records.module.css';
import type { FormPart } from './records/use-record.ts';
import { t } from '../../../../shared/words/words.ts';

type Values = Input<'places.savePartner'>['values'];

/** Whether letters are sent to this partner, and which are not. */
const Letters = ({ part: { draft, put } }: { readonly part: FormPart<Values> }) => {
  const hasLettersOff = draft.lettersOff.length > 0;
  return (
    <>
      <Switch
        label={t('settings.noLettersByMailItIs')}
        checked={hasLettersOff}
        onChange={({ currentTarget: { checked } }) =>
          put({ lettersOff: checked ? partnerSwitches.map(({ name }) => name) : [] })
        }
      />
      {hasLettersOff && (
        <Checkbox.Group
          className={classes['whole'] ?? ''}
          label={t('settings.notWrittenToThisPartner')}
          description={t('settings.staffTellItThemselvesWhatIs')}
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
  one: t('settings.partner'),
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
  ...inFiles('partner'),
  fields: [
    ...contactFields,
    {
      kind: 'switch',
      name: 'renewsAutomatically',
      label: t('settings.renewsAutomaticallyARenewalNeedsNo'),
    },
    { kind: 'switch', name: 'cancelNeedsConsent', label: t('settings.mustAgreeBeforeARequestThat') },
    { kind: 'switch', name: 'active', label: t('settings.offeredForNewRequests') },
  ],
  more: (part) => <Letters part={part} />,
};

/** The lending libraries. */
export const PartnerSettings = ({ state }: { readonly state: AppState }) => {
  const search = useSearch(t('settings.searchPartners'));
  const partners = usePartners(search.asked);
  const refusal = mayNot(state, t('common.changingPartners'), null);
  return (
    <>
      <Text c="dimmed">{t('settings.partnersLendToUsTheirAddress')}</Text>
      <Records
        kind={kind}
        label={t('common.partners')}
        query={partners}
        rows={partners.data?.rows}
        columns={[
          { head: t('settings.code'), widthPx: 110, cell: ({ code }) => <bdi>{code}</bdi> },
          { head: 'E-mail', widthPx: 190, cell: ({ email }) => <bdi>{email}</bdi> },
          {
            head: t('common.letters'),
            cell: ({ lettersOff }) =>
              lettersOff.length === 0 ? t('settings.byMail') : t('settings.toldAnotherWay'),
          },
          {
            head: t('common.newRequests'),
            cell: ({ active }) => (active ? 'offered' : t('settings.notOffered')),
          },
        ]}
        mayAdd={refusal}
        mayChange={() => refusal}
        empty={
          search.isAll ? t('settings.noPartnerYetTheyComeWith') : t('settings.noPartnerHasAllTheseWords')
        }
        search={search.box}
        pages={search.pagesOf(partners.data?.total)}
      />
    </>
  );
};
