import { Button, Text } from '@mantine/core';
import IconFileImport from '@tabler/icons-react/icons/IconFileImport';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { useImportStatus } from '../../api/queries.ts';
import { openImport } from '../../files/import/import-open.ts';
import { Progressing } from '../../files/import/Progressing.tsx';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { mayNot } from './administration.ts';
import { ImportReportView } from './ImportReportView.tsx';
import { LibraryExport } from './LibraryExport.tsx';
import { PastImports } from './PastImports.tsx';
import { NotAllowed } from './records/NotAllowed.tsx';
import { WatchedFolder } from './WatchedFolder.tsx';
import { t } from '../../../../shared/words/words.ts';

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
