import classes from './Cells.module.css';

type RowButtonProps = {
  /** Which of the row's controls it is: by that the focus finds the same one in the next row. */
  readonly act: string;
  readonly label: string;
  /** What it is called, with the row that it is about. */
  readonly name: string;
  /** Why it cannot be pressed; null where it can. */
  readonly why: string | null;
  readonly tip?: string;
  /** Whether its row has the keys. */
  readonly current: boolean;
  readonly press: () => void;
};

/** A button in a row of a table: without a box, so that a column of them stays quiet. Tab stops at it only where the keys are. */
export const RowButton = ({ act, label, name, why, tip, current, press }: RowButtonProps) => (
  <button
    type="button"
    className={classes['rowButton']}
    disabled={why !== null}
    title={why ?? tip}
    aria-label={name}
    tabIndex={current ? 0 : -1}
    data-row-control={act}
    onClick={press}
  >
    {label}
  </button>
);
