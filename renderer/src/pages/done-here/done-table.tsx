import { Checkbox } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import { createContext, useContext } from 'react';
import { pages } from '../../../../shared/domain/pages.ts';
import { formatInstant } from '../../../../shared/domain/dates.ts';
import type { DoneStep } from '../../../../shared/ipc/calls/done-here.ts';
import { t } from '../../../../shared/words/words.ts';
import { Moment } from '../../components/Dates.tsx';
import { Identifier } from '../../components/table/cells/Identifier.tsx';
import { TwoLines } from '../../components/table/cells/Text.tsx';
import type { CellFacts, TableSpec } from '../../components/table/columns.ts';
import classes from './DoneHere.module.css';

/** Whether nothing is left to be done about a step over there. */
export const isTicked = ({ keyed, takenBack, reversed }: DoneStep): boolean =>
  takenBack ? reversed !== null : keyed !== null;

/** Ticks a step, or takes its tick off. */
export const TickContext = createContext<(row: DoneStep) => void>(() => undefined);

const nameOf = ({ name, externalId }: DoneStep): string => `${name} ${externalId}`;

const byWords = (
  by: { readonly at: DoneStep['at']; readonly operatorName: string } | null,
  timeZone: string,
): string => (by === null ? '' : `${by.operatorName}, ${formatInstant(by.at, timeZone)}`);

/** The tick, with whose it is; loud where a step was taken back here that stands over there. */
const Keyed = ({ row, facts }: { readonly row: DoneStep; readonly facts: CellFacts }) => {
  const tick = useContext(TickContext);
  const { keyed, takenBack, reversed } = row;
  const words = takenBack
    ? reversed === null
      ? t('Undone here; undo it in the other system too')
      : t('Undone in the other system too: {by}', { by: byWords(reversed, facts.timeZone) })
    : byWords(keyed, facts.timeZone);
  const isLoud = takenBack && reversed === null;
  const short = isLoud ? t('Undo there too') : words;
  return (
    <span className={classes['keyed']}>
      <Checkbox
        size="xs"
        checked={isTicked(row)}
        aria-label={
          takenBack
            ? t('Undone in the other system: {name}', { name: nameOf(row) })
            : t('Done: {name}', { name: nameOf(row) })
        }
        tabIndex={facts.current ? 0 : -1}
        onChange={() => tick(row)}
      />
      {isLoud && <IconAlertTriangle size={16} aria-hidden />}
      <span data-loud={isLoud || undefined} title={words}>
        {short}
      </span>
    </span>
  );
};

/** What was done here. */
export const doneTable: TableSpec<DoneStep> = {
  id: 'done-here',
  label: pages['done-here'].label,
  keyOf: ({ id }) => id,
  nameOf,
  frozen: 0,
  columns: [
    { id: 'at', label: t('When'), widthPx: 140, shown: true, cell: ({ at }) => <Moment at={at} /> },
    {
      id: 'step',
      label: t('Step'),
      widthPx: 120,
      grow: 1,
      shown: true,
      cell: ({ name, headline }, { compact }) => (
        <TwoLines text={name} below={headline === name ? '' : headline} compact={compact} />
      ),
    },
    {
      id: 'externalId',
      label: t('External identifier'),
      widthPx: 150,
      shown: true,
      name: ({ externalId }) => externalId,
      cell: ({ externalId }, { current }) => <Identifier text={externalId} current={current} />,
    },
    {
      id: 'barcode',
      label: t('Item barcode'),
      widthPx: 120,
      shown: true,
      name: ({ barcode }) => barcode,
      cell: ({ barcode }, { current }) =>
        barcode === '' ? null : <Identifier text={barcode} current={current} />,
    },
    {
      id: 'keyed',
      label: t.in('in the other system', 'Done'),
      widthPx: 215,
      grow: 1,
      shown: true,
      cell: (row, facts) => <Keyed row={row} facts={facts} />,
    },
    {
      id: 'title',
      label: t('Title'),
      widthPx: 140,
      grow: 2,
      shown: true,
      cell: ({ title }, { compact }) => <TwoLines text={title} below="" compact={compact} />,
    },
    {
      id: 'patron',
      label: t('Patron'),
      widthPx: 110,
      grow: 1,
      shown: true,
      cell: ({ patronName, patronBarcode }, { compact }) => (
        <TwoLines text={patronName} below={patronBarcode} compact={compact} />
      ),
    },
    {
      id: 'partner',
      label: t('Partner'),
      widthPx: 110,
      grow: 1,
      shown: true,
      cell: ({ partnerName }, { compact }) => <TwoLines text={partnerName} below="" compact={compact} />,
    },
    {
      id: 'who',
      label: t('Operator, desk'),
      widthPx: 120,
      grow: 1,
      shown: true,
      cell: ({ operatorName, deskName }, { compact }) => (
        <TwoLines text={operatorName} below={deskName} compact={compact} />
      ),
    },
  ],
};
