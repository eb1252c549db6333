import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import classes from './ListAndPreview.module.css';

type PreviewProps = {
  readonly title: ReactNode;
  readonly facts: ReactNode;
  readonly buttons: ReactNode;
  /** Remarks about the buttons. */
  readonly below?: ReactNode;
  readonly takesFocus: boolean;
  readonly back: () => void;
  readonly children: ReactNode;
};

/**
 * A preview of a row, with its actions. Escape returns to the row.
 * @param takesFocus whether a key opened the row: its first button then takes the focus
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
      {/* A Tab stop, so that long content can be scrolled by keyboard. */}
      <div className={classes['body']} role="group" aria-labelledby={titleId} tabIndex={0}>
        {children}
      </div>
      <div ref={foot} className={classes['foot']}>
        {/* An action may remove the row from the list, so the focus returns to the list, for the next row. */}
        <div className={classes['buttons']} onClickCapture={back}>
          {buttons}
        </div>
        {below}
      </div>
    </div>
  );
};

/** Shown beside a list without a current row. */
export const NoPreview = ({ children }: { readonly children: ReactNode }) => (
  <p className={classes['none']}>{children}</p>
);
