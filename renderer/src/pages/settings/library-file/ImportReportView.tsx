import { Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ImportReport } from '../../../../../shared/ipc/import-views.ts';
import { ask } from '../../../api/desk.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { Identifier } from '../../../components/table/cells/Identifier.tsx';
import { Line, TextCell } from '../../../components/table/cells/Text.tsx';
import type { TableColumn, TableSpec } from '../../../components/table/columns.ts';
import { ShortTable } from '../../../components/table/ShortTable.tsx';
import { codePx, titleWidths } from '../../../components/table/widths.ts';
import { outcomeWords } from '../../../files/import/import-words.ts';
import { Letters } from '../../../files/import/Outcomes.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';

/** The maximum number of rows of each kind shown here; the report file has all of them. */
const shownRows = 50;

const outcomes = [
  ['added', t('Added')],
  ['updated', t('Updated')],
  ['unchanged', t('Unchanged')],
  ['conflict', t('Conflict')],
  ['skipped', t('Skipped')],
  ['refused', t('Refused')],
] as const;

type SectionTotals = { readonly section: string; readonly totals: ImportReport['totals'] };

const totalsTable: TableSpec<SectionTotals> = {
  id: 'import-totals',
  label: t('Imported rows'),
  keyOf: ({ section }) => section,
  nameOf: ({ section }) => section,
  frozen: 0,
  columns: [
    {
      id: 'section',
      label: t('Section'),
      widthPx: 140,
      shown: true,
      cell: ({ section }) => <Line text={section} />,
    },
    ...outcomes.map(([outcome, label]): TableColumn<SectionTotals> => ({
      id: outcome,
      label,
      widthPx: 90,
      shown: true,
      cell: ({ totals }) => totals[outcome].toLocaleString(locale),
    })),
  ],
};

type ReportedRow = ImportReport['refused'][number];

const rowsTable = (label: string): TableSpec<ReportedRow & { readonly at: number }> => ({
  id: 'import-rows',
  label,
  keyOf: ({ at }) => at,
  nameOf: ({ key }) => key,
  frozen: 0,
  columns: [
    { id: 'row', label: t('Row'), widthPx: 70, shown: true, cell: ({ row }) => row },
    {
      id: 'section',
      label: t('Section'),
      widthPx: 90,
      givesWay: 1,
      shown: true,
      cell: ({ section }) => <Line text={section} />,
    },
    {
      id: 'key',
      label: t('Key'),
      widthPx: codePx(13),
      shown: true,
      has: ({ key }) => key !== '',
      name: ({ key }) => key,
      cell: ({ key }, { current }) => (key === '' ? null : <Identifier text={key} current={current} />),
    },
    {
      id: 'field',
      label: t('Field'),
      widthPx: 130,
      givesWay: 2,
      shown: true,
      has: ({ field }) => field !== '',
      cell: ({ field }) => <Line text={field} />,
    },
    {
      id: 'reason',
      label: t('Reason'),
      ...titleWidths,
      shown: true,
      cell: ({ reason }, { compact }) => <TextCell text={reason} compact={compact} />,
    },
  ],
});

const refusedTable = rowsTable(t('Refused rows'));
const remarksTable = rowsTable(t('Rows to check'));
const noActs = {};

const Totals = ({ report: { bySection, totals } }: { readonly report: ImportReport }) => (
  <ShortTable
    spec={totalsTable}
    rows={[
      ...Object.entries(bySection).map(([section, own]) => ({ section, totals: own })),
      { section: t('All'), totals },
    ]}
    acts={noActs}
  />
);

const Rows = ({
  spec,
  rows,
  hasFile,
}: {
  readonly spec: ReturnType<typeof rowsTable>;
  readonly rows: readonly ReportedRow[];
  readonly hasFile: boolean;
}) => (
  <>
    <Title order={4} size="h5">
      {spec.label}
    </Title>
    <ShortTable
      spec={spec}
      rows={rows.slice(0, shownRows).map((row, at) => ({ ...row, at }))}
      acts={noActs}
    />
    {rows.length > shownRows && (
      <Text>
        {t(
          'The first {shownRows} are shown.{hasFile, select, yes { The report file has them all.} other {}}',
          { shownRows, hasFile: hasFile ? 'yes' : 'no' },
        )}
      </Text>
    )}
  </>
);

/** The result of each row of the last import. */
export const ImportReportView = ({ report }: { readonly report: ImportReport }) => {
  const show = useMutation({ mutationFn: () => ask('libraryFile.showReport', {}) });
  return (
    <Stack gap="xs" align="flex-start" w="100%" role="group" aria-label={t('Last import report')}>
      <Title order={3} size="h5">
        {outcomeWords(report)}
      </Title>
      <Text>
        <bdi>{report.fileName}</bdi>, <Moment at={report.endedAt} />
      </Text>
      {report.failure && (
        <Text role="alert" c="var(--desk-stop)">
          {report.failure}
        </Text>
      )}
      <Letters report={report} />
      <Totals report={report} />
      {report.refused.length > 0 && (
        <Rows spec={refusedTable} rows={report.refused} hasFile={report.reportFile !== null} />
      )}
      {report.remarks.length > 0 && (
        <Rows spec={remarksTable} rows={report.remarks} hasFile={report.reportFile !== null} />
      )}
      {report.reportFile && <CallButton call={show}>{t('Show the report file')}</CallButton>}
      <NotDone error={show.error} />
    </Stack>
  );
};
