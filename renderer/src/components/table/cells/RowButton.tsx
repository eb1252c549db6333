import classes from './Cells.module.css';

type RowButtonProps = {
  /** Identifies the control within its row, so that the focus can move to the same control of the next row. */
  readonly act: string;
  readonly label: string;
  /** Its accessible name, including the row. */
  readonly name: string;
  /** Why it is disabled; null if it is enabled. */
  readonly why: string | null;
  readonly tip?: string;
  /** Whether its row has the keyboard focus. */
  readonly current: boolean;
  readonly press: () => void;
};

/** A button in a table row: without a border, so that a column of buttons stays quiet. A Tab stop only in the current row. */
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
