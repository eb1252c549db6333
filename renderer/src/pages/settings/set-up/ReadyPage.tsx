import { Button, Stack, Text } from '@mantine/core';
import type { GuidePage } from '../../../../../shared/domain/set-up.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { openImport } from '../../../files/import/import-open.ts';
import { startOf, type Route } from '../../../places/routes.ts';
import { openNewRequest } from '../../../requests/open-new-request.ts';
import { StillMissing } from './StillMissing.tsx';

/** The next steps, the most suitable one first. @param leave ends the guide at a page */
export const ReadyPage = ({
  state,
  leave,
  goTo,
}: {
  readonly state: AppState;
  readonly leave: (to: Route) => void;
  readonly goTo: (page: GuidePage) => void;
}) => {
  const importNow = (): void => {
    leave(startOf('requests'));
    openImport();
  };
  const work = (): void => leave(startOf('today'));
  const enter = (): void => {
    leave(startOf('requests'));
    void openNewRequest();
  };
  return (
    <Stack gap="sm" align="flex-start">
      <StillMissing {...{ state, goTo, leave }} />
      {state.isEmpty ? (
        <>
          <Button data-next autoFocus onClick={importNow}>
            {t('Import requests')}
          </Button>
          <Button variant="default" onClick={enter}>
            {t('Enter the first request')}
          </Button>
          <Button variant="default" onClick={work}>
            {t('Start working')}
          </Button>
        </>
      ) : (
        <>
          <Button data-next autoFocus onClick={work}>
            {t('Start working')}
          </Button>
          <Button variant="default" onClick={importNow}>
            {t('Import another file')}
          </Button>
        </>
      )}
      <Text size="sm" c="dimmed">
        {t('You can open this guide again in Settings › Set up this workstation.')}
      </Text>
    </Stack>
  );
};
