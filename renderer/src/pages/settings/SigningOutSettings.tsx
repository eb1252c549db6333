import { NativeSelect, Switch } from '@mantine/core';
import { usualIdleMinutes } from '../../../../shared/domain/idle-lock.ts';
import type { IdleLock } from '../../../../shared/domain/idle-lock.ts';
import { settingGroups } from '../../../../shared/domain/settings.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { mayNot } from './administration.ts';
import { FormFrame } from './records/FormFrame.tsx';
import { useRecord } from './records/use-record.ts';
import { t } from '../../../../shared/words/words.ts';

const { fields } = settingGroups.idleLock;
const usual = 'usual';
const offered = [5, 10, 15, 30, 60, 120] as const;

const choices = (now: number | null): { readonly value: string; readonly label: string }[] => [
  { value: usual, label: t('settings.afterMinutesIfTheOperatorHas', { usualIdleMinutes }) },
  { value: '0', label: t('settings.never') },
  ...[...new Set([...offered, ...(now === null || now === 0 ? [] : [now])])]
    .toSorted((one, other) => one - other)
    .map((minutes) => ({ value: String(minutes), label: t('settings.afterMinutesWithAPinOr', { minutes }) })),
];

/** When the program signs somebody out who has left. */
export const SigningOutSettings = ({ state }: { readonly state: AppState }) => {
  const record = useRecord<IdleLock>(
    state.settings.idleLock,
    async (idleLock, opId) => {
      await ask('app.saveLibrarySettings', { opId, settings: { idleLock } });
    },
    ['idleMinutes'],
  );
  const { idleMinutes, withSystem } = record.draft;
  return (
    <FormFrame
      label={t('common.signingOut')}
      record={record}
      locked={mayNot(state, t('settings.changingHowTheLibraryWorks'), null)}
      focusFirst={false}
    >
      <NativeSelect
        label={fields.idleMinutes.label}
        description={fields.idleMinutes.description}
        data={choices(state.settings.idleLock.idleMinutes)}
        value={idleMinutes === null ? usual : String(idleMinutes)}
        error={record.errorOf('idleMinutes')}
        onChange={({ currentTarget: { value } }) =>
          record.put({ idleMinutes: value === usual ? null : Number(value) })
        }
      />
      <Switch
        label={fields.withSystem.label}
        checked={withSystem}
        onChange={({ currentTarget }) => record.put({ withSystem: currentTarget.checked })}
      />
    </FormFrame>
  );
};
