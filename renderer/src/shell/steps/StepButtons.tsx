import { Button } from '@mantine/core';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { SlipState } from '../../../../shared/ipc/views.ts';
import { canPrint, canUndo, useDoerState, useStepDoer } from './step-doer.ts';
import { focusScanBox } from '../../scanner/focus-scan-box.ts';
import { useSlip } from './SlipWords.tsx';
import classes from './StepButtons.module.css';

/** How big the button is; in a list a row's words say what it is about. */
type Look = {
  readonly inList?: boolean;
  /** The id of the words that say which step is meant. */
  readonly describedBy?: string;
};

type Action = {
  readonly disabled: boolean;
  readonly title: string | undefined;
  readonly onClick: () => void;
  readonly children: string;
};

const ActionButton = ({ inList = false, describedBy, ...action }: Look & Action) =>
  inList ? (
    <button type="button" className={classes['inList']} aria-describedby={describedBy} {...action} />
  ) : (
    <Button variant="default" aria-describedby={describedBy} {...action} />
  );

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
      disabled={!free || refusal !== null}
      title={refusal ?? (free ? hint : 'Finish what is open in the lane first.')}
      onClick={() => doer.undo(opId)}
    >
      Undo
    </ActionButton>
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
  const failed = slip.state === 'failed';
  return (
    <ActionButton
      {...look}
      disabled={!free || slip.state === 'queued' || slip.state === 'printing'}
      title={hint}
      onClick={() => {
        doer.print(slip);
        // The next thing in the lane is a scan; who goes through a list stays in it.
        if (!look.inList) focusScanBox();
      }}
    >
      {failed ? 'Print again' : 'Reprint'}
    </ActionButton>
  );
};
