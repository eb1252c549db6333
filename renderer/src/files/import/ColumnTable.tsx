import { NativeSelect, Table } from '@mantine/core';
import { intakeFieldLabels, isOwnField } from '../../../../shared/domain/intake/field-labels.ts';
import type { IntakeField } from '../../../../shared/domain/intake/fields.ts';
import type { FileColumn } from '../../../../shared/ipc/import-views.ts';
import { Outside } from '../../components/Outside.tsx';
import { TableHeads } from '../../components/TableHeads.tsx';
import { t } from '../../../../shared/words/words.ts';

const choicesFor = (isOwn: boolean): { readonly value: string; readonly label: string }[] => [
  { value: '', label: t('import.isNotRead') },
  ...[...intakeFieldLabels]
    .filter(([field]) => !isOwn || isOwnField(field))
    .map(([value, label]) => ({ value, label })),
];

/** What each column of the file holds, with some of its values; a person may say otherwise. */
export const ColumnTable = ({
  columns,
  isOwn,
  say,
}: {
  readonly columns: readonly FileColumn[];
  readonly isOwn: boolean;
  readonly say: (key: string, field: IntakeField | null) => void;
}) => {
  const choices = choicesFor(isOwn);
  return (
    <Table aria-label={t('import.columns')} verticalSpacing={2} horizontalSpacing="xs" layout="fixed">
      <TableHeads
        heads={[t('import.columnOfTheFile'), t('import.holds'), t('import.forExample')]}
        widths={['30%', '36%']}
      />
      <Table.Tbody>
        {columns.map(({ key, head, field, samples }) => (
          <Table.Tr key={key}>
            <Table.Th scope="row" fw={500}>
              <Outside text={head} lines={2} />
            </Table.Th>
            <Table.Td>
              <NativeSelect
                aria-label={t('import.whatHolds', { head })}
                value={field ?? ''}
                data={choices}
                onChange={({ currentTarget: { value } }) =>
                  say(key, value === '' ? null : (value as IntakeField))
                }
              />
            </Table.Td>
            <Table.Td>
              <Outside text={samples.join(' · ')} lines={2} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
};
