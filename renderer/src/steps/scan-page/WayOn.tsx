import { Button } from '@mantine/core';
import type { ErrorCode } from '../../../../shared/ipc/error-codes.ts';
import { go } from '../../places/routes.ts';
import { queueScans } from '../../scanner/scan-target.ts';
import type { ScanPageKind } from '../../machines/scan-page.steps.ts';
import { slipState } from '../../../../shared/ipc/views.ts';
import { SlipButton } from '../StepButtons.tsx';
import type { Refused } from '../StepFeedback.tsx';
import { useScanPageSelector } from './scan-page-actor.ts';
import { t } from '../../../../shared/words/words.ts';

type Way = {
  readonly kind: ScanPageKind;
  readonly page: 'return-items' | 'scan-in';
  readonly label: string;
};

const back: Way = { kind: 'return', page: 'return-items', label: t('Return it') };
const scanIn: Way = { kind: 'scan-in', page: 'scan-in', label: t('Scan it in') };

/** The page that can handle an item that this page refuses. */
const ways: Partial<Record<ErrorCode, Way>> = {
  'item-goes-back': back,
  'item-on-loan': back,
  'item-lost': back,
  'item-recalled': back,
  'item-overdue': back,
  'item-in-transit': scanIn,
  'item-not-here': scanIn,
};

/**
 * What can be done about a refused item: reprint the slip that it already has, or go to the page that can handle it. It is scanned there
 * automatically, so nothing is typed twice.
 */
export const WayOn = ({ feedback }: { readonly feedback: Refused }) => {
  const here = useScanPageSelector(({ context }) => context.kind);
  const { code, details } = feedback.refusal;
  const slip = slipState.safeParse({
    jobId: details?.['slipJobId'],
    state: details?.['slipState'],
    note: '',
  });
  if (slip.success) return <SlipButton slip={slip.data} />;
  const way = ways[code];
  if (!way || way.kind === here || feedback.code === '') return null;
  return (
    <Button
      variant="default"
      onClick={() => {
        queueScans([feedback.code]);
        go({ page: way.page });
      }}
    >
      {way.label}
    </Button>
  );
};
