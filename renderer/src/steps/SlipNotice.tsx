import { Button, Group, Text } from '@mantine/core';
import type { SlipState } from '../../../shared/ipc/views.ts';
import { SlipButton } from './StepButtons.tsx';
import { isSavedAsFile } from '../components/SlipBadge.tsx';
import { useSlip } from './SlipWords.tsx';
import { t } from '../../../shared/words/words.ts';

/** What became of a slip that was asked for again. */
export type SlipNoticeWords =
  /** In the queue once more: what becomes of it is followed by its job. */
  | { readonly kind: 'queued'; readonly slip: SlipState; readonly what: string }
  | { readonly kind: 'refused'; readonly text: string };

const Unconfirmed = ({ retry, leave }: { readonly retry: () => void; readonly leave: () => void }) => (
  <Group role="alert">
    <Text c="var(--desk-look)">{t('steps.itIsNotConfirmedThatThe')}</Text>
    <Button size="compact-md" onClick={retry}>
      {t('common.tryAgain')}
    </Button>
    <Button size="compact-md" variant="default" onClick={leave}>
      {t('common.leaveIt')}
    </Button>
  </Group>
);

const Refusal = ({ text }: { readonly text: string }) => (
  <Text role="alert" c="var(--desk-stop)">
    {text}
  </Text>
);

const Queued = ({
  notice,
  shownAbove,
}: {
  readonly notice: Extract<SlipNoticeWords, { kind: 'queued' }>;
  readonly shownAbove: SlipState | null;
}) => {
  const slip = useSlip(notice.slip) ?? notice.slip;
  if (shownAbove?.jobId === notice.slip.jobId && slip.state === 'failed') return null;
  if (slip.state === 'failed')
    return (
      <Group>
        <Refusal
          text={t('steps.theDidNotPrint', {
            what: notice.what,
            note: slip.note || t('steps.thePrinterGaveNoReason'),
          })}
        />
        <SlipButton slip={slip} />
      </Group>
    );
  const done = isSavedAsFile(slip.note) ? t('steps.wasSavedAsPdf') : t('steps.wasPrinted');
  return (
    <Text role="status" c="var(--desk-go)">
      {t('steps.the', {
        what: notice.what,
        done: slip.state === 'printed' ? done : t('steps.isBeingPrinted'),
      })}
    </Text>
  );
};

/** The line about a slip that was asked for again. `shownAbove` is the slip that stands with the last step already. */
export const SlipNotice = ({
  notice,
  unconfirmed,
  shownAbove,
  retry,
  leave,
}: {
  readonly notice: SlipNoticeWords | null;
  readonly unconfirmed: boolean;
  readonly shownAbove: SlipState | null;
  readonly retry: () => void;
  readonly leave: () => void;
}) => {
  if (unconfirmed) return <Unconfirmed retry={retry} leave={leave} />;
  if (!notice) return null;
  return notice.kind === 'refused' ? (
    <Refusal text={notice.text} />
  ) : (
    <Queued notice={notice} shownAbove={shownAbove} />
  );
};
