import type { RowOutcomeName as RowOutcome } from '../../../../shared/domain/intake/row-outcomes.ts';
import { rowOutcomes } from '../../../../shared/domain/intake/row-outcomes.ts';
import type { ListedRow } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';
import { Identifier } from '../../components/table/cells/Identifier.tsx';
import { Line, TextCell } from '../../components/table/cells/Text.tsx';
import type { TableColumn, TableSpec } from '../../components/table/columns.ts';
import { codePx, titleWidths } from '../../components/table/widths.ts';
import { factWords } from '../../components/Facts.tsx';

/** The heading of the column beside the titles. */
const whatHeads: Partial<Readonly<Record<RowOutcome, string>>> = {
  updated: t('Changes'),
  conflict: t('Conflict and changes'),
};

/** Why a row is refused or in conflict, its changes field by field, and further remarks. */
const whatWords = (outcome: RowOutcome, { reason, changes }: ListedRow): string => {
  const words = factWords([
    reason,
    ...changes.map(({ label, before, after }) =>
      t('{label}: {before} → {after}', { label, before: before ?? t('empty'), after: after ?? t('empty') }),
    ),
  ]);
  return outcome === 'updated' && words === '' ? t('Other details') : words;
};

const columnsOf = (outcome: RowOutcome): readonly TableColumn<ListedRow>[] => [
  {
    id: 'row',
    label: t('Row'),
    widthPx: 70,
    shown: true,
    cell: ({ row }) => <Line text={row.toLocaleString(locale)} />,
  },
  {
    id: 'section',
    label: t('Section'),
    widthPx: 90,
    shown: true,
    has: ({ section }) => section !== 'requests',
    cell: ({ section }) => <Line text={section} />,
  },
  {
    id: 'key',
    label: t('Identifier'),
    widthPx: codePx(13),
    shown: true,
    name: ({ key }) => key,
    cell: ({ key }, { current }) => (key === '' ? null : <Identifier text={key} current={current} />),
  },
  {
    id: 'title',
    label: t('Title or name'),
    ...titleWidths,
    shown: true,
    has: ({ title }) => title !== '',
    cell: ({ title }, { compact }) => <TextCell text={title} compact={compact} />,
  },
  {
    id: 'what',
    label: whatHeads[outcome] ?? t('Reason'),
    widthPx: 240,
    leastPx: 160,
    grow: 1.5,
    shown: true,
    has: (row) => whatWords(outcome, row) !== '',
    cell: (row, { compact }) => <TextCell text={whatWords(outcome, row)} compact={compact} />,
  },
];

const tables = new Map<RowOutcome, TableSpec<ListedRow>>();

/** The table of rows with the same outcome, cached. */
export const outcomeTable = (outcome: RowOutcome): TableSpec<ListedRow> => {
  const known = tables.get(outcome) ?? {
    id: `import.${outcome}`,
    label: rowOutcomes[outcome].label,
    keyOf: ({ section, row }) => `${section} ${row}`,
    nameOf: ({ key }) => key,
    frozen: 0,
    columns: columnsOf(outcome),
  };
  tables.set(outcome, known);
  return known;
};
