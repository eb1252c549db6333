import { slipKinds } from '../../../../shared/domain/slips/all-slips.ts';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { Moment } from '../../components/Dates.tsx';
import { SlipBadge } from '../../components/SlipBadge.tsx';
import { Identifier } from '../../components/table/cells/Identifier.tsx';

import { StateCell, TwoLines } from '../../components/table/cells/Text.tsx';
import type { TableSpec } from '../../components/table/columns.ts';
import { t } from '../../../../shared/words/words.ts';

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
      widthPx: 100,
      shown: true,
      cell: ({ kind }) => slipKinds[kind].label,
    },
    {
      id: 'externalId',
      label: t('External identifier'),
      widthPx: 130,
      shown: true,
      name: ({ externalId }) => externalId,
      cell: ({ externalId }, { current }) => <Identifier text={externalId} current={current} />,
    },
    {
      id: 'item',
      label: t('Item'),
      widthPx: 130,
      grow: 2,
      shown: true,
      cell: ({ title, barcode }, { compact }) => <TwoLines text={title} below={barcode} compact={compact} />,
    },
    {
      id: 'state',
      label: t('State'),
      widthPx: 190,
      grow: 2,
      shown: true,
      cell: (job, { compact }) => (
        <StateCell
          badge={<SlipBadge state={job.state} note={job.note} />}
          words={job.undone ? slipKinds[job.kind].undone : job.note}
          compact={compact}
        />
      ),
    },
    {
      id: 'createdAt',
      label: t('Created'),
      widthPx: 150,
      shown: true,
      cell: ({ createdAt }) => <Moment at={createdAt} />,
    },
  ],
};
