import { Switch, Text } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import type { PartnerId } from '../../../../shared/domain/ids.ts';
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
import type { FormPart } from './records/use-record.ts';

type Values = Input<'places.savePartner'>['values'];
const doing = 'Changing partners';
const limit = 50;

const Fields = ({ part }: { readonly part: FormPart<Values> }) => (
  <>
    <ContactFields part={part} />
    <Switch
      label="Renews automatically: a renewal needs no answer"
      checked={part.draft.renewsAutomatically}
      onChange={({ currentTarget }) => part.put({ renewsAutomatically: currentTarget.checked })}
    />
    <Switch
      label="Must agree before a request that was sent is cancelled"
      checked={part.draft.cancelNeedsConsent}
      onChange={({ currentTarget }) => part.put({ cancelNeedsConsent: currentTarget.checked })}
    />
    <Switch
      label="Offered for new requests"
      checked={part.draft.active}
      onChange={({ currentTarget }) => part.put({ active: currentTarget.checked })}
    />
  </>
);

const kind: RecordKind<Values> = {
  one: 'partner',
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
      <Text c="dimmed">
        Partners lend to us. Their address stands on return slips, their e-mail address gets the letters.
      </Text>
      <Records
        kind={kind}
        label="Partners"
        query={{ rows: partners.data?.rows, error: partners.error, retry: () => void partners.refetch() }}
        columns={[
          { head: 'Code', cell: ({ code }) => <bdi>{code}</bdi> },
          { head: 'E-mail', cell: ({ email }) => <bdi>{email}</bdi> },
          { head: 'New requests', cell: ({ active }) => (active ? 'offered' : 'not offered') },
        ]}
        valuesOf={valuesOf}
        mayAdd={refusal}
        mayChange={() => refusal}
        empty={
          search === ''
            ? 'No partner yet. They come with a library file, or are added here.'
            : 'No partner has all these words in its name or code.'
        }
        search={
          <SearchBox
            label="Search partners"
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
