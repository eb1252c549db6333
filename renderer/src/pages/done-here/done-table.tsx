import { Checkbox } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import { createContext, useContext } from 'react';
import { isSent, isTicked, sentLabel } from '../../../../shared/domain/done-here.ts';
import { pages } from '../../../../shared/domain/pages.ts';
import { formatInstant } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { DoneStep } from '../../../../shared/ipc/calls/done-here.ts';
import { t } from '../../../../shared/words/words.ts';
import { textPx } from '../../components/text-width.ts';
import { MomentCell } from '../../components/table/cells/Days.tsx';
import { Identifier } from '../../components/table/cells/Identifier.tsx';
import { TextCell, TwoLines } from '../../components/table/cells/Text.tsx';
import { TitleCell } from '../../components/table/cells/Title.tsx';
import type { CellFacts, TableSpec } from '../../components/table/columns.ts';
import { codePx, momentPx, nameWidths, titleWidths } from '../../components/table/widths.ts';
import classes from './DoneHere.module.css';

/** Ticks or unticks a step. */
export const TickContext = createContext<(row: DoneStep) => void>(() => undefined);

const nameOf = ({ name, externalId }: DoneStep): string => `${name} ${externalId}`;

const byWords = (
  by: { readonly at: DoneStep['at']; readonly operatorName: string } | null,
  timeZone: string,
): string => (by === null ? '' : `${by.operatorName}, ${formatInstant(by.at, timeZone)}`);

/** Who keyed it in the other system and when, or that it must be undone there. */
const KeyedBy = ({ row, facts }: { readonly row: DoneStep; readonly facts: CellFacts }) => {
  const { keyed, takenBack, reversed } = row;
  const by = takenBack ? reversed : keyed;
  if (takenBack && by === null)
    return (
      <span className={classes['loud']} title={t('Undone here; undo it in the other system too')}>
        <IconAlertTriangle size={16} aria-hidden />
        {t('Undo there too')}
      </span>
    );
  if (by === null) return null;
  const words = byWords(by, facts.timeZone);
  return (
    <span
      className={classes['by']}
      title={takenBack ? t('Undone in the other system too: {by}', { by: words }) : words}
    >
      <TwoLines text={by.operatorName} below={formatInstant(by.at, facts.timeZone)} compact={facts.compact} />
    </span>
  );
};

/** What became of its messages to the other system, with that system's words. */
const Sent = ({ row, facts }: { readonly row: DoneStep; readonly facts: CellFacts }) => {
  const { sent } = row;
  const label = sentLabel(row);
  if (sent === null || label === '') return <TwoLines text={label} below="" compact={facts.compact} />;
  const moment = formatInstant(sent.at, facts.timeZone);
  const below = sent.words === '' ? moment : sent.words;
  return (
    <span
      className={classes[sent.state === 'refused' ? 'refused' : 'by']}
      title={[label, moment, sent.words].filter(Boolean).join('\n')}
    >
      {sent.state === 'refused' && <IconAlertTriangle size={16} aria-hidden />}
      <TwoLines text={label} below={below} compact={facts.compact} />
    </span>
  );
};

/** The tick of a step. */
const Tick = ({ row, facts }: { readonly row: DoneStep; readonly facts: CellFacts }) => {
  const tick = useContext(TickContext);
  return (
    <Checkbox
      size="xs"
      checked={isTicked(row)}
      aria-label={
        row.takenBack
          ? t('Undone in the other system: {name}', { name: nameOf(row) })
          : t('Done: {name}', { name: nameOf(row) })
      }
      disabled={isSent(row)}
      tabIndex={facts.current ? 0 : -1}
      onChange={() => tick(row)}
    />
  );
};

const anyMoment = '2028-12-28T22:28:00Z' as Instant;

/** The table of steps taken here. */
export const doneTable: TableSpec<DoneStep> = {
  id: 'done-here',
  label: pages['done-here'].label,
  keyOf: ({ id }) => id,
  nameOf,
  frozen: 0,
  columns: [
    {
      id: 'at',
      label: t('When'),
      widthPx: momentPx,
      shown: true,
      cell: ({ at }, facts) => <MomentCell at={at} facts={facts} />,
    },
    {
      id: 'step',
      label: t('Step'),
      // What was done is what is keyed.
      widthPx: 220,
      leastPx: 185,
      grow: 0.7,
      shown: true,
      cell: ({ name, headline }, { compact }) => (
        <TwoLines text={name} below={headline === name ? '' : headline} compact={compact} />
      ),
    },
    {
      id: 'externalId',
      label: t('External identifier'),
      widthPx: codePx(13),
      shown: true,
      name: ({ externalId }) => externalId,
      cell: ({ externalId }, { current }) => <Identifier text={externalId} current={current} />,
    },
    {
      id: 'barcode',
      label: t('Item barcode'),
      widthPx: codePx(14),
      shown: true,
      has: ({ barcode }) => barcode !== '',
      name: ({ barcode }) => barcode,
      cell: ({ barcode }, { current }) =>
        barcode === '' ? null : <Identifier text={barcode} current={current} />,
    },
    {
      id: 'keyed',
      label: t.in('in the other system', 'Done'),
      widthPx: 60,
      shown: true,
      cell: (row, facts) => <Tick row={row} facts={facts} />,
    },
    {
      id: 'keyedBy',
      label: t('Done by'),
      widthPx: () =>
        Math.max(textPx(formatInstant(anyMoment, 'UTC'), 12), textPx(t('Undo there too'), 14) + 20) + 14,
      shown: true,
      has: ({ keyed, takenBack }) => keyed !== null || takenBack,
      cell: (row, facts) => <KeyedBy row={row} facts={facts} />,
    },
    {
      id: 'sent',
      label: t('Other system'),
      widthPx: 170,
      leastPx: 150,
      // Why a step was refused is read in full where there is room.
      grow: 2,
      shown: true,
      has: ({ sent }) => sent !== null,
      cell: (row, facts) => <Sent row={row} facts={facts} />,
    },
    {
      id: 'title',
      label: t('Title'),
      ...titleWidths,
      shown: true,
      has: ({ title }) => title !== '',
      cell: ({ title, patronName, patronBarcode }, facts) => (
        <TitleCell
          title={title}
          author=""
          reader={facts.hasColumn('patron') ? '' : [patronName, patronBarcode].filter(Boolean).join(', ')}
          facts={facts}
        />
      ),
    },
    {
      id: 'patron',
      label: t('Patron'),
      ...nameWidths,
      givesWay: 3,
      shown: true,
      has: ({ patronName, patronBarcode }) => patronName !== '' || patronBarcode !== '',
      cell: ({ patronName, patronBarcode }, { compact }) => (
        <TwoLines text={patronName} below={patronBarcode} compact={compact} />
      ),
    },
    {
      id: 'partner',
      label: t('Partner'),
      ...nameWidths,
      givesWay: 1,
      shown: true,
      has: ({ partnerName }) => partnerName !== '',
      cell: ({ partnerName }, { compact }) => <TextCell text={partnerName} compact={compact} />,
    },
    {
      id: 'who',
      label: t('Operator, desk'),
      ...nameWidths,
      givesWay: 2,
      shown: true,
      cell: ({ operatorName, deskName }, { compact }) => (
        <TwoLines text={operatorName} below={deskName} compact={compact} />
      ),
    },
  ],
};
