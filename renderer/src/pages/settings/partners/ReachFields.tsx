import { Button, Checkbox, SimpleGrid, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { isoActions, type IsoAction } from '../../../../../shared/domain/partner-profile.ts';
import { peerSystemNames, peerSystems, systemOf } from '../../../../../shared/domain/peer-systems.ts';
import { t } from '../../../../../shared/words/words.ts';
import { LongSelect } from '../../../components/LongSelect.tsx';
import { RecordFields, type RecordField } from '../records/fields.tsx';
import type { FormPart } from '../records/use-record.ts';
import { nameAndSecret, secretStays, type SecretView } from '../secret-field.ts';
import type { ReachDraft } from './reach-draft.ts';

type Field = RecordField<Extract<keyof ReachDraft, string>>;
type Part = FormPart<ReachDraft>;

const address: Field = {
  kind: 'text',
  name: 'systemAddress',
  label: t('Address of the partner’s system'),
  description: t('Ask the partner for it. It begins with https:// or http://.'),
  isNeeded: true,
  longest: 2_000,
};
const way: Field = {
  kind: 'choice',
  name: 'way',
  label: t('How messages leave'),
  choices: [
    { value: 'network', label: t('Over the network, to the address of the partner’s system') },
    { value: 'folder', label: t('Into the folder for messages, from where another server fetches them') },
  ],
};
const symbols: Field = {
  kind: 'pair',
  of: [
    {
      kind: 'text',
      name: 'theirs',
      label: t('Partner’s symbol'),
      description: t('Such as DE-18'),
      isNeeded: true,
      longest: 200,
    },
    {
      kind: 'text',
      name: 'ours',
      label: t('Our symbol'),
      isNeeded: true,
      longest: 200,
    },
  ],
};
const asksFor = {
  kind: 'choice',
  name: 'authentication',
  label: t('Authentication'),
  choices: [
    { value: 'none', label: t('None') },
    { value: 'account', label: t('Account and code in each message') },
    { value: 'basic', label: t('User name and password') },
    { value: 'certificate', label: t('Client certificate') },
  ],
} as const satisfies Field;
const asksForInFolder: Field = {
  ...asksFor,
  choices: asksFor.choices.filter(({ value }) => value === 'none' || value === 'account'),
};
const moreFields: readonly Field[] = [
  way,
  {
    kind: 'pair',
    of: [
      { kind: 'text', name: 'theirsKind', label: t('Type of partner’s symbol'), isNeeded: true, longest: 64 },
      { kind: 'text', name: 'oursKind', label: t('Type of our symbol'), isNeeded: true, longest: 64 },
    ],
  },
  {
    kind: 'switch',
    name: 'isBroker',
    label: t('Other libraries answer through this partner'),
    description: t('It is a broker, such as CrossLink. Answers may name any library as the lender.'),
  },
  {
    kind: 'choice',
    name: 'version',
    label: t('ISO 18626 version'),
    choices: [
      { value: '1.2', label: t('1.2 (2017; most systems)') },
      { value: '2021-2', label: '2021-2' },
    ],
  },
  {
    kind: 'choice',
    name: 'convention',
    label: t('How the partner sets conditions'),
    choices: [
      { value: 'reshare', label: t('In the message; we accept with a message (ReShare, CrossLink)') },
      { value: 'accept-reject', label: t('In a note; we answer ACCEPT or REJECT (Alma, ILLiad)') },
      { value: 'retry', label: t('By ending the request; we accept with a new request (the standard)') },
      {
        value: 'conditional-reply',
        label: t('As a conditional answer; we reply within four days (ISO 10161)'),
      },
    ],
  },
  {
    kind: 'choice',
    name: 'volumeFormat',
    label: t('How the partner lists several volumes'),
    choices: [
      { value: 'repeated', label: t('One item identifier per volume') },
      { value: 'commas', label: t('One item identifier with commas (Alma, ILLiad)') },
      { value: 'reshare', label: t('Name, call number and identifier together (ReShare)') },
      { value: 'note-block', label: t('Lines in the note (CrossLink)') },
    ],
  },
];

const actionLabels: Readonly<Record<IsoAction, string>> = {
  StatusRequest: t('Status request'),
  Received: t('Received'),
  Cancel: t('Cancellation'),
  Renew: t('Renewal'),
  ShippedReturn: t('Returned'),
  ShippedForward: t('Sent on to another library'),
  Notification: t('Plain text message'),
  HoldReturn: t('Return delayed (version 2021)'),
  Lost: t('Lost (version 2021)'),
};

const Accepts = ({ part: { draft, put } }: { readonly part: Part }) => (
  <Checkbox.Group
    label={t('Messages that the partner’s system accepts')}
    description={t('The rest is sent as plain text messages, or staff notify the partner.')}
    value={[...draft.accepts]}
    onChange={(accepts) => put({ accepts: isoActions.filter((action) => accepts.includes(action)) })}
  >
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={6} mt="xs">
      {isoActions.map((action) => (
        <Checkbox key={action} value={action} label={actionLabels[action]} />
      ))}
    </SimpleGrid>
  </Checkbox.Group>
);

/** The system of the partner, from which the rest follows. */
const System = ({ part: { draft, put } }: { readonly part: Part }) => {
  const chosen = systemOf(draft);
  const names = peerSystemNames.map((name) => ({ value: name, label: peerSystems[name].label }));
  return (
    <LongSelect
      label={t('Partner’s system')}
      value={chosen ?? ''}
      data={chosen === null ? [{ value: '', label: t('Other (see More settings)') }, ...names] : names}
      choose={(choice) => {
        const name = peerSystemNames.find((one) => one === choice);
        if (name !== undefined) put(peerSystems[name].conventions);
      }}
    />
  );
};

const isUnusual = (draft: ReachDraft): boolean =>
  systemOf(draft) === null || draft.authority !== null || draft.way === 'folder';

const More = ({ part, children }: { readonly part: Part; readonly children: ReactNode }) => {
  // What an own choice has made of a known system stays in view.
  const [shown, setShown] = useState(isUnusual(part.draft));
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        w="fit-content"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? t('Fewer settings') : t('More settings')}
      </Button>
      {shown && (
        <>
          <RecordFields fields={moreFields} part={part} />
          <Accepts part={part} />
          {children}
        </>
      )}
    </>
  );
};

const accountLabels = { account: t('Account'), basic: t('User name') } as const;
const secretLabels = { account: t('Account code'), basic: t('Password') } as const;

const certificateWords = (view: SecretView): string => {
  const stays = secretStays(view, true);
  return view.hasSecret
    ? t('This workstation has its certificate. {stays}', { stays })
    : t('Save, then choose the certificate of this workstation. {stays}', { stays });
};

/** How we identify ourselves. A secret stays at this workstation. */
const Identification = ({ part, view }: { readonly part: Part; readonly view: SecretView }) => {
  const kind = part.draft.authentication;
  if (kind === 'none') return null;
  if (kind === 'certificate') return <Text c="dimmed">{certificateWords(view)}</Text>;
  const account: Field = {
    kind: 'text',
    name: 'account',
    label: accountLabels[kind],
    isNeeded: true,
    longest: 320,
  };
  return <RecordFields part={part} fields={nameAndSecret(account, secretLabels[kind], view, true)} />;
};

/**
 * What is needed to reach a partner by ISO 18626: three texts, its system, and what it asks for; the rest is folded away.
 * @param view what is known of the secret for what is typed
 * @param more shown at the end of what is folded away
 */
export const ProtocolFields = ({
  part,
  view,
  more,
}: {
  readonly part: Part;
  readonly view: SecretView;
  readonly more: ReactNode;
}) => (
  <Stack gap="sm">
    <RecordFields fields={part.draft.way === 'folder' ? [symbols] : [address, symbols]} part={part} />
    {part.draft.way === 'folder' && (
      <Text c="dimmed">
        {t(
          'Choose the folder in Settings › Incoming messages, at the workstation that sends. “Sent” then means: put into “out” inside it. If the partner’s confirmation comes into the folder, it is shown with the message.',
        )}
      </Text>
    )}
    <System part={part} />
    <RecordFields fields={[part.draft.way === 'folder' ? asksForInFolder : asksFor]} part={part} />
    <Identification part={part} view={view} />
    <More part={part}>{more}</More>
  </Stack>
);
