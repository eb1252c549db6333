import '@mantine/core/styles/ActionIcon.css';
import { ActionIcon, Button } from '@mantine/core';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { formatInstant } from '../../../shared/domain/dates.ts';
import type { Instant } from '../../../shared/domain/ids.ts';
import { sentenceOf } from '../api/desk.ts';
import { useTimeZone } from '../components/today.ts';
import { Paper } from '../shell/paper/Paper.tsx';
import classes from './PrintTable.module.css';
import { t } from '../../../shared/words/words.ts';

/** A longer list is no use on paper. */
export const maxRows = 500;

/** The printed rows: a key and cells for each. Every row starts with a box to tick. */
type PaperTable = {
  readonly total: number;
  readonly rows: readonly { readonly key: number; readonly cells: readonly ReactNode[] }[];
};

type Facts = {
  readonly title: string;
  readonly deskName: string;
  /** The name of the rows, such as `requests`. */
  readonly what: string;
  readonly heads: readonly string[];
};

const TableOnPaper = ({
  title,
  deskName,
  what,
  heads,
  table: { rows, total },
  ended,
}: Facts & { readonly table: PaperTable; readonly ended: () => void }) => {
  const timeZone = useTimeZone();
  const [at] = useState(() => formatInstant(new Date().toISOString() as Instant, timeZone));
  return (
    <Paper ended={ended}>
      <h1>{title}</h1>
      <p>
        {deskName}, {at} ·{' '}
        {rows.length < total
          ? t('the first {rowsCount} of {total}', { rowsCount: rows.length, total })
          : total}{' '}
        {what}
      </p>
      <table className={classes['table']}>
        <thead>
          <tr>
            {['', ...heads].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              <td aria-label={t.in('dealt with', 'Done')}>☐</td>
              {heads.map((head, column) => (
                <td key={head}>{cells[column]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Paper>
  );
};

const hint = t('Print the list (up to {maxRows} rows), with a check box for each row', { maxRows });

/**
 * Prints a whole list: the system shows the print dialog, or creates a PDF.
 * @param read loads its rows, `maxRows` at most
 * @param failed called with a sentence if they could not be loaded
 */
export const PrintTable = ({
  iconOnly = false,
  read,
  failed,
  ...facts
}: Facts & {
  /** Shows only an icon. */
  readonly iconOnly?: boolean;
  readonly read: () => Promise<PaperTable>;
  readonly failed: (sentence: string) => void;
}) => {
  const [table, setTable] = useState<PaperTable | null>(null);
  const [ended] = useState(() => () => setTable(null));
  const print = async (): Promise<void> => {
    try {
      setTable(await read());
    } catch (error) {
      failed(sentenceOf(error));
    }
  };
  return (
    <>
      {iconOnly ? (
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('Print list')}
          title={hint}
          onClick={() => void print()}
        >
          <IconPrinter size={18} aria-hidden />
        </ActionIcon>
      ) : (
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconPrinter size={18} aria-hidden />}
          title={hint}
          onClick={() => void print()}
        >
          {t('Print list')}
        </Button>
      )}
      {table && <TableOnPaper {...facts} table={table} ended={ended} />}
    </>
  );
};
