import { Button, Group, Text } from '@mantine/core';
import type { SlipState } from '../../../shared/ipc/views.ts';
import { t } from '../../../shared/words/words.ts';
import { CallInDoubt, LateLine } from '../components/CallInDoubt.tsx';
import { isSavedAsFile } from '../components/SlipBadge.tsx';
import type { SlipNotice } from '../machines/slips.ts';
import type { Feedback, RunnerContext } from '../machines/step-runner.ts';
import { CodesWaiting } from '../scanner/CodesWaiting.tsx';
import { notPrintedWords, useSlip } from './SlipWords.tsx';
import { SlipButton } from './StepButtons.tsx';
import type { RunnerActor } from './step-runner.ts';
import { useRunnerState } from './step-runner.ts';

// Notifications of every page's step runner besides the last step: waiting codes, calls in doubt, and slips printed again.

type OfRunner = { readonly runner: RunnerActor };

/** Scans that arrived while the last one is still being processed. */
export const Waiting = ({ runner }: OfRunner) => (
  <CodesWaiting
    count={useRunnerState(runner, ({ context }) => context.waiting.length)}
    paused={useRunnerState(runner, ({ context }) => context.paused)}
    lost={useRunnerState(runner, ({ context }) => context.lost)}
    release={() => runner.send({ type: 'waiting.released' })}
    discard={() => runner.send({ type: 'waiting.discarded' })}
    dismiss={() => runner.send({ type: 'lost.dismissed' })}
  />
);

/** The texts of a call: what it does, what being in doubt means, and the label for abandoning it. */
export type CallWords = {
  readonly doing: string;
  readonly doubt: string;
  readonly leave?: string;
};

/** A call that takes long, or one in doubt. `words` are the texts of the pending call. */
export const InDoubt = ({ runner, words }: OfRunner & { readonly words: CallWords | null }) => {
  const failure = useRunnerState(runner, ({ context }) => context.failure);
  const nothingStored = useRunnerState(runner, ({ context }) => context.nothingStored);
  const unconfirmed = useRunnerState(runner, (snapshot) => snapshot.hasTag('unconfirmed'));
  const busy = useRunnerState(runner, (snapshot) => snapshot.hasTag('busy'));
  if (words === null || !unconfirmed) return <LateLine busy={busy} doing={words?.doing ?? null} />;
  return (
    <CallInDoubt
      why={failure}
      nothingStored={nothingStored}
      doubt={words.doubt}
      again={() => runner.send({ type: 'call.retried' })}
      otherwise={{
        label: words.leave ?? t('Leave as is'),
        take: () => runner.send({ type: 'call.left' }),
      }}
    />
  );
};

/** The texts of an undo, the same on every page. */
export const undoWords: CallWords = {
  doing: t('Undoing'),
  doubt: t('The step may or may not have been undone. Trying again won’t undo anything else.'),
};

const Refusal = ({ text }: { readonly text: string }) => (
  <Text role="alert" c="var(--desk-stop)">
    {text}
  </Text>
);

const Queued = ({
  notice,
  shownAbove,
}: {
  readonly notice: Extract<SlipNotice, { kind: 'queued' }>;
  readonly shownAbove: SlipState | null;
}) => {
  const slip = useSlip(notice.slip) ?? notice.slip;
  if (shownAbove?.jobId === notice.slip.jobId && slip.state === 'failed') return null;
  if (slip.state === 'failed')
    return (
      <Group>
        <Refusal text={notPrintedWords(slip, notice.of)} />
        <SlipButton slip={slip} />
      </Group>
    );
  const done = isSavedAsFile(slip.note) ? 'saved' : 'printed';
  return (
    <Text role="status" c="var(--desk-go)">
      {t(
        '{of, select, return {The return slip} other {The slip}} {done, select, printed {was printed} saved {was saved as PDF} other {is being printed}}.',
        { of: notice.of, done: slip.state === 'printed' ? done : 'printing' },
      )}
    </Text>
  );
};

/** A slip that may or may not have been queued. */
export const SlipInDoubt = ({ runner }: { readonly runner: Pick<RunnerActor, 'send'> }) => (
  <Group role="alert">
    <Text c="var(--desk-look)">{t('The slip may or may not have been sent to the printer.')}</Text>
    <Button size="compact-md" onClick={() => runner.send({ type: 'slip.retried' })}>
      {t('Try again')}
    </Button>
    <Button size="compact-md" variant="default" onClick={() => runner.send({ type: 'slip.givenUp' })}>
      {t('Leave as is')}
    </Button>
  </Group>
);

/** The result of printing a slip again. @param shownAbove the slip already shown with the last step */
export const SlipSaid = ({
  notice,
  shownAbove,
}: {
  readonly notice: SlipNotice;
  readonly shownAbove: SlipState | null;
}) =>
  notice.kind === 'refused' ? (
    <Refusal text={notice.text} />
  ) : (
    <Queued notice={notice} shownAbove={shownAbove} />
  );

const slipOf = (feedback: Feedback | null): SlipState | null => {
  if (feedback?.kind === 'received') return feedback.answer.volume.slip;
  return feedback?.kind === 'done' ? feedback.outcome.slip : null;
};
const slipAbove = ({ context }: { readonly context: RunnerContext }) => slipOf(context.feedback);

/** The line about a slip that is printed again. */
export const SlipLine = ({ runner }: OfRunner) => {
  const notice = useRunnerState(runner, ({ context }) => context.slipNotice);
  const unconfirmed = useRunnerState(runner, (snapshot) => snapshot.hasTag('slipUnconfirmed'));
  const shownAbove = useRunnerState(runner, slipAbove);
  if (unconfirmed) return <SlipInDoubt runner={runner} />;
  return notice && <SlipSaid notice={notice} shownAbove={shownAbove} />;
};
