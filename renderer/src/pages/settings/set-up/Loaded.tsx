import { useEffect, useRef, type ReactNode } from 'react';
import { useImportIsOpen } from '../../../files/import/import-open.ts';
import classes from './SetUp.module.css';

const fields = 'input:not([type="hidden"]), select, textarea';

/**
 * A loaded page of the guide: focuses and selects its first field, or focuses `Next` if it has none. While the import window is open in front of it, that
 * window keeps the focus.
 */
export const Loaded = ({ children }: { readonly children: ReactNode }) => {
  const area = useRef<HTMLDivElement>(null);
  const isBehind = useImportIsOpen();
  useEffect(() => {
    if (isBehind) return;
    // Runs after the window, which returns the focus when it closes.
    const timer = setTimeout(() => {
      const first = area.current?.querySelector<HTMLElement>(fields);
      (first ?? document.querySelector<HTMLElement>('[data-next]'))?.focus();
      // What is typed replaces a name that the program chose, as with the Tab key.
      if (first instanceof HTMLInputElement) first.select();
    });
    return () => clearTimeout(timer);
  }, [isBehind]);
  return (
    <div ref={area} className={classes['form']}>
      {children}
    </div>
  );
};
