import { defaultIdleMinutes, type IdleLock } from '../../../../shared/domain/idle-lock.ts';
import { policyOn } from '../../../../shared/domain/policy.ts';
import { settingGroups } from '../../../../shared/domain/settings.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import type { Choice } from '../../components/LongSelect.tsx';
import { mayNot } from '../../steps/administration.ts';
import { RecordFields } from './records/fields.tsx';
import { FormFrame } from './records/FormFrame.tsx';
import { useRecord } from './records/use-record.ts';
import { t } from '../../../../shared/words/words.ts';

const { fields } = settingGroups.idleLock;
const usual = 'usual';
const offered = [5, 10, 15, 30, 60, 120] as const;

const choices = (now: number | null): readonly Choice[] => [
  {
    value: usual,
    label: t('After {usualIdleMinutes} minutes if the operator has a PIN, otherwise never', {
      usualIdleMinutes: defaultIdleMinutes,
    }),
  },
  { value: '0', label: t('Never') },
  ...[...new Set([...offered, ...(now === null || now === 0 ? [] : [now])])]
    .toSorted((one, other) => one - other)
    .map((minutes) => ({
      value: String(minutes),
      label: t('After {minutes} minutes, with or without a PIN', { minutes }),
    })),
];

/** When the program signs out an operator who has left. */
export const SigningOutSettings = ({ state }: { readonly state: AppState }) => {
  const { idleLock } = state.settings;
  const record = useRecord<IdleLock>(
    idleLock,
    (changed, opId) => ask('app.saveInstallationSettings', { opId, settings: { idleLock: changed } }),
    ['idleMinutes'],
  );
  return (
    <FormFrame
      label={t('Signing out')}
      record={record}
      locked={mayNot(state, t('Changing how the library works'), null)}
      focusFirst={false}
    >
      <RecordFields
        fields={[
          {
            kind: 'choice',
            name: 'idleMinutes',
            label: fields.idleMinutes.label,
            description: fields.idleMinutes.description,
            isLocked: policyOn(state.policy.values, 'idleLock', 'idleMinutes') !== null,
            choices: choices(idleLock.idleMinutes),
            read: (choice) => (choice === usual ? null : Number(choice)),
            write: (minutes) => (minutes === null ? usual : String(minutes as number)),
          },
          { kind: 'switch', name: 'withSystem', label: fields.withSystem.label },
        ]}
        part={record}
      />
    </FormFrame>
  );
};
