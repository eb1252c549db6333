import '@mantine/core/styles/Tabs.css';
import { Table, Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import type { ImportOutcome, ImportReport, ListedRow } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';
import { rowOutcomes } from '../../../../shared/domain/intake/row-outcomes.ts';
import { Outside } from '../../components/Outside.tsx';
import { Pages } from '../../components/Pages.tsx';
import { TableHeads } from '../../components/TableHeads.tsx';
import { tx } from '../../components/tx.ts';
import classes from './Import.module.css';

/** What requests bring along. */
const kinds = [
  ['desks', t('Pickup locations')],
  ['partners', t('Partners')],
  ['patrons', t('Patrons')],
] as const;

/** How many records are added for the sake of the requests that name them; nothing where none are. */
export const AddedBeside = ({
  report: { bySection },
  isDryRun = false,
}: {
  readonly report: ImportReport;
  readonly isDryRun?: boolean;
}) => {
  const added = kinds.flatMap(([section, label]) => {
    const count = bySection[section]?.added ?? 0;
    return count === 0 ? [] : [`${label} ${count.toLocaleString(locale)}`];
  });
  if (added.length === 0) return null;
  const list = added.join(', ');
  return (
    <Text>{isDryRun ? t('Will also be added: {list}', { list }) : t('Also added: {list}', { list })}</Text>
  );
};

const rowsOnPage = 50;

/** What a row changes, one field a line. */
const Changes = ({ changes }: Pick<ListedRow, 'changes'>) => (
  <ul className={classes['changes']}>
    {changes.map(({ label, before, after }) => (
      <li key={label}>
        {tx('{label}: {before} → {after}', {
          label,
          before: <bdi>{before ?? t('empty')}</bdi>,
          after: <bdi>{after ?? t('empty')}</bdi>,
        })}
      </li>
    ))}
  </ul>
);

/** Why a row is refused or in conflict, what it changes, what staff should know. */
const What = ({
  outcome,
  reason,
  changes,
}: Pick<ListedRow, 'reason' | 'changes'> & Pick<ImportOutcome, 'outcome'>) => (
  <>
    {reason !== '' && <Outside text={reason} lines={4} />}
    {changes.length > 0 && <Changes changes={changes} />}
    {outcome === 'updated' && reason === '' && changes.length === 0 && t('Other details')}
  </>
);

/** What the column says that stands beside the titles. */
const whatHeads: Partial<Readonly<Record<ImportOutcome['outcome'], string>>> = {
  updated: t('Changes'),
  conflict: t('Conflict and changes'),
};

const Row = ({
  row,
  outcome,
  hasSection,
  saysMore,
}: {
  readonly row: ImportOutcome['rows'][number];
  readonly outcome: ImportOutcome['outcome'];
  readonly hasSection: boolean;
  readonly saysMore: boolean;
}) => (
  <Table.Tr>
    <Table.Td>{row.row.toLocaleString(locale)}</Table.Td>
    {hasSection && <Table.Td>{row.section}</Table.Td>}
    <Table.Td>
      <Outside text={row.key} lines={1} />
    </Table.Td>
    <Table.Td>
      <Outside text={row.title} />
    </Table.Td>
    {saysMore && (
      <Table.Td>
        <What outcome={outcome} reason={row.reason} changes={row.changes} />
      </Table.Td>
    )}
  </Table.Tr>
);

const Rows = ({ outcome, count, rows }: ImportOutcome) => {
  const [offset, setOffset] = useState(0);
  const { label } = rowOutcomes[outcome];
  const shown = rows.slice(offset, offset + rowsOnPage);
  const saysMore =
    outcome === 'updated' || rows.some(({ reason, changes }) => reason !== '' || changes.length > 0);
  const areOfSections = rows.some(({ section }) => section !== 'requests');
  return (
    <>
      <div className={classes['scrolls']} tabIndex={0} role="region" aria-label={label}>
        <Table striped aria-label={label} stickyHeader>
          <TableHeads
            heads={[
              t('Row'),
              ...(areOfSections ? [t('Section')] : []),
              t('Identifier'),
              areOfSections ? t('Title or name') : t('Title'),
              ...(saysMore ? [whatHeads[outcome] ?? t('Reason')] : []),
            ]}
            widths={['4rem', ...(areOfSections ? [undefined] : []), '10rem', undefined, '50%']}
          />
          <Table.Tbody>
            {shown.map((row) => (
              <Row
                key={`${row.section} ${row.row}`}
                row={row}
                outcome={outcome}
                hasSection={areOfSections}
                saysMore={saysMore}
              />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Pages offset={offset} limit={rowsOnPage} total={rows.length} turn={setOffset} mt={0} />
      {count > rows.length && (
        <Text size="sm" c="dimmed">
          {t('Showing the first {shown} of {count}. The file with all rows has the rest.', {
            shown: rows.length.toLocaleString(locale),
            count: count.toLocaleString(locale),
          })}
        </Text>
      )}
    </>
  );
};

/** What becomes of rows, or became of them: how many of each, and the first of them with their reasons. */
export const Outcomes = ({
  outcomes,
  firstTab,
}: {
  readonly outcomes: readonly ImportOutcome[];
  /** Takes the focus when the step is shown. */
  readonly firstTab?: React.RefObject<HTMLButtonElement | null>;
}) => {
  const first = outcomes.find(({ count }) => count > 0) ?? outcomes[0];
  const [shown, setShown] = useState<string | null>(first?.outcome ?? null);
  return (
    <Tabs value={shown} onChange={setShown} className={classes['outcomes'] ?? ''} keepMounted={false}>
      <Tabs.List aria-label={t('Results by row')}>
        {outcomes.map(({ outcome, count }) => (
          <Tabs.Tab
            key={outcome}
            value={outcome}
            disabled={count === 0}
            ref={outcome === first?.outcome ? (firstTab ?? null) : null}
            data-autofocus={(firstTab && outcome === first?.outcome) || undefined}
          >
            {rowOutcomes[outcome].label} <strong>{count.toLocaleString(locale)}</strong>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {outcomes.map((one) => (
        <Tabs.Panel key={one.outcome} value={one.outcome} className={classes['panel'] ?? ''}>
          <Rows {...one} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
};
