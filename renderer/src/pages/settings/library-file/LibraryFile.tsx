import { Button, Checkbox, Stack, Text, Title } from '@mantine/core';
import IconFileImport from '@tabler/icons-react/icons/IconFileImport';
import { useRef, useState } from 'react';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { useImportStatus, useSaveFile, useWriteStatus } from '../../../api/queries.ts';
import { useRetainedFocus } from '../../../components/retained-focus.ts';
import { openImport } from '../../../files/import/import-open.ts';
import { Progressing } from '../../../files/import/Progressing.tsx';
import { FileBeingWritten } from '../../../files/out/FileBeingWritten.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { mayNot } from '../../../steps/administration.ts';
import { ImportReportView } from './ImportReportView.tsx';
import { PastImports } from './PastImports.tsx';
import { NotAllowed } from '../parts.tsx';
import { WatchedFolder } from './WatchedFolder.tsx';
import { t } from '../../../../../shared/words/words.ts';

/** Exports the whole library to a file that this program can import. */
const LibraryExport = ({ state }: { readonly state: AppState }) => {
  const [withoutPatrons, setWithoutPatrons] = useState(false);
  const [begun, setBegun] = useState<string | null>(null);
  const area = useRef<HTMLDivElement>(null);
  useRetainedFocus(area);
  const save = useSaveFile('files.saveLibrary', setBegun);
  const running = useWriteStatus().data?.running ?? null;
  const locked = mayNot(state, t('Exporting the library'), null);
  const fileName = begun ?? running?.fileName ?? null;
  return (
    <Stack ref={area} w="100%" gap="xs" align="flex-start" mt="lg">
      <Title order={3}>{t('Export the library')}</Title>
      <Text>
        {t(
          'Saves libraries, desks, operators (without PINs), partners, patrons, and requests with their items, loans and notes in one file that Borrow Desk can import again. The history, slips and letters stay here; a backup includes those too.',
        )}
      </Text>
      <Checkbox
        label={t('Leave out patrons’ names')}
        description={t(
          'Each patron is replaced by a number, the same throughout the file. Notes keep their text, without the name and card number of the request’s patron: read them before you pass the file on.',
        )}
        checked={withoutPatrons}
        disabled={locked !== null || running !== null}
        onChange={({ currentTarget }) => setWithoutPatrons(currentTarget.checked)}
      />
      <Button
        disabled={locked !== null || save.isPending || running !== null}
        title={locked ?? ''}
        onClick={() => save.mutate({ withoutPatrons })}
      >
        {t('Export…')}
      </Button>
      {fileName !== null && !save.isPending && <FileBeingWritten fileName={fileName} />}
      <NotDone error={save.error} />
    </Stack>
  );
};

/** Opens the import window, and shows the result of the last import, whoever started it. */
export const LibraryFile = ({ state }: { readonly state: AppState }) => {
  const status = useImportStatus();
  if (status.isError) return <LoadFailed error={status.error} retry={() => void status.refetch()} />;
  if (!status.data) return <Waiting rows={2} />;
  const { running, lastReport } = status.data;
  const locked = mayNot(state, t('Importing a library file'), null);
  return (
    <>
      <Text>
        {t(
          'Import requests from other systems’ exports, and libraries, desks, partners and patrons from a library file (JSON).',
        )}
      </Text>
      <NotAllowed reason={locked} />
      <Button
        leftSection={<IconFileImport size={18} aria-hidden />}
        disabled={locked !== null}
        title={locked ?? ''}
        onClick={openImport}
      >
        {running ? t('Show the import') : t('Import a file…')}
      </Button>
      {running && (
        <>
          <Text>{t('Importing {fileName}', { fileName: running.fileName })}</Text>
          <Progressing progress={running} label={t('Importing {fileName}', { fileName: running.fileName })} />
        </>
      )}
      {!running && lastReport && <ImportReportView report={lastReport} />}
      <LibraryExport state={state} />
      <PastImports />
      <WatchedFolder locked={locked} />
    </>
  );
};
