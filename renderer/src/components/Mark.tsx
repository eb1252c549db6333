import { markBox, markPath, programName } from '../../../shared/domain/face.ts';
import classes from './Mark.module.css';

/** The mark of the program. It is heard as nothing: its name stands beside it. */
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

/** The mark with the name of the program. */
export const Brand = ({ size = 20 }: { readonly size?: number }) => (
  <span className={classes['brand']}>
    <Mark size={size} />
    <span className={classes['name']} translate="no">
      {programName}
    </span>
  </span>
);
