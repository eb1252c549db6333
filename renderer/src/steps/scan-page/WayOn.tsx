import { Button } from '@mantine/core';
import type { ErrorCode } from '../../../../shared/ipc/error-codes.ts';
import { go } from '../../places/routes.ts';
import { scanThere } from '../../scanner/scan-target.ts';
import type { ScanPageKind } from '../../machines/scan-page.steps.ts';
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

/** Where the item can be dealt with that this page cannot take. */
const ways: Partial<Record<ErrorCode, Way>> = {
  'item-goes-back': back,
  'item-on-loan': back,
  'item-lost': back,
  'item-recalled': back,
  'item-overdue': back,
  'item-in-transit': scanIn,
  'item-not-here': scanIn,
};

/** The way to the page that can take the refused item: it is scanned there, nothing is typed twice. */
export const WayOn = ({ feedback }: { readonly feedback: Refused }) => {
  const here = useScanPageSelector(({ context }) => context.kind);
  const way = ways[feedback.refusal.code];
  if (!way || way.kind === here || feedback.code === '') return null;
  return (
    <Button
      variant="default"
      onClick={() => {
        scanThere([feedback.code]);
        go({ page: way.page });
      }}
    >
      {way.label}
    </Button>
  );
};
