import { useId } from 'react';
import type { ReactNode } from 'react';
import classes from './DetailsPanel.module.css';
import { t } from '../../../../shared/words/words.ts';

type SectionProps = {
  readonly title: string;
  readonly quiet?: boolean;
  readonly children: ReactNode;
};

/** A section of the details with its heading. @param quiet the section is empty: its heading is hidden visually */
export const Section = ({ title, children, quiet = false }: SectionProps) => {
  const id = useId();
  return (
    <section aria-labelledby={id} tabIndex={-1} className={classes['section']}>
      <h3 id={id} className={quiet ? classes['unseen'] : undefined}>
        {title}
      </h3>
      {children}
    </section>
  );
};

const longText = 1200;

/** An external text in full: a very long one is collapsed at first. */
export const LongText = ({ text }: { readonly text: string }) =>
  text.length <= longText ? (
    <p className={classes['text']} dir="auto">
      {text}
    </p>
  ) : (
    <details className={classes['letter']}>
      <summary>
        <span dir="auto">{text.slice(0, 300)}…</span> {t('Show all')}
      </summary>
      <p className={classes['text']} dir="auto">
        {text}
      </p>
    </details>
  );
