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

/** More than this on paper is no list to walk along a shelf with. */
export const mostRows = 500;

/** What is on the paper: of each row its key and its cells. The first cell of all is a box to tick. */
export type PaperTable = {
  readonly total: number;
  readonly rows: readonly { readonly key: number; readonly cells: readonly ReactNode[] }[];
};

type Facts = {
  readonly title: string;
  readonly deskName: string;
  /** What its rows are, such as `requests`. */
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
              <td aria-label={t('Done')}>☐</td>
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

const hint = t('Print the list (up to {mostRows} rows), with a check box for each row', { mostRows });

/**
 * Puts a whole list on paper: the system asks for the printer, or makes a PDF.
 * @param read reads its rows, `mostRows` at most
 * @param failed hears in a sentence why they could not be read
 */
export const PrintTable = ({
  iconOnly = false,
  read,
  failed,
  ...facts
}: Facts & {
  /** Where there is no room for the words. */
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
