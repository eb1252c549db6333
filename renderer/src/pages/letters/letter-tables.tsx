import { Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import IconClock from '@tabler/icons-react/icons/IconClock';
import IconPlayerPause from '@tabler/icons-react/icons/IconPlayerPause';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import IconHourglass from '@tabler/icons-react/icons/IconHourglass';
import IconMailOff from '@tabler/icons-react/icons/IconMailOff';
import IconRefresh from '@tabler/icons-react/icons/IconRefresh';
import IconSend from '@tabler/icons-react/icons/IconSend';
import IconUserCheck from '@tabler/icons-react/icons/IconUserCheck';
import IconUserQuestion from '@tabler/icons-react/icons/IconUserQuestion';
import { messageLabel, shownStates } from '../../../../shared/domain/letters/all-letters.ts';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import { t } from '../../../../shared/words/words.ts';
import { Moment } from '../../components/Dates.tsx';
import { StateBadge, StateWord, type StateLook } from '../../components/StateBadge.tsx';
import { tx } from '../../components/tx.ts';
import { MomentCell, momentLine } from '../../components/table/cells/Days.tsx';
import { StateCell, TwoLines } from '../../components/table/cells/Text.tsx';
import type { TableColumn, TableSpec } from '../../components/table/columns.ts';
import { momentPx, nameWidths, stateWordPx, titleWidths } from '../../components/table/widths.ts';

const looks = {
  waiting: { tone: 'send', Icon: IconClock },
  sending: { tone: 'send', Icon: IconSend },
  failed: { tone: 'look', Icon: IconRefresh },
  'needs-person': { tone: 'stop', Icon: IconAlertTriangle },
  sent: { tone: 'go', Icon: IconCheck },
  printed: { tone: 'go', Icon: IconPrinter },
  'by-hand': { tone: 'go', Icon: IconUserCheck },
  outdated: { tone: 'look', Icon: IconMailOff },
  'no-address': { tone: 'look', Icon: IconUserQuestion },
  held: { tone: 'look', Icon: IconPlayerPause },
  'awaits-partner': { tone: 'look', Icon: IconHourglass },
} as const satisfies Record<LetterRow['state'], StateLook>;

/** The state of a letter, as icon, colour and word. */
const LetterBadge = ({ row }: { readonly row: LetterRow }) => (
  <StateBadge look={looks[row.state]} word={shownStates[row.state].label} />
);

/** The same with the reason and the time of the next retry beside it. */
export const LetterState = ({ row }: { readonly row: LetterRow }) => (
  <>
    <LetterBadge row={row} />
    {row.corrected && <Text size="sm">{t('Its step was undone; a correction followed.')}</Text>}
    {row.note !== '' && (
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {row.note}
      </Text>
    )}
    {row.nextAt && (
      <Text size="sm" c="dimmed">
        {tx('Next attempt: {nextAt}', { nextAt: <Moment at={row.nextAt} /> })}
      </Text>
    )}
  </>
);

/** Returns the name of a letter: its kind and its request. */
const nameOf = ({ recipient, kind, externalId }: LetterRow): string =>
  `${messageLabel(recipient, kind)} ${externalId}`;

const columns: Readonly<
  Record<'letter' | 'for' | 'partner' | 'state' | 'request' | 'written', TableColumn<LetterRow>>
> = {
  letter: {
    id: 'letter',
    label: t('Letter'),
    ...nameWidths,
    shown: true,
    cell: ({ recipient, kind, readerName }, { compact, hasColumn }) => (
      <TwoLines
        text={messageLabel(recipient, kind)}
        below={hasColumn('for') || hasColumn('partner') ? '' : readerName}
        compact={compact}
      />
    ),
  },
  for: {
    id: 'for',
    label: t('For'),
    ...nameWidths,
    givesWay: 2,
    shown: true,
    cell: ({ recipient, readerName }, { compact }) => (
      <TwoLines
        text={readerName}
        below={recipient === 'patron' ? t('to the patron') : t('to the partner')}
        compact={compact}
      />
    ),
  },
  partner: {
    id: 'partner',
    label: t('Recipient, phone'),
    widthPx: 140,
    grow: 0.5,
    shown: true,
    cell: ({ readerName, readerPhone }, { compact }) => (
      <TwoLines text={readerName} below={readerPhone} compact={compact} />
    ),
  },
  state: {
    id: 'state',
    label: t('State'),
    widthPx: () => stateWordPx(Object.values(shownStates).map(({ label }) => label)),
    grow: 0.3,
    shown: true,
    cell: (row, facts) => (
      <StateCell
        state={<StateWord tone={looks[row.state].tone} word={shownStates[row.state].label} />}
        words={row.state === 'sent' ? momentLine(row.updatedAt, facts) : row.note}
        tip={row.note}
        compact={facts.compact}
      />
    ),
  },
  request: {
    id: 'request',
    label: t('Request'),
    ...titleWidths,
    shown: true,
    cell: ({ title, externalId }, { compact }) => (
      <TwoLines text={title} below={externalId} compact={compact} />
    ),
  },
  written: {
    id: 'written',
    label: t('Written'),
    widthPx: momentPx,
    givesWay: 1,
    shown: true,
    cell: ({ createdAt }, facts) => <MomentCell at={createdAt} facts={facts} />,
  },
};

const shared = { keyOf: ({ id }: LetterRow) => id, nameOf, frozen: 0 } as const;

/** Letters in any state. */
export const letterTable: TableSpec<LetterRow> = {
  ...shared,
  id: 'letters',
  label: t('Letters and messages'),
  columns: [columns.letter, columns.for, columns.state, columns.request, columns.written],
};

/** Messages for recipients without an e-mail address: by recipient, with phone number. */
export const byHandTable: TableSpec<LetterRow> = {
  ...shared,
  id: 'letters-by-hand',
  label: t('Contact by hand'),
  columns: [columns.partner, columns.letter, columns.request, columns.written],
};
