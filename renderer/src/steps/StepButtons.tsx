import { Button, Group } from '@mantine/core';
import IconArrowBackUp from '@tabler/icons-react/icons/IconArrowBackUp';
import IconArrowForwardUp from '@tabler/icons-react/icons/IconArrowForwardUp';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import { commands } from '../../../shared/domain/commands.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { SlipState, Undone } from '../../../shared/ipc/views.ts';
import { shownKeys } from '../components/keys.ts';
import { canPrint, canUndo, useDoerState, useStepDoer } from './step-doer.ts';
import { focusScanBox } from '../scanner/focus-scan-box.ts';
import { printAgainWords } from '../components/SlipBadge.tsx';
import { useSlip } from './SlipWords.tsx';
import classes from './StepButtons.module.css';
import { t } from '../../../shared/words/words.ts';

/** How big the button is; in a list a row's words say what it is about. */
type Look = {
  readonly inList?: boolean;
  /** Only its icon is drawn; its name stays. */
  readonly iconOnly?: boolean;
  /** The id of the words that say which step is meant. */
  readonly describedBy?: string;
};

type Action = {
  readonly disabled: boolean;
  readonly title: string | undefined;
  readonly onClick: () => void;
  readonly children: string;
};

const ActionButton = ({
  inList = false,
  iconOnly = false,
  describedBy,
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
      {...(iconOnly && { 'aria-label': children })}
      {...action}
    >
      {iconOnly ? <Icon size={18} aria-hidden /> : children}
    </button>
  ) : (
    <Button variant="default" aria-describedby={describedBy} {...action}>
      {children}
    </Button>
  );
};

/** Takes a step back. `refusal` says why that is not possible any more. */
export const UndoButton = ({
  opId,
  refusal = null,
  hint,
  ...look
}: Look & { readonly opId: OpId; readonly refusal?: string | null; readonly hint: string }) => {
  const doer = useStepDoer();
  const free = useDoerState(doer, canUndo);
  return (
    <ActionButton
      {...look}
      Icon={IconArrowBackUp}
      disabled={!free || refusal !== null}
      title={refusal ?? (free ? hint : t('common.finishWhatIsOpenInThe'))}
      onClick={() => doer.undo(opId)}
    >
      {t('common.undo')}
    </ActionButton>
  );
};

/** Takes the step again that was just taken back. */
export const RedoButton = ({ undone }: { readonly undone: Undone }) => {
  const doer = useStepDoer();
  const free = useDoerState(doer, canUndo);
  return (
    <Group mt="xs">
      <ActionButton
        Icon={IconArrowForwardUp}
        disabled={!free || undone.redoRefusal !== null}
        title={
          undone.redoRefusal ??
          t('common.takeThisStepAgain', { keys: shownKeys(commands['redo.lastStep'].keys) })
        }
        onClick={() => doer.redo(undone.undoes)}
      >
        {t('common.redo')}
      </ActionButton>
    </Group>
  );
};

/** `Reprint` of a step's slip; a slip that never came out is printed again under its own number. */
export const SlipButton = ({
  slip: given,
  hint,
  ...look
}: Look & { readonly slip: SlipState | null; readonly hint?: string }) => {
  const doer = useStepDoer();
  const slip = useSlip(given);
  const free = useDoerState(doer, canPrint);
  if (!slip) return null;
  return (
    <ActionButton
      {...look}
      Icon={IconPrinter}
      disabled={!free || slip.state === 'queued' || slip.state === 'printing'}
      title={hint}
      onClick={() => {
        doer.print(slip);
        // The next thing in the lane is a scan; who goes through a list stays in it.
        if (!look.inList) focusScanBox();
      }}
    >
      {printAgainWords(slip.state)}
    </ActionButton>
  );
};
