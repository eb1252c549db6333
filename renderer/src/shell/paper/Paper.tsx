import { useEffect, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import classes from './Paper.module.css';

/**
 * Prints its children as soon as they are rendered: the system shows the print dialog, or creates a PDF. They are not visible on screen.
 * @param ended called when the system is done
 */
export const Paper = ({ children, ended }: { readonly children: ReactNode; readonly ended: () => void }) => {
  useEffect(() => {
    addEventListener('afterprint', ended, { once: true });
    print();
    return () => removeEventListener('afterprint', ended);
  }, [ended]);
  return createPortal(<div className={classes['paper']}>{children}</div>, document.body);
};
