import { useEffect, useRef, type ReactNode } from 'react';
import classes from './SetUp.module.css';

const fields = 'input:not([type="hidden"]), select, textarea';

/** What a page of the guide asks, once it is read: its first field has the focus, or `Next` where there is none. */
export const Loaded = ({ children }: { readonly children: ReactNode }) => {
  const area = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = area.current?.querySelector<HTMLElement>(fields);
    (first ?? document.querySelector<HTMLElement>('[data-next]'))?.focus();
  }, []);
  return (
    <div ref={area} className={classes['form']}>
      {children}
    </div>
  );
};
