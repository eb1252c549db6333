import { Button } from '@mantine/core';
import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp';
import IconArrowForwardUp from '@tabler/icons-react/icons/IconArrowForwardUp';
import IconPrinterOff from '@tabler/icons-react/icons/IconPrinterOff';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import { commands } from '../../../shared/domain/commands.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { SlipState, Undone } from '../../../shared/ipc/views.ts';
import { shownKeys } from '../components/keys.ts';
import { slipAgain } from '../machines/slips.ts';
import { canPrint, canUndo, useRunnerState, useStepRunner } from './step-runner.ts';
import { undoByButton } from './undo-question.ts';
import { focusScanBox } from '../scanner/focus-scan-box.ts';
import { printAgainWords } from '../components/SlipBadge.tsx';
import { useSlip } from './SlipWords.tsx';
import classes from './StepButtons.module.css';
import { t } from '../../../shared/words/words.ts';

/** The size of the button; in a list the row identifies its step. */
type Look = {
  readonly inList?: boolean;
  readonly compact?: boolean;
  /** Only the icon is drawn; the accessible name stays. */
  readonly iconOnly?: boolean;
  /** The id of the text that identifies the step. */
  readonly describedBy?: string;
};

type Action = {
  readonly disabled: boolean;
  readonly title: string | undefined;
  readonly onClick: () => void;
  readonly children: string;
  /** The button fixes a problem. */
  readonly isWarning?: boolean;
};

const ActionButton = ({
  inList = false,
  compact = false,
  iconOnly = false,
  describedBy,
  isWarning = false,
  Icon,
  children,
  ...rest
}: Look & Action & { readonly Icon: typeof IconPrinter }) => {
  const action = { ...rest, title: rest.title ?? (iconOnly ? children : undefined) };
  return inList ? (
    <button
      type="button"
      className={classes['inList']}
      aria-describedby={describedBy}
      data-icon={iconOnly || undefined}
      data-warning={isWarning || undefined}
      {...(iconOnly && { 'aria-label': children })}
      {...action}
    >
      {iconOnly ? <Icon size={18} aria-hidden /> : children}
    </button>
  ) : (
    <Button
      variant="default"
      {...(compact && { size: 'compact-sm' })}
      aria-describedby={describedBy}
      {...action}
    >
      {children}
    </Button>
  );
};

/** Undoes a step. `refusal` says why that is no longer possible. */
export const UndoButton = ({
  opId,
  refusal = null,
  hint,
  ...look
}: Look & { readonly opId: OpId; readonly refusal?: string | null; readonly hint: string }) => {
  const runner = useStepRunner();
  const free = useRunnerState(runner, canUndo);
  return (
    <ActionButton
      {...look}
      Icon={IconArrowBackUp}
      disabled={!free || refusal !== null}
      title={refusal ?? (free ? hint : t('Finish the current step first.'))}
      onClick={() => void undoByButton([opId], () => runner.send({ type: 'undo.asked', undoes: opId }))}
    >
      {t('Undo')}
    </ActionButton>
  );
};

/** Redoes the step that was just undone. */
export const RedoButton = ({ undone, ...look }: Look & { readonly undone: Undone }) => {
  const runner = useStepRunner();
  const free = useRunnerState(runner, canUndo);
  return (
    <ActionButton
      {...look}
      Icon={IconArrowForwardUp}
      disabled={!free || undone.redoRefusal !== null}
      title={
        undone.redoRefusal ??
        t('Redo this step ({keys})', { keys: shownKeys(commands['redo.lastStep'].keys) })
      }
      onClick={() => runner.send({ type: 'redo.asked', redoes: undone.undoes })}
    >
      {t('Redo')}
    </ActionButton>
  );
};

/** `Reprint` of a step's slip; a slip that was never printed keeps its own number. */
export const SlipButton = ({
  slip: given,
  hint,
  ...look
}: Look & { readonly slip: SlipState | null; readonly hint?: string }) => {
  const runner = useStepRunner();
  const slip = useSlip(given);
  const free = useRunnerState(runner, canPrint);
  if (!slip) return null;
  return (
    <ActionButton
      {...look}
      Icon={slip.state === 'failed' ? IconPrinterOff : IconPrinter}
      isWarning={slip.state === 'failed'}
      disabled={!free || slip.state === 'queued' || slip.state === 'printing'}
      title={hint}
      onClick={() => {
        runner.send({ type: 'slip.asked', ask: slipAgain(slip) });
        // The next action on the page is a scan; in a list the focus stays in the list.
        if (!look.inList) focusScanBox();
      }}
    >
      {printAgainWords(slip.state)}
    </ActionButton>
  );
};
