import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Output } from '../../../../shared/ipc/contract.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import type { ImportProgress } from '../../../../shared/ipc/import-views.ts';
import { ask } from '../../api/desk.ts';
import { useImportStatus, useRefreshImport } from '../../api/queries.ts';
import { useFocusStays } from '../../components/focus-stays.ts';
import { LoadFailed, Waiting } from '../../shell/notices/LoadStates.tsx';
import { mayNot } from './administration.ts';
import { ImportReportView } from './ImportReportView.tsx';
import { LibraryExport } from './LibraryExport.tsx';
import { PastImports } from './PastImports.tsx';
import { NotAllowed } from './records/NotAllowed.tsx';
import { sizeWords } from './size-words.ts';
import { WatchedFolder } from './WatchedFolder.tsx';
import { NotDone } from '../../shell/notices/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';
import { tx } from '../../components/tx.ts';

type Chosen = NonNullable<Output<'libraryFile.choose'>>;

const Running = ({
  progress,
  locked,
}: {
  readonly progress: ImportProgress;
  readonly locked: string | null;
}) => {
  const cancel = useMutation({ mutationFn: () => ask('libraryFile.cancel', {}) });
  const share = progress.bytesTotal > 0 ? (100 * progress.bytesRead) / progress.bytesTotal : 0;
  const { added, updated, skipped, refused } = progress.totals;
  return (
    <Stack w="100%" gap="xs" align="flex-start">
      <Text>{t('settings.importing', { fileName: progress.fileName, share: Math.floor(share) })}</Text>
      <Progress
        value={share}
        size="lg"
        w="100%"
        aria-label={t('settings.importOf', { fileName: progress.fileName })}
      />
      <Text>
        {t('settings.addedUpdatedSkippedRefusedSoFar', {
          added: added.toLocaleString(locale),
          updated: updated.toLocaleString(locale),
          skipped: skipped.toLocaleString(locale),
          refused: refused.toLocaleString(locale),
        })}
      </Text>
      <Button
        variant="default"
        disabled={locked !== null || cancel.isPending}
        title={locked ?? ''}
        onClick={() => cancel.mutate()}
      >
        {t('settings.cancelTheImport')}
      </Button>
      <NotDone error={cancel.error} />
    </Stack>
  );
};

const Confirm = ({
  chosen,
  start,
  leave,
}: {
  readonly chosen: Chosen;
  readonly start: () => void;
  readonly leave: () => void;
}) => {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <Stack
      role="group"
      aria-label={t('settings.confirmTheImport')}
      gap="xs"
      onKeyDown={({ key }) => {
        if (key === 'Escape') leave();
      }}
    >
      <Text>
        {tx('settings.importItAddsAndUpdatesWhat', {
          fileName: <bdi>{chosen.fileName}</bdi>,
          size: sizeWords(chosen.sizeBytes),
        })}
      </Text>
      <Group>
        <Button ref={first} onClick={start}>
          {t('common.import')}
        </Button>
        <Button variant="default" onClick={leave}>
          {t('common.leaveIt')}
        </Button>
      </Group>
    </Stack>
  );
};

const Chooser = ({ locked }: { readonly locked: string | null }) => {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const refresh = useRefreshImport();
  const choose = useMutation({ mutationFn: () => ask('libraryFile.choose', {}), onSuccess: setChosen });
  const start = useMutation({
    mutationFn: (token: string) => ask('libraryFile.import', { token }),
    onSettled: refresh,
  });
  const error = choose.error ?? start.error;
  return (
    <>
      {chosen ? (
        <Confirm
          chosen={chosen}
          start={() => {
            start.mutate(chosen.token);
            setChosen(null);
          }}
          leave={() => setChosen(null)}
        />
      ) : (
        <Button
          disabled={locked !== null || choose.isPending || start.isPending}
          title={locked ?? ''}
          onClick={() => choose.mutate()}
        >
          {t('settings.chooseALibraryFile')}
        </Button>
      )}
      <NotDone error={error} />
    </>
  );
};

/** The buttons of an import come and go with it: the focus stays on the page. */
const Work = ({
  running,
  locked,
}: {
  readonly running: ImportProgress | null;
  readonly locked: string | null;
}) => {
  const area = useRef<HTMLDivElement>(null);
  useFocusStays(area);
  return (
    <Stack ref={area} w="100%" gap="xs" align="flex-start">
      {running ? <Running progress={running} locked={locked} /> : <Chooser locked={locked} />}
    </Stack>
  );
};

/** Import of a library file: choose, confirm, watch, and read what became of each row. */
export const LibraryFile = ({ state }: { readonly state: AppState }) => {
  const status = useImportStatus();
  if (status.isError) return <LoadFailed error={status.error} retry={() => void status.refetch()} />;
  if (!status.data) return <Waiting rows={2} />;
  const { running, lastReport } = status.data;
  const locked = mayNot(state, t('common.importingALibraryFile'), null);
  return (
    <>
      <Text>{t('settings.librariesDesksPartnersPatronsAndRequests')}</Text>
      <NotAllowed reason={locked} />
      <Work running={running} locked={locked} />
      {!running && lastReport && <ImportReportView report={lastReport} />}
      <LibraryExport state={state} />
      <PastImports />
      <WatchedFolder locked={locked} />
    </>
  );
};
