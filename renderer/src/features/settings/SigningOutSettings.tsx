import { NativeSelect, Switch } from '@mantine/core';
import { usualIdleMinutes } from '../../../../shared/domain/idle-lock.ts';
import type { IdleLock } from '../../../../shared/domain/idle-lock.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { mayNot } from './administration.ts';
import { FormFrame } from './records/FormFrame.tsx';
import { useRecord } from './records/use-record.ts';

const usual = 'usual';
const offered = [5, 10, 15, 30, 60, 120] as const;

const choices = (now: number | null): { readonly value: string; readonly label: string }[] => [
  { value: usual, label: `After ${usualIdleMinutes} minutes if the operator has a PIN, otherwise never` },
  { value: '0', label: 'Never' },
  ...[...new Set([...offered, ...(now === null || now === 0 ? [] : [now])])]
    .toSorted((one, other) => one - other)
    .map((minutes) => ({ value: String(minutes), label: `After ${minutes} minutes, with a PIN or without` })),
];

/** When the program signs somebody out who has left. */
export const SigningOutSettings = ({ state }: { readonly state: AppState }) => {
  const record = useRecord<IdleLock>(
    state.settings.idleLock,
    async (idleLock) => {
      await ask('app.saveSettings', { settings: { ...state.settings, idleLock } });
    },
    ['idleMinutes'],
  );
  const { idleMinutes, withSystem } = record.draft;
  return (
    <FormFrame
      label="Signing out"
      record={record}
      locked={mayNot(state, 'Changing how the library works', null)}
      focusFirst={false}
    >
      <NativeSelect
        label="Sign out automatically"
        description="Counted from the last key, scan or move of the mouse. Prints and imports go on, and what stood on the page is kept for the same operator."
        data={choices(state.settings.idleLock.idleMinutes)}
        value={idleMinutes === null ? usual : String(idleMinutes)}
        error={record.errorOf('idleMinutes')}
        onChange={({ currentTarget: { value } }) =>
          record.put({ idleMinutes: value === usual ? null : Number(value) })
        }
      />
      <Switch
        label="Also when the computer is locked or goes to sleep, if the operator has a PIN"
        checked={withSystem}
        onChange={({ currentTarget }) => record.put({ withSystem: currentTarget.checked })}
      />
    </FormFrame>
  );
};
