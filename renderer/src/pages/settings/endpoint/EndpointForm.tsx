import type { EndpointView } from '../../../../../shared/ipc/calls/endpoint.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask, RefusedError } from '../../../api/desk.ts';
import { RecordFields, type RecordField } from '../records/fields.tsx';
import { FormFrame } from '../records/FormFrame.tsx';
import { useRecord } from '../records/use-record.ts';
import { nameAndSecret, withoutSecret } from '../secret-field.ts';
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

const nameFields: Readonly<Record<'basic' | 'header', Field>> = {
  basic: { kind: 'text', name: 'user', label: t('User name'), isNeeded: true, longest: 320 },
  header: { kind: 'text', name: 'header', label: t('Name of the header'), isNeeded: true, longest: 64 },
};
const secretLabels = { basic: t('Password'), header: t('Code') } as const;

const fieldsOf = ({ reach, authentication }: EndpointDraft, view: EndpointView): readonly Field[] => [
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
  ...(authentication === 'none'
    ? []
    : nameAndSecret(nameFields[authentication], secretLabels[authentication], view, false)),
];

const save = async (draft: EndpointDraft): Promise<EndpointView> => {
  const fault = faultOf(draft);
  if (fault === null)
    return ask('endpoint.save', { settings: settingsOf(draft), secret: draft.secret || null });
  const { field, words } = fault;
  throw new RefusedError({ code: 'record-unfit', message: words, retryable: false, details: { field } });
};

/** The settings of the endpoint. The typed secret is stored apart from them, and never shown again. */
export const EndpointForm = ({
  view,
  locked,
}: {
  readonly view: EndpointView;
  readonly locked: string | null;
}) => {
  const form = useRecord<EndpointDraft>(draftOf(view.settings), save, endpointFields, {
    kept: withoutSecret,
  });
  return (
    <FormFrame label={t('Incoming messages')} record={form} locked={locked} focusFirst={false}>
      <RecordFields fields={fieldsOf(form.draft, view)} part={form} />
    </FormFrame>
  );
};
