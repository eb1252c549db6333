import { List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { factsOfSystem } from '../../../../../shared/domain/other-system-kinds.ts';
import type { Output } from '../../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask, RefusedError } from '../../../api/desk.ts';
import { usePageLabels } from '../../../places/page-label.ts';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { mayNot } from '../../../steps/administration.ts';
import { Authority } from '../Authority.tsx';
import { testedWords, TypedTest, useConnectionTest } from '../ConnectionTest.tsx';
import { TitledPart } from '../parts.tsx';
import { RecordFields } from '../records/fields.tsx';
import { FormFrame } from '../records/FormFrame.tsx';
import { type FormPart, useRecord } from '../records/use-record.ts';
import { withoutSecret } from '../secret-field.ts';
import {
  changesOfKind,
  faultOf,
  fieldsOfBehaviour,
  fieldsOfReach,
  fieldsOfSteps,
  kindField,
  nameField,
  unencryptedWarning,
  type OtherSystemDraft,
  settingsOf,
} from './ncip-fields.ts';

type Reach = Output<'otherSystem.reach'>;
type Part = FormPart<OtherSystemDraft>;

/** The fields at which a refusal can be shown. */
const refusable = ['address', 'fromAgency', 'user', 'secret', 'card'];

const refusalAt = (field: string, message: string): RefusedError =>
  new RefusedError({ code: 'record-unfit', message, retryable: false, details: { field } });

/** @throws RefusedError at the field that must be corrected */
const checkedSettings = (draft: OtherSystemDraft) => {
  const fault = faultOf(draft);
  if (fault === null) return settingsOf(draft);
  throw refusalAt(fault.field, fault.words);
};

/** What leaves the workstation: staff and data protection officers ask. */
const Sent = () => (
  <Text size="sm" c="dimmed">
    {t(
      'What is sent: the barcodes of the item and the patron’s card, the title, author, external identifier and due date, the date and time of the step, and the code of the pickup location if you include it. No patron names or e-mail addresses. The content of a message is deleted as soon as the other system confirms it or staff key the step. The record of the step keeps it for as long as steps can be undone.',
    )}
  </Text>
);

const Notes = ({ draft }: { readonly draft: OtherSystemDraft }) => {
  const { notes } = factsOfSystem(draft.kind);
  return notes.length === 0 ? null : (
    <List size="sm">
      {notes.map((note) => (
        <List.Item key={note}>{note}</List.Item>
      ))}
    </List>
  );
};

const Sending = ({
  part,
  reach,
  locked,
}: {
  readonly part: Part;
  readonly reach: Reach;
  readonly locked: string | null;
}) => {
  const { call, tested } = useConnectionTest(part, async (card: string) => {
    const settings = checkedSettings(part.draft);
    if (card !== '')
      return await ask('otherSystem.test', { settings, secret: part.draft.secret || null, card });
    throw refusalAt('card', t('Enter a card number that the other system knows.'));
  });
  const pageLabel = usePageLabels();
  const open = unencryptedWarning(part.draft);
  return (
    <>
      <Notes draft={part.draft} />
      <RecordFields fields={fieldsOfReach(part.draft, reach)} part={tested} />
      {open !== null && <Text c="var(--desk-stop)">{open}</Text>}
      <Authority
        pem={part.draft.authority || null}
        put={(authority) => tested.put({ authority: authority ?? '' })}
        ask={() => ask('otherSystem.chooseAuthority', {})}
        stored={reach.authority}
        locked={locked}
      />
      <TitledPart title={t('Steps to send')}>
        <Stack gap={6}>
          <RecordFields fields={fieldsOfSteps} part={tested} />
          <Text size="sm" c="dimmed">
            {t('Staff key all other steps. The page “{page}” shows which steps were sent.', {
              page: pageLabel('done-here'),
            })}
          </Text>
        </Stack>
      </TitledPart>
      <RecordFields fields={fieldsOfBehaviour} part={tested} />
      <Sent />
      <TypedTest
        call={call}
        field={{
          name: 'card',
          label: t('Test card'),
          maxLength: 64,
          description: t(
            'A card number, such as your own. The other system looks it up; it is not saved here.',
          ),
        }}
        waits={t('Waiting for the other system (up to 20 seconds)…')}
        fields={refusable}
        locked={locked}
        result={testedWords}
      />
    </>
  );
};

const Form = ({ state, reach }: { readonly state: AppState; readonly reach: Reach }) => {
  const { ncip, otherSystem } = state.settings;
  const record = useRecord<OtherSystemDraft>(
    { ...ncip, name: otherSystem.name, secret: '' },
    async (draft, opId) => {
      const settings = { otherSystem: { name: draft.name }, ncip: checkedSettings(draft) };
      await ask('app.saveInstallationSettings', { opId, settings });
      if (draft.secret !== '') await ask('otherSystem.saveSecret', { secret: draft.secret });
    },
    refusable,
    { kept: withoutSecret },
  );
  const locked = mayNot(state, t('Changing how the library works'), null);
  const isSame =
    record.draft.address.trim() === ncip.address &&
    record.draft.authentication === ncip.authentication &&
    record.draft.user.trim() === ncip.user;
  const part: Part = {
    ...record,
    put: (change) =>
      record.put(change.kind === undefined ? change : { ...change, ...changesOfKind(change.kind) }),
  };
  return (
    <FormFrame label={t('Other system')} record={record} locked={locked} focusFirst={false}>
      <RecordFields fields={[nameField, kindField]} part={part} />
      {record.draft.kind !== 'none' && (
        <Sending part={part} reach={{ ...reach, hasSecret: reach.hasSecret && isSame }} locked={locked} />
      )}
    </FormFrame>
  );
};

/** The library's other system: what staff call it, and how steps are sent to it by NCIP or SIP2. */
export const OtherSystemSettings = ({ state }: { readonly state: AppState }) => {
  const reach = useQuery({
    queryKey: ['people', 'other-system'],
    queryFn: () => ask('otherSystem.reach', {}),
  });
  if (reach.isError) return <LoadFailed error={reach.error} retry={() => void reach.refetch()} />;
  return reach.data ? <Form state={state} reach={reach.data} /> : <Waiting rows={6} />;
};
