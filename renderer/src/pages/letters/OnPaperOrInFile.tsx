import { Button, Text } from '@mantine/core';
import IconDownload from '@tabler/icons-react/icons/IconDownload';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { calendarDateIn, formatDate } from '../../../../shared/domain/dates.ts';
import { messageLabel } from '../../../../shared/domain/letters/all-letters.ts';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import { ask } from '../../api/desk.ts';
import { useAppState } from '../../api/queries.ts';
import { useTimeZone } from '../../components/today.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { maxRows, PrintTable } from '../../requests/PrintTable.tsx';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

const heads = [t('Recipient, phone'), t('Identifier'), t('Letter'), t('Title'), t('Written')];

const cellsOf = (row: LetterRow, timeZone: string): readonly ReactNode[] => [
  <>
    <bdi>{row.readerName}</bdi>
    <br />
    <bdi>{row.readerPhone}</bdi>
  </>,
  row.externalId,
  messageLabel(row.recipient, row.kind),
  <bdi key="title">{row.title}</bdi>,
  formatDate(calendarDateIn(new Date(row.createdAt), timeZone)),
];

/** Prints the list of people to contact by hand, or saves it with the texts as a file. */
export const OnPaperOrInFile = () => {
  const deskName = useAppState().data?.desk.name ?? '';
  const timeZone = useTimeZone();
  const [failure, setFailure] = useState('');
  const save = useMutation({ mutationFn: () => ask('letters.saveByHand', {}) });
  return (
    <>
      <PrintTable
        title={t('Contact by hand')}
        deskName={deskName}
        what="letters"
        heads={heads}
        failed={setFailure}
        read={async () => {
          setFailure('');
          const { total, rows } = await ask('letters.list', {
            show: 'no-address',
            offset: 0,
            limit: maxRows,
          });
          return { total, rows: rows.map((row) => ({ key: row.id, cells: cellsOf(row, timeZone) })) };
        }}
      />
      <Button
        size="compact-md"
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
        title={t('Save the whole list as a CSV file, with the text of each letter')}
        disabled={save.isPending}
        onClick={() => save.mutate()}
      >
        {t('Save as file')}
      </Button>
      <Text role="status">
        {save.data &&
          t('Saved as {fileName}. Letters: {letters}.', {
            fileName: save.data.fileName,
            letters: save.data.letters.toLocaleString(locale),
          })}
      </Text>
      {failure !== '' && <Text role="alert">{failure}</Text>}
      <NotDone error={save.error} />
    </>
  );
};
