import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { TableFormat } from '../../../../shared/ipc/calls/files.ts';
import { t } from '../../../../shared/words/words.ts';
import { useSaveFile } from '../../api/queries.ts';
import { DeskWindow } from '../../components/DeskWindow.tsx';
import { WindowButtons, WindowFooter } from '../../components/WindowFooter.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { FileBeingWritten } from './FileBeingWritten.tsx';
import { closeExport, listForExport, type Listed } from './listed.ts';

const formats: readonly { readonly format: TableFormat; readonly label: string }[] = [
  { format: 'xlsx', label: t('Excel workbook (.xlsx)…') },
  { format: 'csv', label: t('CSV (.csv)…') },
];

/** The choice between the two file formats; then the save dialog opens. */
const Choice = ({
  listed: { of, label },
  begun,
}: {
  readonly listed: Listed;
  readonly begun: (fileName: string) => void;
}) => {
  const save = useSaveFile('files.saveList', begun);
  return (
    <Stack gap="sm">
      <Text>{t('{label}: all rows, filtered and sorted as in the list.', { label })}</Text>
      <Group>
        {formats.map(({ format, label: words }, index) => (
          <Button
            key={format}
            variant={index === 0 ? 'filled' : 'default'}
            data-autofocus={index === 0 || undefined}
            disabled={save.isPending}
            onClick={() => save.mutate({ of, format })}
          >
            {words}
          </Button>
        ))}
      </Group>
      <NotDone error={save.error} />
    </Stack>
  );
};

/** Exports the current list: format, location, progress and result. */
export const ExportWindow = () => {
  // The list at the time of opening, regardless of changes behind the window.
  const [listed] = useState(listForExport);
  const [fileName, setFileName] = useState<string | null>(null);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (fileName !== null) close.current?.focus();
  }, [fileName]);
  return (
    <DeskWindow
      onClose={closeExport}
      title={t('Export list…')}
      closeOnClickOutside={false}
    >
      <Stack gap="sm">
        {listed === null && <Text>{t('This page has no list to export. Open a queue on Today, Borrowing Requests, Key into the other system, Slips, or Letters and messages.')}</Text>}
        {listed !== null && fileName === null && <Choice listed={listed} begun={setFileName} />}
        {fileName !== null && <FileBeingWritten fileName={fileName} />}
        <WindowFooter>
          <WindowButtons>
            <Button ref={close} variant="default" onClick={closeExport}>
              {t('Close')}
            </Button>
          </WindowButtons>
        </WindowFooter>
      </Stack>
    </DeskWindow>
  );
};
