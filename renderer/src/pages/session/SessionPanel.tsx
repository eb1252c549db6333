import { Title, VisuallyHidden } from '@mantine/core';
import { memo, useId } from 'react';
import IconHandStop from '@tabler/icons-react/icons/IconHandStop';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import IconPrinterOff from '@tabler/icons-react/icons/IconPrinterOff';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { placeInSet } from '../../../../shared/domain/volume-names.ts';
import type { StepView } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { TimeOfDay } from '../../components/Dates.tsx';
import { signIcons, whereToWords, type Sign } from '../../components/WhereTo.tsx';
import type { Feedback, PastRefusal } from '../../machines/step-runner.ts';
import { SlipWords, useSlip } from '../../steps/SlipWords.tsx';
import { SlipButton, UndoButton } from '../../steps/StepButtons.tsx';
import { useTodaysSteps } from '../../api/queries.ts';
import { LoadFailed, Nothing, Waiting } from '../../steps/LoadStates.tsx';
import { useRunnerState, useStepRunner } from '../../steps/step-runner.ts';
import classes from './SessionPanel.module.css';
import { Facts, factWords } from '../../components/Facts.tsx';

const signOf = (step: StepView): Sign => {
  if (step.undone) return 'undone';
  return step.whereTo ? whereToWords(step.whereTo, step.patronName).sign : 'done';
};

const StepIcon = ({ step }: { readonly step: StepView }) => {
  const isPaper = step.kind === 'print-return-slip' && !step.undone;
  const Icon = isPaper ? IconPrinter : signIcons[signOf(step)];
  return <Icon size={18} className={classes['icon']} aria-hidden />;
};

/** Where the item went, shortened for the line; the tooltip has the full text. */
const StepResult = ({ step }: { readonly step: StepView }) => {
  if (step.undone) return <span className={classes['undoneWords']}>{step.headline}</span>;
  if (!step.whereTo) return <span className={classes['result']}>{step.headline}</span>;
  const { sign, word, name } = whereToWords(step.whereTo, step.patronName);
  // It was received to go back, and is still here.
  const isStillHere = step.kind === 'receive' && step.whereTo.kind === 'to-partner';
  return (
    <span className={`${classes['result']} ${classes[sign === 'shelf' || sign === 'hand' ? 'go' : 'send']}`}>
      <Facts>
        {isStillHere ? t('TO GO BACK') : word}
        <bdi>{name}</bdi>
      </Facts>
    </span>
  );
};

/** The title, and where the item went. For a volume of a set, which one. */
const StepWhat = ({ step, id }: { readonly step: StepView; readonly id: string }) => {
  const { title, externalId, volume, undone, barcode } = step;
  return (
    <span className={classes['what']} id={id}>
      <Facts between=" ">
        <span className={classes['titleLine']}>
          <Facts between=" ">
            <bdi className={undone ? classes['undone'] : undefined}>{title || externalId}</bdi>
            {volume && (
              <span className={classes['volume']}>
                {placeInSet({ volume: volume.number, volumesExpected: volume.of })}
              </span>
            )}
          </Facts>
        </span>
        <StepResult step={step} />
        <VisuallyHidden>
          <bdi>{barcode ?? externalId}</bdi>
        </VisuallyHidden>
      </Facts>
    </span>
  );
};

/**
 * The progress of the slip, for screen readers. A failure is visible: as the button that prints it, or as an icon if the page reports it.
 */
const StepSlip = ({
  slip: given,
  isMarked,
}: {
  readonly slip: StepView['slip'];
  readonly isMarked: boolean;
}) => {
  const slip = useSlip(given);
  if (!slip) return null;
  return (
    <>
      {isMarked && slip.state === 'failed' && (
        <IconPrinterOff size={18} className={classes['noSlip']} aria-hidden />
      )}
      <VisuallyHidden>
        <SlipWords slip={given} />
      </VisuallyHidden>
    </>
  );
};

/**
 * One step in one line: the title, where the item went, and the two corrections. The barcode and the slip's progress are in the tooltip and
 * for screen readers. A list may have a hundred of these.
 */
export const StepRow = memo(
  ({
    step,
    isShown = false,
  }: {
    readonly step: StepView;
    /** It is the step that the page shows last, with its Undo and its slip. */
    readonly isShown?: boolean;
  }) => {
    const id = useId();
    return (
      <div
        className={classes['line']}
        title={factWords([step.title || step.externalId, step.barcode ?? step.externalId])}
      >
        <StepIcon step={step} />
        <TimeOfDay at={step.at} /> <StepWhat step={step} id={id} />{' '}
        {!step.undone && <StepSlip slip={step.slip} isMarked={isShown} />}
        {!step.undone && !isShown && (
          <span className={classes['buttons']}>
            <UndoButton
              inList
              iconOnly
              opId={step.opId}
              refusal={step.undoRefusal}
              hint={t('Undo this step')}
              describedBy={id}
            />
            <SlipButton inList iconOnly slip={step.slip} describedBy={id} />
          </span>
        )}
      </div>
    );
  },
);

const Refusal = ({ refusal }: { readonly refusal: PastRefusal }) => (
  <>
    <p className={`${classes['line']} ${classes['stop']}`}>
      <IconHandStop size={18} className={classes['icon']} aria-hidden />
      <TimeOfDay at={refusal.at} /> <span>{t('STOP')}</span>
    </p>
    <p className={classes['detail']}>{refusal.message}</p>
  </>
);

/** Consecutive refusals: nothing was changed, so they are collapsed, but can be read later. */
const RefusalRows = ({ refusals }: { readonly refusals: readonly PastRefusal[] }) => (
  <details className={classes['refusals']}>
    <summary>
      <IconHandStop size={16} className={classes['icon']} aria-hidden />
      {refusals.length === 1
        ? t('1 refused on this page')
        : t('{refusalsCount} refused on this page', { refusalsCount: refusals.length })}
    </summary>
    {refusals.map((refusal) => (
      <Refusal key={refusal.seq} refusal={refusal} />
    ))}
  </details>
);

type Row = { readonly step: StepView } | { readonly refusals: readonly PastRefusal[] };

/** Steps and refusals, newest first; refusals between two steps form one row. */
const rowsOf = (steps: readonly StepView[], refusals: readonly PastRefusal[]): readonly Row[] => {
  const all = [
    ...steps.map((step) => ({ at: step.at, step })),
    ...refusals.map((refusal) => ({ at: refusal.at, refusal })),
  ].toSorted((one, other) => other.at.localeCompare(one.at));
  return all.reduce<Row[]>((rows, one) => {
    const last = rows.at(-1);
    if ('step' in one) rows.push({ step: one.step });
    else if (last && 'refusals' in last)
      rows[rows.length - 1] = { refusals: [...last.refusals, one.refusal] };
    else rows.push({ refusals: [one.refusal] });
    return rows;
  }, []);
};

/** Returns the step that the page shows, with its own Undo. */
const shownStep = (feedback: Feedback | null): OpId | null => {
  switch (feedback?.kind) {
    case 'done':
      return feedback.outcome.opId;
    case 'received':
    case 'finished':
      return feedback.answer.opId;
    default:
      return null;
  }
};

const Rows = () => {
  const steps = useTodaysSteps();
  const runner = useStepRunner();
  const refusals = useRunnerState(runner, ({ context }) => context.refusals);
  const shown = useRunnerState(runner, ({ context }) => shownStep(context.feedback));
  if (steps.isError) return <LoadFailed error={steps.error} retry={() => void steps.refetch()} />;
  if (!steps.data) return <Waiting />;
  const rows = rowsOf(steps.data, refusals);
  if (rows.length === 0)
    return <Nothing>{t('Your steps here today appear in this list, with Undo and Reprint.')}</Nothing>;
  return (
    <ol role="list">
      {rows.map((row) =>
        'step' in row ? (
          <li key={row.step.opId} className={classes['row']}>
            <StepRow step={row.step} isShown={row.step.opId === shown} />
          </li>
        ) : (
          <li key={`refused-${row.refusals.at(-1)?.seq}`} className={classes['row']}>
            <RefusalRows refusals={row.refusals} />
          </li>
        ),
      )}
    </ol>
  );
};

/** The steps of this operator here today, newest first. */
export const SessionPanel = () => {
  const count = useTodaysSteps().data?.length ?? 0;
  return (
    <aside className={classes['panel']} aria-label={t('This session')} data-pane tabIndex={0}>
      <Title order={2} size="h4" mb="xs">
        {t('This session{countCase, select, yes { ({count})} other {}}', {
          countCase: count > 0 ? 'yes' : 'no',
          count,
        })}
      </Title>
      <Rows />
    </aside>
  );
};
