import { Button, VisuallyHidden } from '@mantine/core';
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
      {quiet ? (
        <VisuallyHidden component="h3" id={id}>
          {title}
        </VisuallyHidden>
      ) : (
        <h3 id={id}>{title}</h3>
      )}
      {children}
    </section>
  );
};

/** A button that shows the older entries of a list. */
export const ShowOlder = ({ count, press }: { readonly count: number; readonly press: () => void }) => (
  <Button size="compact-sm" variant="default" mt="xs" onClick={press}>
    {t('Show older ({count})', { count })}
  </Button>
);

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
