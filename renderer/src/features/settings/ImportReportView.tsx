import { Button, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ImportReport } from '../../../../shared/ipc/import-views.ts';
import { ask, sentenceOf } from '../../api/desk.ts';
import { Moment } from '../../components/Dates.tsx';

const outcomes = {
  done: 'Import done',
  cancelled: 'Import cancelled: what was read before stays',
  failed: 'Import stopped: what was read before stays',
} as const;

/** How many refused rows are shown here; the report file has them all. */
const shownRows = 50;

const Totals = ({ report }: { readonly report: ImportReport }) => (
  <Table aria-label="Imported rows" w="auto">
    <Table.Thead>
      <Table.Tr>
        {['Section', 'Added', 'Updated', 'Skipped', 'Refused'].map((head) => (
          <Table.Th key={head} scope="col">
            {head}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {[...Object.entries(report.bySection), ['All', report.totals] as const].map(([section, totals]) => (
        <Table.Tr key={section}>
          <Table.Th scope="row" tt="capitalize">
            {section}
          </Table.Th>
          <Table.Td>{totals.added.toLocaleString('en')}</Table.Td>
          <Table.Td>{totals.updated.toLocaleString('en')}</Table.Td>
          <Table.Td>{totals.skipped.toLocaleString('en')}</Table.Td>
          <Table.Td>{totals.refused.toLocaleString('en')}</Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);

const Refused = ({ report }: { readonly report: ImportReport }) => (
  <>
    <Title order={4} size="h5">
      Rows that were refused
    </Title>
    <Table.ScrollContainer minWidth={520} type="native">
      <Table striped aria-label="Rows that were refused">
        <Table.Thead>
          <Table.Tr>
            {['Section', 'Row', 'Key', 'Field', 'Reason'].map((head) => (
              <Table.Th key={head} scope="col">
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {report.refused.slice(0, shownRows).map((row, index) => (
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
    {report.totals.refused > shownRows && (
      <Text>
        The first {shownRows} of {report.totals.refused.toLocaleString('en')} are shown; the report file has
        all.
      </Text>
    )}
  </>
);

/** What became of each row of the last import. */
export const ImportReportView = ({ report }: { readonly report: ImportReport }) => {
  const show = useMutation({ mutationFn: () => ask('libraryFile.showReport', {}) });
  return (
    <Stack gap="xs" align="flex-start" w="100%" role="group" aria-label="Report of the last import">
      <Title order={3} size="h5">
        {outcomes[report.outcome]}
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
      {report.refused.length > 0 && <Refused report={report} />}
      {report.reportFile && (
        <Button variant="default" onClick={() => show.mutate()}>
          Show the report file
        </Button>
      )}
      {show.error && (
        <Text role="alert" c="var(--desk-stop)">
          {sentenceOf(show.error)}
        </Text>
      )}
    </Stack>
  );
};
