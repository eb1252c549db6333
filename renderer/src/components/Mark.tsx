import { markBox, markPath, programName } from '../../../shared/domain/face.ts';
import classes from './Mark.module.css';

/** The program's logo. Hidden from screen readers: the name is beside it. */
export const Mark = ({ size }: { readonly size: number }) => (
  <svg
    className={classes['mark']}
    viewBox={`0 0 ${markBox} ${markBox}`}
    width={size}
    height={size}
    aria-hidden
  >
    <path fillRule="evenodd" d={markPath} />
  </svg>
);

/** The logo with the program's name. */
export const Brand = ({ size = 20 }: { readonly size?: number }) => (
  <span className={classes['brand']}>
    <Mark size={size} />
    <span className={classes['name']} translate="no">
      {programName}
    </span>
  </span>
);
