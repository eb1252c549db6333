import { useEffect, useRef, type ReactNode } from 'react';
import { useImportIsOpen } from '../../../files/import/import-open.ts';
import classes from './SetUp.module.css';

const fields = 'input:not([type="hidden"]), select, textarea';

/**
 * What a page of the guide asks, once it is read: its first field has the focus, or `Next` where there is none. While a file is imported
 * in front of it that window keeps the focus.
 */
export const Loaded = ({ children }: { readonly children: ReactNode }) => {
  const area = useRef<HTMLDivElement>(null);
  const isBehind = useImportIsOpen();
  useEffect(() => {
    if (isBehind) return;
    // After the window, which gives the focus back when it closes.
    const timer = setTimeout(() => {
      const first = area.current?.querySelector<HTMLElement>(fields);
      (first ?? document.querySelector<HTMLElement>('[data-next]'))?.focus();
    });
    return () => clearTimeout(timer);
  }, [isBehind]);
  return (
    <div ref={area} className={classes['form']}>
      {children}
    </div>
  );
};
