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
import { mostRows, PrintTable } from '../../requests/PrintTable.tsx';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

const heads = [
  t('letters.partnerPhone'),
  t('letters.identifier'),
  t('common.letter'),
  t('common.title'),
  t('letters.written'),
];

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

/** The list of what is to be told by hand on paper, or as a file with the texts. */
export const OnPaperOrInFile = () => {
  const deskName = useAppState().data?.desk.name ?? '';
  const timeZone = useTimeZone();
  const [failure, setFailure] = useState('');
  const save = useMutation({ mutationFn: () => ask('letters.saveByHand', {}) });
  return (
    <>
      <PrintTable
        title={t('common.toBeToldByHand')}
        deskName={deskName}
        what="letters"
        heads={heads}
        failed={setFailure}
        read={async () => {
          setFailure('');
          const { total, rows } = await ask('letters.list', {
            show: 'no-address',
            offset: 0,
            limit: mostRows,
          });
          return { total, rows: rows.map((row) => ({ key: row.id, cells: cellsOf(row, timeZone) })) };
        }}
      />
      <Button
        size="compact-md"
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
        title={t('letters.saveTheWholeListAsA')}
        disabled={save.isPending}
        onClick={() => save.mutate()}
      >
        {t('letters.saveAsFile')}
      </Button>
      <Text role="status">
        {save.data &&
          t('letters.savedAsLetters', {
            fileName: save.data.fileName,
            letters: save.data.letters.toLocaleString(locale),
          })}
      </Text>
      {failure !== '' && <Text role="alert">{failure}</Text>}
      <NotDone error={save.error} />
    </>
  );
};
