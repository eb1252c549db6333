import { useId } from 'react';
import type { ReactNode, Ref } from 'react';
import classes from './DetailsPanel.module.css';
import { t } from '../../../../shared/words/words.ts';

type SectionProps = {
  readonly title: string;
  readonly quiet?: boolean;
  readonly children: ReactNode;
  readonly sectionRef?: Ref<HTMLElement>;
};

/** One part of the details under its heading. @param quiet nothing is in it yet: the heading is not seen */
export const Section = ({ title, children, sectionRef, quiet = false }: SectionProps) => {
  const id = useId();
  return (
    <section ref={sectionRef} aria-labelledby={id} tabIndex={-1} className={classes['section']}>
      <h3 id={id} className={quiet ? classes['unseen'] : undefined}>
        {title}
      </h3>
      {children}
    </section>
  );
};

const longText = 1200;

/** A text from outside, whole: a very long one is folded until somebody wants all of it. */
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
