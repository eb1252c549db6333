import { messageLabel } from '../../../../shared/domain/letters/all-letters.ts';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import { Moment } from '../../components/Dates.tsx';

import { StateCell, TwoLines } from '../../components/table/cells/Text.tsx';
import type { TableColumn, TableSpec } from '../../components/table/columns.ts';
import { LetterBadge } from './LetterState.tsx';
import { t } from '../../../../shared/words/words.ts';

/** What a letter is called: its kind and the request that it is about. */
export const nameOf = ({ recipient, kind, externalId }: LetterRow): string =>
  `${messageLabel(recipient, kind)} ${externalId}`;

const columns: Readonly<
  Record<'letter' | 'for' | 'partner' | 'state' | 'request' | 'written', TableColumn<LetterRow>>
> = {
  letter: {
    id: 'letter',
    label: t('common.letter'),
    widthPx: 110,
    grow: 1,
    shown: true,
    cell: ({ recipient, kind }, { compact }) => (
      <TwoLines
        text={messageLabel(recipient, kind)}
        below={recipient === 'patron' ? t('common.toThePatron') : t('common.toThePartner')}
        compact={compact}
      />
    ),
  },
  for: {
    id: 'for',
    label: t('common.for2'),
    widthPx: 120,
    grow: 1,
    shown: true,
    cell: ({ readerName }, { compact }) => <TwoLines text={readerName} below="" compact={compact} />,
  },
  partner: {
    id: 'partner',
    label: t('letters.partnerPhone'),
    widthPx: 150,
    grow: 1,
    shown: true,
    cell: ({ readerName, readerPhone }, { compact }) => (
      <TwoLines text={readerName} below={readerPhone} compact={compact} />
    ),
  },
  state: {
    id: 'state',
    label: t('common.state'),
    widthPx: 190,
    grow: 2,
    shown: true,
    cell: (row, { compact }) => (
      <StateCell badge={<LetterBadge row={row} />} words={row.note} compact={compact} />
    ),
  },
  request: {
    id: 'request',
    label: t('common.request'),
    widthPx: 130,
    grow: 2,
    shown: true,
    cell: ({ title, externalId }, { compact }) => (
      <TwoLines text={title} below={externalId} compact={compact} />
    ),
  },
  written: {
    id: 'written',
    label: t('letters.written'),
    widthPx: 150,
    shown: true,
    cell: ({ createdAt }) => <Moment at={createdAt} />,
  },
};

const shared = { keyOf: ({ id }: LetterRow) => id, nameOf, frozen: 0 } as const;

/** Letters, however far they have come. */
export const letterTable: TableSpec<LetterRow> = {
  ...shared,
  id: 'letters',
  label: t('common.lettersAndMessages'),
  columns: [columns.letter, columns.for, columns.state, columns.request, columns.written],
};

/** What has to be said to partners that have no e-mail address: by partner, with the phone. */
export const byHandTable: TableSpec<LetterRow> = {
  ...shared,
  id: 'letters-by-hand',
  label: t('letters.lettersToBeToldByHand'),
  columns: [columns.partner, columns.letter, columns.request, columns.written],
};
