import { Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { LookUpAccountView } from '../../../../shared/ipc/calls/look-ups.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { CardAnswer } from '../../requests/patrons/LookedUp.tsx';
import { AccountForm } from './AccountForm.tsx';
import { AccountSettings } from './account-parts.tsx';
import { TypedTest } from './ConnectionTest.tsx';
import { mayNotForAll } from '../../steps/administration.ts';
import { draftOfLookUp, inputOfLookUp, lookUpFault, lookUpServer } from './look-up-fields.ts';
import { ServerFields } from './server-fields.tsx';

/** Signs in with the stored account, and looks up a card number that staff type. */
const TestLookUp = ({ refusal }: { readonly refusal: string | null }) => (
  <TypedTest
    call={useMutation({ mutationFn: (card: string) => ask('lookUps.test', { card }) })}
    field={{
      name: 'card',
      label: t('Test card'),
      description: t('Optional: a card number to look up.'),
      maxLength: 100,
    }}
    waits={t('Connecting…')}
    locked={refusal}
    result={({ library, lookUp }) => (
      <>
        <Text>
          {library === ''
            ? t('The connection works.')
            : t('The connection works: {library} answers.', { library })}
        </Text>
        {lookUp && <CardAnswer lookUp={lookUp} />}
      </>
    )}
  />
);

const Account = ({
  view,
  refusal,
}: {
  readonly view: LookUpAccountView;
  readonly refusal: string | null;
}) => (
  <AccountForm
    account={view.account}
    draftOf={draftOfLookUp}
    faultOf={(draft) => lookUpFault(draft, view)}
    save={(draft) => ask('lookUps.saveAccount', inputOfLookUp(draft))}
    remove={() => ask('lookUps.removeAccount', {})}
    labels={{ save: t('Save connection'), remove: t('Remove connection') }}
    refusal={refusal}
    fields={({ draft, put, fault }) => (
      <>
        <ServerFields {...{ draft, put, view, fault }} kind={lookUpServer} />
        <TextInput
          label={t('Location code')}
          description={t('Leave blank if the server needs none')}
          maxLength={200}
          value={draft.location}
          onChange={({ currentTarget }) => put({ location: currentTarget.value })}
        />
      </>
    )}
  />
);

/** Patrons are looked up in the other system by SIP2. Off until it is set up. */
export const LookUpSettings = ({ state }: { readonly state: AppState }) => {
  const refusal = mayNotForAll(state, t('Changing how patrons are looked up'));
  return (
    <AccountSettings
      of="lookUps"
      title={t('SIP2 connection')}
      loaded={useQuery({ queryKey: ['lookUps', 'account'], queryFn: () => ask('lookUps.account', {}) })}
      words={({ account, passwordKnown }) => (
        <>
          <Text>
            {t(
              'With SIP2, this workstation looks up cards in the other system when Borrow Desk starts, after an import, when other workstations bring new requests, and when staff open a patron, a request or an unknown card. It sends only the card number, and gets the patron’s name, e-mail address, library, expiry date, blocks and message. Answers are used until the end of the day and never saved to disk. Patron records here do not change.',
            )}
          </Text>
          {account && account.user !== '' && !passwordKnown && (
            <Text role="alert" c="var(--desk-stop)">
              {t('The password is missing. Enter it and save to look up patrons.')}
            </Text>
          )}
        </>
      )}
      setUp={t('Set up SIP2…')}
      refusal={refusal}
      form={(view) => <Account view={view} refusal={refusal} />}
      test={<TestLookUp refusal={refusal} />}
    />
  );
};
