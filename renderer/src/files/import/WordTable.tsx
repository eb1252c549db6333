import { NativeSelect, Table } from '@mantine/core';
import type { RequestStatus } from '../../../../shared/domain/request-status.ts';
import { requestStatusCodes, requestStatuses } from '../../../../shared/domain/request-status.ts';
import type { FileSurvey } from '../../../../shared/ipc/import-views.ts';
import { Outside } from '../../components/Outside.tsx';
import { TableHeads } from '../../components/TableHeads.tsx';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

const choices = [
  { value: '', label: t('import.keptAsItStands') },
  ...requestStatusCodes.map((value) => ({ value, label: requestStatuses[value].label })),
];

/** The words for statuses that occur, with what each is taken for; a person may say otherwise. */
export const WordTable = ({
  words,
  say,
}: {
  readonly words: FileSurvey['words'];
  readonly say: (key: string, status: RequestStatus | null) => void;
}) => (
  <Table aria-label={t('import.wordsForStatuses')} verticalSpacing={2} horizontalSpacing="xs" layout="fixed">
    <TableHeads
      heads={[t('import.wordOfTheFile'), t('import.rows'), t('common.status')]}
      widths={[undefined, '4rem', '52%']}
    />
    <Table.Tbody>
      {words.map(({ key, word, count, status }) => (
        <Table.Tr key={key}>
          <Table.Th scope="row" fw={500}>
            <Outside text={word} lines={2} />
          </Table.Th>
          <Table.Td>{count.toLocaleString(locale)}</Table.Td>
          <Table.Td>
            <NativeSelect
              aria-label={t('import.statusOfTheWord', { word })}
              value={status ?? ''}
              data={choices}
              onChange={({ currentTarget: { value } }) =>
                say(key, value === '' ? null : (value as RequestStatus))
              }
            />
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);
