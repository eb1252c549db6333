import { Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { useUpdates } from '../../api/updates.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { Moment } from '../../components/Dates.tsx';
import { tx } from '../../components/tx.ts';
import { leaveBy } from '../../places/leave-guard.ts';
import { useReceivingSelector } from '../../steps/receiving/receiving-actor.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { mayNot } from '../../steps/administration.ts';
import { NotAllowed, PolicyLine } from './parts.tsx';
import { WorkstationFields, type SettingsPart } from './workstation-settings.tsx';

const whyNotInstall = (canInstall: boolean, isReceiving: boolean): string | null => {
  if (!canInstall) return t('No update is ready to install.');
  return isReceiving ? t('A request is open in Receiving Items. Finish or close it first.') : null;
};

/** The version that runs, a newer one, and when it is installed. */
export const UpdateSettings = ({
  state,
  part,
}: {
  readonly state: AppState;
  readonly part: SettingsPart;
}) => {
  const updates = useUpdates();
  const look = useMutation({ mutationFn: () => ask('updates.look', {}) });
  const install = useMutation({ mutationFn: () => ask('updates.install', { occasion: 'staff' }) });
  const isReceiving = useReceivingSelector(({ context }) => context.form !== null);
  const locked = mayNot(state, t('Changing how updates are installed'), null);
  if (updates.isError) return <LoadFailed error={updates.error} retry={() => void updates.refetch()} />;
  if (!updates.data) return <Waiting rows={3} />;
  const { version, lookedAt, words, isWrong, isBusy, hasChoice, canLook, canInstall } = updates.data;
  return (
    <>
      <Text>{t('Borrow Desk, version {version}', { version })}</Text>
      <Text role="status" {...(isWrong ? { c: 'var(--desk-stop)' } : {})}>
        {words}
      </Text>
      {lookedAt !== null && (
        <Text c="dimmed">{tx('Last checked: {at}', { at: <Moment at={lookedAt} /> })}</Text>
      )}
      <PolicyLine name="UpdateServer" values={state.policy.values} />
      <PolicyLine name="UpdateChannel" values={state.policy.values} />
      {hasChoice && (
        <>
          <Group>
            <CallButton
              call={{ ...install, mutate: () => leaveBy(() => install.mutate()) }}
              variant="filled"
              locked={whyNotInstall(canInstall, isReceiving)}
            >
              {t('Install now')}
            </CallButton>
            <CallButton call={look} loading={isBusy} locked={canLook || isBusy ? null : words}>
              {t('Check now')}
            </CallButton>
          </Group>
          <NotDone error={install.error ?? look.error} />
          <NotAllowed reason={locked} />
          <fieldset disabled={locked !== null} style={{ border: 0, margin: 0, padding: 0 }}>
            <Stack gap="xs">
              <WorkstationFields section="updates" {...part} />
            </Stack>
          </fieldset>
        </>
      )}
    </>
  );
};
