import { discardWords, slipKinds } from '../../../../shared/domain/slips/all-slips.ts';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { slipStateWords, SlipStateWord } from '../../components/SlipBadge.tsx';
import { MomentCell } from '../../components/table/cells/Days.tsx';
import { Identifier } from '../../components/table/cells/Identifier.tsx';
import { StateCell, TextCell, TwoLines } from '../../components/table/cells/Text.tsx';
import type { TableSpec } from '../../components/table/columns.ts';
import { codePx, momentPx, stateWordPx, titleWidths, wordsPx } from '../../components/table/widths.ts';
import { factWords } from '../../components/Facts.tsx';
import { slipNoteWords } from '../../../../shared/domain/slips/printing.ts';

const nameOf = ({ kind, externalId }: PrintJobView): string =>
  `${slipKinds[kind].label} ${externalId}`.trim();

/** The table of slips. */
export const slipTable: TableSpec<PrintJobView> = {
  id: 'slips',
  label: t('Slips'),
  keyOf: ({ id }) => id,
  nameOf,
  frozen: 0,
  columns: [
    {
      id: 'kind',
      label: t('Slip'),
      widthPx: () => wordsPx(Object.values(slipKinds).map(({ label }) => label)),
      shown: true,
      cell: ({ kind }, { compact }) => <TextCell text={slipKinds[kind].label} compact={compact} />,
    },
    {
      id: 'externalId',
      label: t('External identifier'),
      widthPx: codePx(13),
      givesWay: 2,
      shown: true,
      has: ({ externalId }) => externalId !== '',
      name: ({ externalId }) => externalId,
      cell: ({ externalId }, { current }) =>
        externalId === '' ? null : <Identifier text={externalId} current={current} />,
    },
    {
      id: 'item',
      label: t('Item'),
      ...titleWidths,
      shown: true,
      cell: ({ title, barcode, externalId }, { compact, hasColumn }) => (
        <TwoLines
          text={title}
          below={factWords([barcode, !hasColumn('externalId') && externalId])}
          compact={compact}
        />
      ),
    },
    {
      id: 'state',
      label: t('State'),
      widthPx: () => stateWordPx(slipStateWords),
      grow: 0.3,
      shown: true,
      cell: (job, { compact }) => (
        <StateCell
          state={<SlipStateWord state={job.state} note={job.note} />}
          words={discardWords(job) ?? slipNoteWords(job.note)}
          compact={compact}
        />
      ),
    },
    {
      id: 'createdAt',
      label: t('Created'),
      widthPx: momentPx,
      givesWay: 1,
      shown: true,
      cell: ({ createdAt }, facts) => <MomentCell at={createdAt} facts={facts} />,
    },
  ],
};
