import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import classes from './ListAndPreview.module.css';

type PreviewProps = {
  readonly title: ReactNode;
  readonly facts: ReactNode;
  readonly buttons: ReactNode;
  /** What is said of the buttons. */
  readonly below?: ReactNode;
  readonly takesFocus: boolean;
  readonly back: () => void;
  readonly children: ReactNode;
};

/**
 * What a row stands for, with what can be done about it. Escape goes back to the row.
 * @param takesFocus whether a key opened the row: its first button is then the next step
 */
export const Preview = ({ title, facts, buttons, below, takesFocus, back, children }: PreviewProps) => {
  const foot = useRef<HTMLDivElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (!takesFocus) return;
    const first = foot.current?.querySelector<HTMLElement>('button:not(:disabled)');
    (first ?? foot.current?.closest<HTMLElement>('[data-preview]'))?.focus();
  }, [takesFocus]);
  return (
    <div
      style={{ display: 'contents' }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        back();
      }}
    >
      <div className={classes['head']}>
        <h2 id={titleId} className={classes['title']}>
          {title}
        </h2>
        {facts}
      </div>
      {/* A stop of the Tab key, so that what is longer than the window is scrolled by keys. */}
      <div className={classes['body']} role="group" aria-labelledby={titleId} tabIndex={0}>
        {children}
      </div>
      <div ref={foot} className={classes['foot']}>
        {/* What is done with a row may take it out of the list: the focus is on the list then, for the next one. */}
        <div className={classes['buttons']} onClickCapture={back}>
          {buttons}
        </div>
        {below}
      </div>
    </div>
  );
};

/** What stands beside a list in which nothing is chosen. */
export const NoPreview = ({ children }: { readonly children: ReactNode }) => (
  <p className={classes['none']}>{children}</p>
);
