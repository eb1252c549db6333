import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { discardWords, slipKinds } from '../../../../shared/domain/slips/all-slips.ts';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useAppState } from '../../api/queries.ts';
import { Moment } from '../../components/Dates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { printAgainWords, SlipBadge } from '../../components/SlipBadge.tsx';
import { Preview } from '../../requests/lists/Preview.tsx';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { SlipPaper } from '../../components/SlipPaper.tsx';
import { whyNotPrint } from './slip-bulk-actions.ts';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';
import { slipNoteWords } from '../../../../shared/domain/slips/printing.ts';

const Paper = ({ job, label }: { readonly job: PrintJobView; readonly label: string }) => {
  const settings = useAppState().data?.settings;
  const preview = useQuery({
    // The preview depends on the paper.
    queryKey: ['slips', 'preview', job.id, settings?.printing, settings?.slipRoutes],
    queryFn: () => ask('slips.preview', { jobId: job.id }),
  });
  if (preview.isError) return <LoadFailed error={preview.error} retry={() => void preview.refetch()} />;
  if (!preview.data) return <Waiting rows={6} />;
  return <SlipPaper {...preview.data} label={t('{label}, as printed', { label })} />;
};

/** One slip as printed, its progress, and a button to print it again. */
export const SlipPreview = ({
  job,
  busy,
  takesFocus,
  print,
  back,
}: {
  readonly job: PrintJobView;
  readonly busy: boolean;
  readonly takesFocus: boolean;
  readonly print: () => void;
  readonly back: () => void;
}) => {
  const why = whyNotPrint(job);
  const label = `${slipKinds[job.kind].label} ${job.externalId}`.trim();
  return (
    <Preview
      title={
        <>
          {slipKinds[job.kind].label} <bdi>{job.externalId}</bdi>
        </>
      }
      facts={
        <>
          <div role="status">
            <SlipBadge state={job.state} note={job.note} />
          </div>
          {job.parcelReduced && <Text size="sm">{discardWords(job)}</Text>}
          {job.note !== '' && <Outside text={slipNoteWords(job.note)} />}
          <Text size="sm" c="dimmed">
            {tx('Created {createdAt}', { createdAt: <Moment at={job.createdAt} /> })}
          </Text>
        </>
      }
      buttons={
        <Button disabled={why !== null || busy} onClick={print}>
          {printAgainWords(job.state)}
        </Button>
      }
      below={why !== null && <Text size="sm">{why}</Text>}
      takesFocus={takesFocus}
      back={back}
    >
      <Paper job={job} label={label} />
    </Preview>
  );
};
