import { useEffect, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import classes from './Paper.module.css';

/**
 * Puts what stands in it on paper as soon as it is there: the system asks for the printer, or makes a PDF. Nothing of it is seen on the
 * screen.
 * @param ended hears when the system is done with it
 */
export const Paper = ({ children, ended }: { readonly children: ReactNode; readonly ended: () => void }) => {
  useEffect(() => {
    addEventListener('afterprint', ended, { once: true });
    print();
    return () => removeEventListener('afterprint', ended);
  }, [ended]);
  return createPortal(<div className={classes['paper']}>{children}</div>, document.body);
};
