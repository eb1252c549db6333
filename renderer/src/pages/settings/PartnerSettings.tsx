import '@mantine/core/styles/SimpleGrid.css';
import { Checkbox, SimpleGrid, Switch, Text } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import type { PartnerId } from '../../../../shared/domain/ids.ts';
import { type LetterCode, partnerSwitches } from '../../../../shared/domain/letters/all-letters.ts';
import type { PartnerRecord } from '../../../../shared/ipc/calls/places.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { usePartners } from '../../api/people.ts';
import { Pages } from '../../components/Pages.tsx';
import { mayNot } from './administration.ts';
import { ContactFields, contactFields } from './records/ContactFields.tsx';
import type { RecordKind } from './records/record-kind.ts';
import { Records } from './records/Records.tsx';
import { SearchBox } from './records/SearchBox.tsx';
import classes from './records/records.module.css';
import type { FormPart } from './records/use-record.ts';
import { t } from '../../../../shared/words/words.ts';

type Values = Input<'places.savePartner'>['values'];
const doing = t('common.changingPartners');
const limit = 50;

/** What is told by letter all the same to a partner that is told in another way. */
const NotWritten = ({ part: { draft, put } }: { readonly part: FormPart<Values> }) => (
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
);

const Fields = ({ part }: { readonly part: FormPart<Values> }) => {
  const isTold = part.draft.lettersOff.length > 0;
  return (
    <>
      <ContactFields part={part} />
      <Switch
        label={t('settings.renewsAutomaticallyARenewalNeedsNo')}
        checked={part.draft.renewsAutomatically}
        onChange={({ currentTarget }) => part.put({ renewsAutomatically: currentTarget.checked })}
      />
      <Switch
        label={t('settings.mustAgreeBeforeARequestThat')}
        checked={part.draft.cancelNeedsConsent}
        onChange={({ currentTarget }) => part.put({ cancelNeedsConsent: currentTarget.checked })}
      />
      <Switch
        label={t('settings.offeredForNewRequests')}
        checked={part.draft.active}
        onChange={({ currentTarget }) => part.put({ active: currentTarget.checked })}
      />
      <Switch
        label={t('settings.noLettersByMailItIs')}
        checked={isTold}
        onChange={({ currentTarget: { checked } }) =>
          part.put({ lettersOff: checked ? partnerSwitches.map(({ name }) => name) : [] })
        }
      />
      {isTold && <NotWritten part={part} />}
    </>
  );
};

const kind: RecordKind<Values> = {
  one: t('settings.partner'),
  fields: contactFields,
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
  remove: (id, opId) => ask('places.remove', { opId, kind: 'partner', id }),
  follow: (id, opId) => ask('places.followFile', { opId, kind: 'partner', id }),
  form: (part) => <Fields part={part} />,
};

const valuesOf = ({ id: _id, editedAt: _editedAt, ...values }: PartnerRecord): Values => values;

/** The lending libraries. */
export const PartnerSettings = ({ state }: { readonly state: AppState }) => {
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  const partners = usePartners({ search: useDeferredValue(search), offset, limit });
  const refusal = mayNot(state, doing, null);
  return (
    <>
      <Text c="dimmed">{t('settings.partnersLendToUsTheirAddress')}</Text>
      <Records
        kind={kind}
        label={t('common.partners')}
        query={{ rows: partners.data?.rows, error: partners.error, retry: () => void partners.refetch() }}
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
        valuesOf={valuesOf}
        mayAdd={refusal}
        mayChange={() => refusal}
        empty={
          search === '' ? t('settings.noPartnerYetTheyComeWith') : t('settings.noPartnerHasAllTheseWords')
        }
        search={
          <SearchBox
            label={t('settings.searchPartners')}
            value={search}
            change={(text) => {
              setSearch(text);
              setOffset(0);
            }}
          />
        }
        pages={<Pages offset={offset} limit={limit} total={partners.data?.total ?? 0} turn={setOffset} />}
      />
    </>
  );
};
