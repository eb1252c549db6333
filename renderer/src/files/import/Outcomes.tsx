import '@mantine/core/styles/Tabs.css';
import { Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import type { ImportOutcome, ImportReport } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';
import { rowOutcomes } from '../../../../shared/domain/intake/row-outcomes.ts';
import { Pages } from '../../components/Pages.tsx';
import { ShortTable } from '../../components/table/ShortTable.tsx';
import classes from './Import.module.css';
import { outcomeTable } from './outcome-table.tsx';

/** The kinds of records that requests refer to. */
const kinds = [
  ['desks', t('Pickup locations')],
  ['partners', t('Partners')],
  ['patrons', t('Patrons')],
] as const;

/** The number of records added because requests refer to them; nothing if there are none. */
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
  // In some files they are rows of their own, which the total counts too.
  return <Text>{isDryRun ? t('To be added: {list}', { list }) : t('Added: {list}', { list })}</Text>;
};

/** The number of letters that the file writes: a partner's answer in it is recorded as if staff did. Nothing if there are none. */
export const Letters = ({
  report: { letters },
  isDryRun = false,
}: {
  readonly report: ImportReport;
  readonly isDryRun?: boolean;
}) =>
  letters === 0 ? null : (
    <Text>
      {isDryRun
        ? t('Letters to patrons and partners that will be queued: {letters, number}', { letters })
        : t('Letters to patrons and partners queued: {letters, number}', { letters })}
    </Text>
  );

const rowsOnPage = 50;

const noActs = {};

const Rows = ({ outcome, count, rows, isDryRun }: ImportOutcome & { readonly isDryRun: boolean }) => {
  const [offset, setOffset] = useState(0);
  return (
    <>
      <ShortTable
        spec={outcomeTable(outcome)}
        rows={rows.slice(offset, offset + rowsOnPage)}
        viewKey={String(offset)}
        acts={noActs}
        fills
      />
      <Pages offset={offset} limit={rowsOnPage} total={rows.length} turn={setOffset} mt={0} />
      {count > rows.length && (
        <Text size="sm" c="dimmed">
          {t(
            'Showing the first {shown} of {count}.{isDryRun, select, yes { The file with all rows has the rest.} other {}}',
            {
              shown: rows.length.toLocaleString(locale),
              count: count.toLocaleString(locale),
              isDryRun: isDryRun ? 'yes' : 'no',
            },
          )}
        </Text>
      )}
    </>
  );
};

/** The results of rows, expected or actual: the number of each, and the first rows with their reasons. */
export const Outcomes = ({
  outcomes,
  firstTab,
  isDryRun = false,
}: {
  /** Whether this is a dry run: then there is a file with all rows. */
  readonly isDryRun?: boolean;
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
          <Rows {...one} isDryRun={isDryRun} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
};
