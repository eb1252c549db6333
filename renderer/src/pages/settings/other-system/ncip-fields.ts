import {
  factsOfSystem,
  type OtherSystemKind,
  sentStepNames,
  sentSteps,
} from '../../../../../shared/domain/other-system-kinds.ts';
import { installationGroups } from '../../../../../shared/domain/library-settings.ts';
import type { Settings } from '../../../../../shared/domain/settings.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { RecordField } from '../records/fields.tsx';
import { nameAndSecret, type SecretView } from '../secret-field.ts';

/** The other system as typed: its name, how steps are sent to it, and how this workstation authenticates. */
export type OtherSystemDraft = Settings['ncip'] & {
  readonly name: string;
  /** Blank: the stored one. */
  readonly secret: string;
};
type Field = RecordField<Extract<keyof OtherSystemDraft, string>>;

const { fields: facts } = installationGroups.ncip;
const choicesOf = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([value, label]) => ({ value, label }));

/** What staff call the system. */
export const nameField: Field = {
  kind: 'text',
  name: 'name',
  label: installationGroups.otherSystem.fields.name.label,
  description: t('Appears in the menu, for example as “Key into Alma”.'),
  longest: 40,
};

export const kindField: Field = {
  kind: 'choice',
  name: 'kind',
  label: facts.kind.label,
  choices: choicesOf(facts.kind.choices),
};

/** Returns what a chosen kind changes in the form: the steps to send. */
export const changesOfKind = (kind: OtherSystemKind): Partial<OtherSystemDraft> => ({
  kind,
  ...Object.fromEntries(sentStepNames.map((step) => [step, factsOfSystem(kind).sends.includes(step)])),
});

/** Whether only loans are sent, by SIP2: then nothing goes to the address for NCIP. */
const needsNoAddress = ({ address, loansBy, received, returned, recalled }: OtherSystemDraft): boolean =>
  address.trim() === '' && loansBy === 'sip2' && !received && !returned && !recalled;

const reachFields = (isNeeded: boolean): readonly Field[] => [
  {
    kind: 'text',
    name: 'address',
    label: facts.address.label,
    description: t('Ask the other system’s administrator for it. It begins with https:// or http://.'),
    isNeeded,
    longest: facts.address.longest,
  },
  {
    kind: 'pair',
    of: [
      {
        kind: 'text',
        name: 'fromAgency',
        label: facts.fromAgency.label,
        description: t('Such as 01MAIN or DE-18'),
        isNeeded,
        longest: facts.fromAgency.longest,
      },
      {
        kind: 'text',
        name: 'toAgency',
        label: facts.toAgency.label,
        description: t('Leave blank if it is the same as ours'),
        longest: facts.toAgency.longest,
      },
    ],
  },
  {
    kind: 'text',
    name: 'profileType',
    label: facts.profileType.label,
    description: t('In Alma, the code of the NCIP partner. Leave blank if the system needs none.'),
    longest: facts.profileType.longest,
  },
  {
    kind: 'choice',
    name: 'authentication',
    label: facts.authentication.label,
    choices: choicesOf(facts.authentication.choices),
  },
];

const identification = (draft: OtherSystemDraft, view: SecretView): readonly Field[] => {
  if (draft.authentication === 'none') return [];
  const user: Field = { kind: 'text', name: 'user', label: facts.user.label, isNeeded: true, longest: 320 };
  const fields = nameAndSecret<Extract<keyof OtherSystemDraft, string>>(user, t('Password'), view, true);
  return draft.authentication === 'basic' ? fields : fields.slice(1);
};

/** How the other system is reached, and how this workstation authenticates. */
export const fieldsOfReach = (draft: OtherSystemDraft, view: SecretView): readonly Field[] => [
  ...reachFields(!needsNoAddress(draft)),
  ...identification(draft, view),
];

/** The steps to send. */
export const fieldsOfSteps: readonly Field[] = [
  ...sentStepNames.map((name): Field => ({ kind: 'switch', name, label: sentSteps[name].label })),
  {
    kind: 'choice',
    name: 'loansBy',
    label: facts.loansBy.label,
    description: t(
      'SIP2 uses the connection below, at the workstation that sends letters. SIP2 has no message for what is returned to the partner: that goes by NCIP, or staff key it.',
    ),
    choices: choicesOf(facts.loansBy.choices),
  },
];

/** How the steps are sent, and what else is. */
export const fieldsOfBehaviour: readonly Field[] = (
  ['namesDesk', 'notifies', 'scansIn', 'looksUp'] as const
).map((name) => ({
  kind: 'switch',
  name,
  label: facts[name].label,
}));

/** A warning about an address without encryption; null if it has one. */
export const unencryptedWarning = ({ address }: OtherSystemDraft): string | null =>
  /^http:/iu.test(address.trim())
    ? t(
        'Without encryption (http://), others on the network can read card numbers, titles and the password. Use https://, or a tunnel such as stunnel or a VPN.',
      )
    : null;

/** What must be corrected before a draft can be saved or tested, and where; null if nothing must. */
export const faultOf = (
  draft: OtherSystemDraft,
): { readonly field: string; readonly words: string } | null => {
  if (draft.kind === 'none') return null;
  if (needsNoAddress(draft)) return null;
  const url = URL.canParse(draft.address.trim()) ? new URL(draft.address.trim()) : null;
  if (url === null || !/^https?:$/u.test(url.protocol) || url.hostname === '')
    return {
      field: 'address',
      words:
        draft.loansBy === 'sip2'
          ? t(
              'Enter the whole NCIP address, or turn off “Received”, “Returned to partner” and “Recalled by partner”: SIP2 cannot send them.',
            )
          : t('Enter the whole address, such as https://alma.library.example/ncip.'),
    };
  if (url.username !== '' || url.password !== '')
    return {
      field: 'address',
      words: t('Remove the user name and password from the address. Enter them under Authentication.'),
    };
  if (draft.fromAgency.trim() === '')
    return { field: 'fromAgency', words: t('Enter your library’s symbol. Every message names it.') };
  if (draft.authentication === 'basic' && draft.user.trim() === '')
    return { field: 'user', words: t('Enter it, or choose “None” under Authentication.') };
  return null;
};

/** The settings that a draft without faults means. */
export const settingsOf = ({
  name: _name,
  secret: _secret,
  ...ncip
}: OtherSystemDraft): Settings['ncip'] => ({
  ...ncip,
  address: ncip.address.trim(),
  fromAgency: ncip.fromAgency.trim(),
  toAgency: ncip.toAgency.trim(),
  profileType: ncip.profileType.trim(),
  user: ncip.user.trim(),
});
