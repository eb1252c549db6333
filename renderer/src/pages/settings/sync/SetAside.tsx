import { Button, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { useSetAside } from '../../../api/queries.ts';
import { SetAsideList } from '../../../shell/hub/SetAsideList.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';

/** Steps of others that cannot be saved here, with what can be done about them; nothing where there is none. */
export const SetAside = ({ locked }: { readonly locked: string | null }) => {
  const list = useSetAside();
  const again = useMutation({ mutationFn: () => ask('hub.tryAside', {}) });
  const rows = useMutation({ mutationFn: () => ask('hub.takeHubRows', {}) });
  const leave = useMutation({ mutationFn: (culprit: number) => ask('hub.leaveAside', { culprit }) });
  if (!list.data || list.data.length === 0) return null;
  const left = (rows.data ?? again.data)?.left ?? 0;
  const isBusy = again.isPending || rows.isPending || leave.isPending;
  const whoMay = { disabled: locked !== null, title: locked ?? undefined, size: 'compact-sm' } as const;
  return (
    <>
      <Title order={3} size="h4">
        {t('hub.stepsSetAside')}
      </Title>
      <SetAsideList
        list={list.data}
        acts={({ culprit }) => (
          <>
            <Button
              variant="default"
              size="compact-sm"
              loading={again.isPending}
              onClick={() => {
                if (!isBusy) again.mutate();
              }}
            >
              {t('common.tryAgain')}
            </Button>
            <Button
              variant="default"
              {...whoMay}
              loading={rows.isPending}
              onClick={() => {
                if (!isBusy) rows.mutate();
              }}
            >
              {t('hub.takeTheHubsVersion')}
            </Button>
            <Button
              variant="default"
              {...whoMay}
              onClick={() => {
                if (!isBusy) leave.mutate(culprit);
              }}
            >
              {t('hub.dealtWith')}
            </Button>
          </>
        )}
      />
      {left > 0 && !isBusy && <Text role="status">{t('hub.stillSetAside', { count: left })}</Text>}
      <NotDone error={again.error ?? rows.error ?? leave.error} />
    </>
  );
};
