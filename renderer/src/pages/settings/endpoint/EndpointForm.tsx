import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { EndpointView } from '../../../../../shared/ipc/calls/endpoint.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask, RefusedError } from '../../../api/desk.ts';
import { useUnsaved } from '../../../places/leave-guard.ts';
import { RecordFields, type RecordField } from '../records/fields.tsx';
import { FormFrame } from '../records/FormFrame.tsx';
import { type FormPart, useRecord } from '../records/use-record.ts';
import { draftOf, endpointFields, type EndpointDraft, faultOf, settingsOf } from './endpoint-draft.ts';

type Field = RecordField<Extract<keyof EndpointDraft, string>>;

const reachField: Field = {
  kind: 'choice',
  name: 'reach',
  label: t('Listen on'),
  choices: [
    { value: 'here', label: t('This computer only, such as for a proxy on it') },
    { value: 'everywhere', label: t('All networks of this computer') },
    { value: 'other', label: t('One address of this computer') },
  ],
};
const hostField: Field = { kind: 'text', name: 'host', label: t('Address of this computer'), longest: 253 };

const fieldsOf = ({ reach }: EndpointDraft): readonly Field[] => [
  { kind: 'switch', name: 'isOpen', label: t('Receive messages at this workstation') },
  reachField,
  ...(reach === 'other' ? [hostField] : []),
  {
    kind: 'pair',
    of: [
      { kind: 'text', name: 'port', label: t('Port'), is: 'number', longest: 5 },
      { kind: 'text', name: 'path', label: t('Path'), longest: 200 },
    ],
  },
  {
    kind: 'lines',
    name: 'callers',
    label: t('Allowed callers'),
    description: t(
      'Addresses or networks, one per line, such as 192.0.2.7 or 192.0.2.0/24. Leave blank to allow all.',
    ),
  },
  {
    kind: 'choice',
    name: 'authentication',
    label: t('Authentication of callers'),
    choices: [
      { value: 'none', label: t('None') },
      { value: 'basic', label: t('User name and password') },
      { value: 'header', label: t('Code in a header') },
    ],
  },
];

const nameFields: Readonly<Record<'basic' | 'header', Field>> = {
  basic: { kind: 'text', name: 'user', label: t('User name'), isNeeded: true, longest: 320 },
  header: { kind: 'text', name: 'header', label: t('Name of the header'), isNeeded: true, longest: 64 },
};
const secretLabels = { basic: t('Password'), header: t('Code') } as const;

const hintOf = ({ hasSecret, keepsSecrets }: EndpointView): string => {
  const stays = keepsSecrets
    ? t('It is saved encrypted on this computer.')
    : t('This computer cannot save it: Borrow Desk remembers it only until it closes.');
  return hasSecret ? t('Already set. Leave this blank to keep it. {stays}', { stays }) : stays;
};

const save = (draft: EndpointDraft, secret: string): Promise<EndpointView> => {
  const fault = faultOf(draft);
  if (fault === null) return ask('endpoint.save', { settings: settingsOf(draft), secret: secret || null });
  const { field, words } = fault;
  throw new RefusedError({ code: 'record-unfit', message: words, retryable: false, details: { field } });
};

const Named = ({
  part,
  secret,
  type,
  hint,
}: {
  readonly part: FormPart<EndpointDraft>;
  readonly secret: string;
  readonly type: (secret: string) => void;
  readonly hint: string;
}) => {
  const kind = part.draft.authentication;
  if (kind === 'none') return null;
  return (
    <>
      <RecordFields part={part} fields={[nameFields[kind]]} />
      <TextInput
        type="password"
        label={secretLabels[kind]}
        description={hint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="off"
        maxLength={1_000}
        value={secret}
        error={part.errorOf('secret')}
        onChange={({ currentTarget }) => type(currentTarget.value)}
      />
    </>
  );
};

/** The settings of the endpoint. The typed secret is stored apart from them, and never shown again. */
export const EndpointForm = ({
  view,
  locked,
}: {
  readonly view: EndpointView;
  readonly locked: string | null;
}) => {
  const [secret, setSecret] = useState('');
  const record = useRecord<EndpointDraft>(
    draftOf(view.settings),
    async (draft) => {
      await save(draft, secret);
      setSecret('');
    },
    endpointFields,
  );
  useUnsaved(secret !== '');
  const form = {
    ...record,
    isChanged: record.isChanged || secret !== '',
    discard: (): void => {
      record.discard();
      setSecret('');
    },
  };
  return (
    <FormFrame label={t('Incoming messages')} record={form} locked={locked} focusFirst={false}>
      <RecordFields fields={fieldsOf(form.draft)} part={form} />
      <Named part={form} secret={secret} type={setSecret} hint={hintOf(view)} />
    </FormFrame>
  );
};
