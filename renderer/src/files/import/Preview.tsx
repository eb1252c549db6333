import { Table, Text } from '@mantine/core';
import { formatDate, isCalendarDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { PreviewRow } from '../../../../shared/ipc/import-views.ts';
import { Outside } from '../../components/Outside.tsx';
import { StatusWord } from '../../components/StatusBadge.tsx';
import { TableHeads } from '../../components/TableHeads.tsx';
import classes from './Import.module.css';
import { t } from '../../../../shared/words/words.ts';
import { factWords } from '../../components/Facts.tsx';

/** Formats a date for display; text that is not a date stays unchanged. */
const dayWords = (text: string): string => (isCalendarDate(text) ? formatDate(text as CalendarDate) : text);

const heads = [
  t('Row'),
  t('Identifier'),
  t('Title, author'),
  t('Status'),
  t('Created'),
  t('Due back'),
  t('Requester'),
  t('Partner'),
  t('Pickup location'),
];

const Row = ({ line }: { readonly line: PreviewRow }) => (
  <Table.Tr>
    <Table.Td>{line.row}</Table.Td>
    <Table.Td className={classes['whole-line'] ?? ''}>
      <Outside text={line.externalId.slice(0, 30)} lines={1} />
    </Table.Td>
    {line.fault === null && line.skipped === null ? (
      <>
        <Table.Td>
          <Outside text={factWords([line.title, line.author])} lines={1} />
        </Table.Td>
        <Table.Td className={classes['whole-line'] ?? ''}>
          {line.status !== '' && <StatusWord status={line.status} isLate={false} />}
        </Table.Td>
        <Table.Td className={classes['whole-line'] ?? ''}>{dayWords(line.createdAt)}</Table.Td>
        <Table.Td className={classes['whole-line'] ?? ''}>{dayWords(line.dueOn)}</Table.Td>
        {[line.patron, line.partner, line.pickup].map((text, at) => (
          <Table.Td key={at}>
            <Outside text={text} lines={1} />
          </Table.Td>
        ))}
      </>
    ) : (
      <Table.Td colSpan={heads.length - 2} c={line.fault === null ? 'dimmed' : 'var(--desk-stop)'}>
        {line.fault === null ? line.skipped : t('Refused. {fault}', { fault: line.fault })}
      </Table.Td>
    )}
  </Table.Tr>
);

/** The first rows of the file with the current mapping. */
export const Preview = ({
  rows,
  total,
  isOld,
}: {
  readonly rows: readonly PreviewRow[];
  /** The number of rows in the file; null while it is being counted. */
  readonly total: number | null;
  /** Whether the rows are being reloaded. */
  readonly isOld: boolean;
}) => (
  <section className={classes['preview']} aria-label={t('Preview')} aria-busy={isOld}>
    <Text fw={600} size="sm">
      {total !== null && total > rows.length
        ? t('Preview: first {shown, number} of {total, number} rows', { shown: rows.length, total })
        : t('Preview')}
    </Text>
    <div
      className={classes['scrolls']}
      tabIndex={0}
      role="region"
      aria-label={t('First rows')}
      data-old={isOld || undefined}
    >
      <Table aria-label={t('First rows')} stickyHeader verticalSpacing={2} horizontalSpacing="xs" miw={980}>
        <TableHeads
          heads={heads}
          widths={[undefined, undefined, '17rem', undefined, undefined, undefined, '8rem', '10rem', '10rem']}
        />
        <Table.Tbody>
          {rows.map((line) => (
            <Row key={line.row} line={line} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  </section>
);
