import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LookUpAccountView } from '../../../../shared/ipc/calls/look-ups.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { CardAnswer } from '../../requests/patrons/LookedUp.tsx';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { AccountForm } from './AccountForm.tsx';
import { mayNotForAll } from './administration.ts';
import { draftOfLookUp, inputOfLookUp, lookUpFault, lookUpServer } from './look-up-fields.ts';
import { AuthorityChoice } from './mail-parts.tsx';
import { StackForm, TitledPart } from './parts.tsx';
import { ServerFields } from './server-fields.tsx';

/** Signs in with the stored account, and looks up a card number that staff type. */
const TestLookUp = ({ refusal }: { readonly refusal: string | null }) => {
  const [card, setCard] = useState('');
  const test = useMutation({ mutationFn: () => ask('lookUps.test', { card }) });
  const connected =
    test.data && t('The connection works: {library} answers.', { library: test.data.library });
  return (
    <StackForm
      gap="xs"
      submit={() => {
        if (refusal === null) test.mutate();
      }}
    >
      <Group align="end">
        <TextInput
          label={t('Test card')}
          description={t('Optional. A card number to look up.')}
          autoComplete="off"
          maxLength={100}
          disabled={refusal !== null}
          value={card}
          onChange={({ currentTarget }) => setCard(currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          title={refusal ?? undefined}
          disabled={refusal !== null || test.isPending}
        >
          {t('Test connection')}
        </Button>
      </Group>
      <div role="status" style={{ overflowWrap: 'anywhere' }}>
        <Text>{test.isPending ? t('Connecting…') : connected}</Text>
        {test.data?.lookUp && <CardAnswer lookUp={test.data.lookUp} />}
      </div>
      <NotDone error={test.error} style={{ overflowWrap: 'anywhere' }} />
    </StackForm>
  );
};

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
  const [isOpen, setOpen] = useState(false);
  const view = useQuery({ queryKey: ['lookUps', 'account'], queryFn: () => ask('lookUps.account', {}) });
  if (view.isError) return <LoadFailed error={view.error} retry={() => void view.refetch()} />;
  if (!view.data) return <Waiting rows={2} />;
  const { account, ownAuthority, passwordKnown } = view.data;
  return (
    <TitledPart title={t('Look up patrons (SIP2)')}>
      <Text>
        {t(
          'When staff open a patron, a request or an unknown card, this workstation asks the other system for the patron’s name, e-mail address, library, expiry date and blocks. It sends only the card number, and keeps the answers in memory until the end of the day. Patron records here do not change.',
        )}
      </Text>
      {account && account.user !== '' && !passwordKnown && (
        <Text role="alert" c="var(--desk-stop)">
          {t('The password is missing. Enter it and save to look up patrons.')}
        </Text>
      )}
      {account || isOpen ? (
        <Account view={view.data} refusal={refusal} />
      ) : (
        <Group>
          <Button
            variant="default"
            disabled={refusal !== null}
            title={refusal ?? undefined}
            onClick={() => setOpen(true)}
          >
            {t('Set up SIP2…')}
          </Button>
        </Group>
      )}
      {account && (
        <>
          <AuthorityChoice of="lookUps" security={account.security} chosen={ownAuthority} refusal={refusal} />
          <TestLookUp refusal={refusal} />
        </>
      )}
    </TitledPart>
  );
};
