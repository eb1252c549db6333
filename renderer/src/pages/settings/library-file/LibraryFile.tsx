import { Button, Checkbox, Stack, Text, Title } from '@mantine/core';
import IconFileImport from '@tabler/icons-react/icons/IconFileImport';
import { useRef, useState } from 'react';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { useImportStatus, useSaveFile, useWriteStatus } from '../../../api/queries.ts';
import { useFocusStays } from '../../../components/focus-stays.ts';
import { openImport } from '../../../files/import/import-open.ts';
import { Progressing } from '../../../files/import/Progressing.tsx';
import { FileBeingWritten } from '../../../files/out/FileBeingWritten.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { mayNot } from '../administration.ts';
import { ImportReportView } from './ImportReportView.tsx';
import { PastImports } from './PastImports.tsx';
import { NotAllowed } from '../parts.tsx';
import { WatchedFolder } from './WatchedFolder.tsx';
import { t } from '../../../../../shared/words/words.ts';

/** Export of the whole library into a file that this program reads again. */
const LibraryExport = ({ state }: { readonly state: AppState }) => {
  const [withoutPatrons, setWithoutPatrons] = useState(false);
  const [begun, setBegun] = useState<string | null>(null);
  const area = useRef<HTMLDivElement>(null);
  useFocusStays(area);
  const save = useSaveFile('files.saveLibrary', setBegun);
  const running = useWriteStatus().data?.running ?? null;
  const locked = mayNot(state, t('goingOut.exportingTheLibrary'), null);
  const fileName = begun ?? running?.fileName ?? null;
  return (
    <Stack ref={area} w="100%" gap="xs" align="flex-start" mt="lg">
      <Title order={3}>{t('settings.exportTheLibrary')}</Title>
      <Text>{t('settings.everythingOfTheLibraryInOneFile')}</Text>
      <Checkbox
        label={t('settings.leavePatronsNamesOut')}
        description={t('settings.patronsBecomeNumbers')}
        checked={withoutPatrons}
        disabled={locked !== null || running !== null}
        onChange={({ currentTarget }) => setWithoutPatrons(currentTarget.checked)}
      />
      <Button
        disabled={locked !== null || save.isPending || running !== null}
        title={locked ?? ''}
        onClick={() => save.mutate({ withoutPatrons })}
      >
        {t('settings.exportEllipsis')}
      </Button>
      {fileName !== null && !save.isPending && <FileBeingWritten fileName={fileName} />}
      <NotDone error={save.error} />
    </Stack>
  );
};

/** The way to the import window, and what became of the last import, whoever began it. */
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
      <Button
        leftSection={<IconFileImport size={18} aria-hidden />}
        disabled={locked !== null}
        title={locked ?? ''}
        onClick={openImport}
      >
        {running ? t('settings.showTheImport') : t('settings.importAFile')}
      </Button>
      {running && (
        <>
          <Text>{t('import.isImported', { fileName: running.fileName })}</Text>
          <Progressing progress={running} label={t('import.importOf', { fileName: running.fileName })} />
        </>
      )}
      {!running && lastReport && <ImportReportView report={lastReport} />}
      <LibraryExport state={state} />
      <PastImports />
      <WatchedFolder locked={locked} />
    </>
  );
};
