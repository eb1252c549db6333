import { Stack, Table, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ImportReport } from '../../../../../shared/ipc/import-views.ts';
import { ask } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { TableHeads } from '../../../components/TableHeads.tsx';
import { importOutcomes } from '../../../files/import/import-words.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';

/** How many rows of each kind are shown here; the report file has them all. */
const shownRows = 50;

const outcomes = ['added', 'updated', 'skipped', 'refused'] as const;

const Totals = ({ report: { bySection, totals: all } }: { readonly report: ImportReport }) => (
  <Table aria-label={t('Imported rows')} w="auto">
    <TableHeads heads={[t('Section'), t('Added'), t('Updated'), t('Unchanged'), t('Refused')]} />
    <Table.Tbody>
      {[...Object.entries(bySection), [t('All'), all] as const].map(([section, totals]) => (
        <Table.Tr key={section}>
          <Table.Th scope="row" tt="capitalize">
            {section}
          </Table.Th>
          {outcomes.map((outcome) => (
            <Table.Td key={outcome}>{totals[outcome].toLocaleString(locale)}</Table.Td>
          ))}
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);

const Rows = ({
  title,
  rows,
  total,
}: {
  readonly title: string;
  readonly rows: ImportReport['refused'];
  /** How many there are in all, where that is known. */
  readonly total?: number;
}) => (
  <>
    <Title order={4} size="h5">
      {title}
    </Title>
    <Table.ScrollContainer minWidth={520} type="native">
      <Table striped aria-label={title}>
        <TableHeads heads={[t('Section'), t('Row'), t('Key'), t('Field'), t('Reason')]} />
        <Table.Tbody>
          {rows.slice(0, shownRows).map((row, index) => (
            <Table.Tr key={index}>
              <Table.Td>{row.section}</Table.Td>
              <Table.Td>{row.row}</Table.Td>
              <Table.Td>
                <bdi>{row.key}</bdi>
              </Table.Td>
              <Table.Td>{row.field}</Table.Td>
              <Table.Td>{row.reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
    {rows.length > shownRows && (
      <Text>
        {t('The first {shownRows}{total} are shown; the report file has them all.', {
          shownRows,
          total: total !== undefined && t(' of {total}', { total: total.toLocaleString(locale) }),
        })}
      </Text>
    )}
  </>
);

/** What became of each row of the last import. */
export const ImportReportView = ({ report }: { readonly report: ImportReport }) => {
  const show = useMutation({ mutationFn: () => ask('libraryFile.showReport', {}) });
  return (
    <Stack gap="xs" align="flex-start" w="100%" role="group" aria-label={t('Last import report')}>
      <Title order={3} size="h5">
        {importOutcomes[report.outcome]}
      </Title>
      <Text>
        <bdi>{report.fileName}</bdi>, <Moment at={report.endedAt} />
      </Text>
      {report.failure && (
        <Text role="alert" c="var(--desk-stop)">
          {report.failure}
        </Text>
      )}
      <Totals report={report} />
      {report.refused.length > 0 && (
        <Rows title={t('Refused rows')} rows={report.refused} total={report.totals.refused} />
      )}
      {report.remarks.length > 0 && <Rows title={t('Rows to check')} rows={report.remarks} />}
      {report.reportFile && <CallButton call={show}>{t('Show the report file')}</CallButton>}
      <NotDone error={show.error} />
    </Stack>
  );
};
