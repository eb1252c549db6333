import classes from './Cells.module.css';
import { cellText, tipText } from './Text.tsx';

/** The name of a row that opens it. @param mark by what the page finds it again, to give it the focus back */
export const OpenButton = ({
  text,
  current,
  mark,
  open,
}: {
  readonly text: string;
  /** Whether its row has the keys. */
  readonly current: boolean;
  readonly mark: string | number;
  readonly open: () => void;
}) => (
  <button
    type="button"
    className={classes['open']}
    tabIndex={current ? 0 : -1}
    title={tipText(text)}
    data-record={mark}
    onClick={open}
  >
    <bdi>{cellText(text)}</bdi>
  </button>
);
