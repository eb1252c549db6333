import '@mantine/core/styles/Tabs.css';
import { Table, Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import { rowOutcomes } from '../../../../shared/domain/intake/row-outcomes.ts';
import type { ImportOutcome } from '../../../../shared/ipc/import-views.ts';
import { Outside } from '../../components/Outside.tsx';
import { Pages } from '../../components/Pages.tsx';
import classes from './Import.module.css';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

const rowsOnPage = 50;

const Rows = ({ outcome, count, rows }: ImportOutcome) => {
  const [offset, setOffset] = useState(0);
  const { label } = rowOutcomes[outcome];
  const shown = rows.slice(offset, offset + rowsOnPage);
  const hasReasons = rows.some(({ reason }) => reason !== '');
  const areOfSections = rows.some(({ section }) => section !== 'requests');
  return (
    <>
      <div className={classes['scrolls']} tabIndex={0} role="region" aria-label={label}>
        <Table striped aria-label={label} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" w="6rem">
                {t('settings.row')}
              </Table.Th>
              {areOfSections && <Table.Th scope="col">{t('settings.section')}</Table.Th>}
              <Table.Th scope="col" {...(hasReasons && { w: '18rem' })}>
                {t('import.identifier')}
              </Table.Th>
              {hasReasons && <Table.Th scope="col">{t('settings.reason')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ section, row, key, reason }) => (
              <Table.Tr key={`${section} ${row}`}>
                <Table.Td>{row.toLocaleString(locale)}</Table.Td>
                {areOfSections && <Table.Td>{section}</Table.Td>}
                <Table.Td>
                  <Outside text={key} lines={1} />
                </Table.Td>
                {hasReasons && (
                  <Table.Td>
                    <Outside text={reason} lines={4} />
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Pages offset={offset} limit={rowsOnPage} total={rows.length} turn={setOffset} mt={0} />
      {count > rows.length && (
        <Text size="sm" c="dimmed">
          {t('import.theFirstAreListed', {
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
      <Tabs.List aria-label={t('import.whatBecomesOfTheRows')}>
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
